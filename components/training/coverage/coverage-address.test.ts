import assert from "node:assert/strict";
import test from "node:test";
import { askedOf, coverageSearch, doorMoment } from "./coverage-address.ts";

const cases: [search: string, kept: string][] = [
  ["", ""],
  ["?at=launch&state=all", ""],
  [
    "?q=nowak&shift=Day&role=picker&module=M3&state=due&at=now",
    "?q=nowak&shift=Day&role=picker&module=M3&state=due&at=now",
  ],
  ["?at=2026-11-26", "?at=2026-11-26"],
  ["?at=2026-02-30&state=gone&other=1", ""],
  ["?at=17", ""],
];

test("the address keeps what can be read, and nothing else", () => {
  for (const [search, kept] of cases) assert.equal(coverageSearch(askedOf(new URLSearchParams(search))), kept);
});

test("a day begins by the site's clock", () => {
  assert.equal(doorMoment("2026-11-26", "Europe/Berlin"), String(Date.parse("2026-11-26T00:00:00+01:00")));
  assert.deepEqual([doorMoment("now", "UTC"), doorMoment("launch", "UTC")], ["now", "launch"]);
});
