import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { alikeNeeded, type Effect, type Outcome, parityOf } from "./parity.ts";

/** Groups 1 open, 2 accepted, 3 re-checked, 4 not the same. */
const effects: Record<number, Effect> = { 1: "counts", 2: "accepted", 3: "left-out", 4: "not-the-same" };
const effectOf = (group: number): Effect => effects[group] ?? "counts";
const parity = (...outcomes: [groups: number[], n: number][]) =>
  parityOf(
    outcomes.map(([groups, n]) => ({ groups, n })),
    effectOf,
  );

const cases: [
  name: string,
  outcomes: [groups: number[], n: number][],
  n: number,
  parity: number | null,
  strict: number | null,
  aside: [leftOut: number, notTheSame: number],
][] = [
  ["no exchanges, no parity", [], 0, null, null, [0, 0]],
  ["all alike", [[[], 10]], 10, 1, 1, [0, 0]],
  [
    "open differences count",
    [
      [[], 8],
      [[1], 2],
    ],
    10,
    0.8,
    0.8,
    [0, 0],
  ],
  [
    "accepted ones do not, save in strict parity",
    [
      [[], 8],
      [[2], 2],
    ],
    10,
    1,
    0.8,
    [0, 0],
  ],
  [
    "one open difference beside an accepted one counts",
    [
      [[], 8],
      [[1, 2], 2],
    ],
    10,
    0.8,
    0.8,
    [0, 0],
  ],
  [
    "a re-checked fix leaves both sides of the fraction",
    [
      [[], 8],
      [[3], 2],
      [[1, 3], 2],
    ],
    8,
    1,
    1,
    [4, 0],
  ],
  [
    "what is no pair is none, whatever else differs",
    [
      [[], 8],
      [[4], 1],
      [[1, 4], 1],
      [[3, 4], 1],
    ],
    8,
    1,
    1,
    [0, 3],
  ],
  ["all left out: no parity", [[[3], 5]], 0, null, null, [5, 0]],
  [
    "an unknown group counts",
    [
      [[], 1],
      [[99], 1],
    ],
    2,
    0.5,
    0.5,
    [0, 0],
  ],
];
for (const [name, outcomes, n, share, strict, [leftOut, notTheSame]] of cases)
  test(`parity: ${name}`, () => {
    const found = parity(...outcomes);
    assert.deepEqual(
      [found.n, found.parity, found.strict, found.leftOut, found.notTheSame],
      [n, share, strict, leftOut, notTheSame],
    );
  });

/** The p at which as many or more alike have a chance of 5 %, from exact sums in whole numbers (Python, fractions.Fraction). */
const bounds: [alike: number, differing: number, bound: number][] = [
  [598, 0, 0.995_003],
  [10, 0, 0.741_134],
  [995, 5, 0.989_515],
  [9, 1, 0.605_836],
];
for (const [alike, differing, bound] of bounds)
  test(`${alike} of ${alike + differing} alike allow ${bound}`, () => {
    const found = parity([[], alike], [[1], differing]);
    assert.ok(Math.abs((found.lowerBound ?? 0) - bound) < 1e-5, String(found.lowerBound));
  });

const outcome: fc.Arbitrary<Outcome> = fc.record({
  groups: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
  n: fc.nat({ max: 1000 }),
});

test("every exchange counts as one thing, and nothing accepted is never above parity", () => {
  fc.assert(
    fc.property(fc.array(outcome), (outcomes) => {
      const found = parityOf(outcomes, effectOf);
      assert.equal(
        found.n + found.leftOut + found.notTheSame,
        outcomes.reduce((sum, one) => sum + one.n, 0),
      );
      assert.equal(found.alike + found.accepted + found.differing, found.n);
      assert.ok((found.strict ?? 0) <= (found.parity ?? 0));
      assert.ok((found.lowerBound ?? 0) <= (found.parity ?? 0));
    }),
  );
});

const needed: [n: number, differing: number, limit: number, expected: number | null][] = [
  [0, 0, 0.995, 598],
  [100, 0, 0.995, 498],
  [598, 0, 0.995, 0],
  [1000, 1, 0.995, 0],
  [500, 1, 0.995, 447],
  [10, 0, 1, null],
];
for (const [n, differing, limit, expected] of needed)
  test(`${differing} of ${n} differing need ${expected} more for ${limit}`, () =>
    assert.equal(alikeNeeded({ n, differing }, limit), expected));
