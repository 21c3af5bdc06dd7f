import assert from "node:assert/strict";
import test from "node:test";
import { addressesText, dayText, momentText, zoneWord } from "./place-text.ts";

const now = Date.parse("2026-11-21T09:46:33Z");

const moments: [at: string, zone: string, text: string][] = [
  ["2026-11-21T09:31:00Z", "Europe/Prague", "10:31"],
  ["2026-11-20T23:30:00Z", "Europe/Prague", "00:30"],
  ["2026-11-20T22:30:00Z", "Europe/Prague", "Fri 20 Nov 23:30"],
  ["2026-11-20T22:30:00Z", "Asia/Tokyo", "07:30"],
  ["2027-01-02T08:00:00Z", "Europe/Prague", "Sat 2 Jan 2027 09:00"],
];

test("moments as the site's people say them", () => {
  for (const [at, zone, text] of moments) assert.equal(momentText(Date.parse(at), zone, now), text, `${at} ${zone}`);
  assert.equal(zoneWord(now, "Europe/Prague"), "CET");
  assert.equal(dayText("2026-11-26"), "Thu 26 Nov 2026");
});

const addresses: [addresses: string[], text: string][] = [
  [[], ""],
  [["127.0.0.1", "::1"], "this machine"],
  [["10.21.8.14"], "10.21.8.14"],
  [["10.0.0.1", "127.0.0.1"], "10.0.0.1, 127.0.0.1"],
  [["10.0.0.1", "10.0.0.2", "10.0.0.3"], "10.0.0.1, 10.0.0.2 and 1 more"],
];

test("addresses in short", () => {
  for (const [list, text] of addresses) assert.equal(addressesText(list), text);
});
