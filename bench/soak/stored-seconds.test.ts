import assert from "node:assert/strict";
import test from "node:test";
import { lostOrChanged, missingOf, wholeSeconds } from "./stored-seconds.ts";

const points = (...seconds: number[]) => seconds.map((second) => ({ second, ended: second * 10 }));

test("a stored second that is gone or changed is found", () => {
  const cases: [what: string, after: { second: number; ended: number }[], lost: number[]][] = [
    ["all there, and more", points(0, 1, 2, 3), []],
    ["one gone", points(0, 2), [1]],
    ["one changed", [...points(0, 1), { second: 2, ended: 21 }], [2]],
    ["all gone", [], [0, 1, 2]],
  ];
  for (const [what, after, lost] of cases) assert.deepEqual(lostOrChanged(points(0, 1, 2), after), lost, what);
});

test("of the seconds a run went through, those that are not stored are missing", () => {
  const cases: [whole: number, stored: number[], missing: number[]][] = [
    [0, [], []],
    [3, [0, 1, 2, 3], []],
    [3, [0, 1], [2]],
    [4, [0, 3], [1, 2]],
  ];
  for (const [whole, stored, missing] of cases) assert.deepEqual(missingOf(whole, points(...stored)), missing);
});

test("whole seconds: none before the start, none beyond the plan", () => {
  const startedAt = "2026-01-02T03:04:05.000Z";
  const at = (ms: number) => Date.parse(startedAt) + ms;
  const cases: [startedAt: string | null, atMs: number, whole: number][] = [
    [null, at(5_000), 0],
    [startedAt, at(-10), 0],
    [startedAt, at(999), 0],
    [startedAt, at(3_999), 3],
    [startedAt, at(60_000), 10],
  ];
  for (const [started, ms, whole] of cases) assert.equal(wholeSeconds(started, ms, 10), whole);
});
