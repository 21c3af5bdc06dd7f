import assert from "node:assert/strict";
import test from "node:test";
import { readSince, sinceMoment } from "./run-filter-since.ts";

/** 10:46 in Prague, and still the day before in Honolulu. */
const now = new Date("2026-11-21T09:46:00Z");

const moments: [text: string, timeZone: string, moment: string][] = [
  ["24h", "Europe/Prague", "2026-11-20T09:46:00.000Z"],
  ["7d", "Europe/Prague", "2026-11-14T09:46:00.000Z"],
  ["2w", "Europe/Prague", "2026-11-07T09:46:00.000Z"],
  ["today", "Europe/Prague", "2026-11-21"],
  ["today", "Pacific/Honolulu", "2026-11-20"],
  ["TODAY", "Pacific/Kiritimati", "2026-11-21"],
  ["yesterday", "Europe/Prague", "2026-11-20"],
  ["2026-11-18", "Europe/Prague", "2026-11-18"],
  ["18-Nov", "Europe/Prague", "2026-11-18"],
  ["21-nov", "Europe/Prague", "2026-11-21"],
  ["21-nov", "Pacific/Honolulu", "2025-11-21"],
  ["22-Nov", "Europe/Prague", "2025-11-22"],
  ["1-Jan-2024", "Europe/Prague", "2024-01-01"],
  ["29-Feb", "Europe/Prague", "2024-02-29"],
  ["29-Feb-2024", "Europe/Prague", "2024-02-29"],
];

test("since when, by the site's calendar; a day without a year is the latest that has begun", () => {
  for (const [text, timeZone, expected] of moments) {
    const since = readSince(text);
    assert.ok(since !== null, text);
    const moment = sinceMoment(since, now, timeZone);
    assert.equal("at" in moment ? moment.at.toISOString() : moment.day, expected, `${text} ${timeZone}`);
  }
});

const none = [
  "",
  "7",
  "d",
  "-7d",
  "7m",
  "99999d",
  "31-Feb",
  "29-Feb-2026",
  "2026-13-01",
  "2026-02-30",
  "0-Nov",
  "18-Foo",
];

test("what is no day is refused", () => {
  for (const text of [...none, "1999-01-01", "18-Nov-26", "18 Nov", "2026-11-18T10:00"])
    assert.equal(readSince(text), null, text);
});
