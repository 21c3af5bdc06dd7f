import assert from "node:assert/strict";
import test from "node:test";
import { oneLessOnTablet, oneMoreOnTablet, type TabletTries, tabletWaitMs, triesLeft } from "./kiosk-tries.ts";

const minute = 60_000;
const at = 1_800_000_000_000;
const many = (count: number, everyMs: number): TabletTries =>
  Array.from({ length: count }, (_, n) => at + n * everyMs).reduce<TabletTries>(oneMoreOnTablet, {
    wrong: 0,
    sinceMs: null,
  });

const cases: [name: string, tries: TabletTries, now: number, waitMs: number][] = [
  ["none", { wrong: 0, sinceMs: null }, at, 0],
  ["19 in a minute", many(19, 1_000), at + minute, 0],
  ["20 in a minute wait for the rest of 15", many(20, 1_000), at + minute, 14 * minute],
  ["a moment before it is over", many(20, 1_000), at + 15 * minute - 1, 1],
  ["after 15 minutes all is forgiven", many(20, 1_000), at + 15 * minute, 0],
  ["20 in 19 minutes are never 20 in 15", many(20, minute), at + 19 * minute, 0],
];
for (const [name, tries, now, waitMs] of cases) test(name, () => assert.equal(tabletWaitMs(tries, now), waitMs));

test("a right one is taken back, and the last one takes its beginning along", () => {
  assert.deepEqual(oneLessOnTablet({ wrong: 3, sinceMs: at }), { wrong: 2, sinceMs: at });
  assert.deepEqual(oneLessOnTablet({ wrong: 1, sinceMs: at }), { wrong: 0, sinceMs: null });
  assert.deepEqual(oneLessOnTablet({ wrong: 0, sinceMs: null }), { wrong: 0, sinceMs: null });
});

const left: [wrong: number, isLocked: boolean, expected: number][] = [
  [0, false, 5],
  [4, false, 1],
  [5, false, 0],
  [9, false, 0],
  [0, true, 0],
];
for (const [wrong, isLocked, expected] of left)
  test(`${wrong} wrong${isLocked ? ", locked" : ""}: ${expected} left`, () =>
    assert.equal(triesLeft({ wrong, isLocked }), expected));
