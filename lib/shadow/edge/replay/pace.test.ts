import assert from "node:assert/strict";
import test from "node:test";
import { dueAfterMs, paceOf } from "./pace.ts";

test("a pace is as recorded, faster, or as fast as the systems answer", () => {
  const cases: [string, number | null | undefined][] = [
    ["1x", 1],
    ["10x", 10],
    ["0.5x", 0.5],
    ["max", null],
    ["0x", undefined],
    ["10", undefined],
    ["-1x", undefined],
    ["99999x", undefined],
    ["fast", undefined],
  ];
  for (const [word, expected] of cases) assert.equal(paceOf(word), expected, word);
});

test("a request is due as long after the first as it was then, by the factor", () => {
  const cases: [string, number | null, number, number][] = [
    ["as recorded", 1, 4_000, 4_000],
    ["ten times faster", 10, 4_000, 400],
    ["half as fast", 0.5, 4_000, 8_000],
    ["at once", null, 4_000, 0],
    ["a clock that jumps back", 1, -60_000, 0],
  ];
  for (const [name, pace, later, expected] of cases)
    assert.equal(dueAfterMs(pace, { firstAt: 1_000, at: 1_000 + later }), expected, name);
});
