import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { splitWeights, type Weighed, wholePercent } from "./server-weights.ts";

const side = (prefix: string, ...bases: number[]): Weighed[] =>
  bases.map((base, at) => ({ name: `${prefix}${at + 1}`, base }));

const cases: [percent: number, legacy: number[], ours: number[], expected: Record<string, number> | null][] = [
  [10, [1], [1], { l1: 9, n1: 1 }],
  [25, [1, 1], [1, 1], { l1: 3, l2: 3, n1: 1, n2: 1 }],
  [25, [1, 1, 1], [1], { l1: 1, l2: 1, l3: 1, n1: 1 }],
  [50, [100, 50], [1], { l1: 2, l2: 1, n1: 3 }],
  [1, [1], [1], { l1: 99, n1: 1 }],
  [1, [1, 1, 1], [1, 1, 1, 1], { l1: 132, l2: 132, l3: 132, n1: 1, n2: 1, n3: 1, n4: 1 }],
  // 4 : 297 is too much for one server; 10 : 990 shared out is not.
  [1, [1, 1, 1, 1], [1, 1, 1], { l1: 248, l2: 248, l3: 247, l4: 247, n1: 4, n2: 3, n3: 3 }],
  // One server cannot carry 99 shares against three that carry one each.
  [1, [1], [1, 1, 1], null],
  [10, [], [1], null],
  [10, [0], [1], null],
  [50, [1, 0], [1], { l1: 1, l2: 0, n1: 1 }],
];

for (const [percent, legacy, ours, expected] of cases) {
  test(`${percent} % between ${legacy.join(", ") || "nobody"} and ${ours.join(", ")}`, () => {
    const weights = splitWeights(percent, { legacy: side("l", ...legacy), ours: side("n", ...ours) });
    assert.deepEqual(weights === null ? null : Object.fromEntries(weights), expected);
  });
}

test("whatever the servers, the share is exact and no weight beyond what HAProxy takes", () => {
  const bases = fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), bases, bases, (percent, legacy, ours) => {
      const [ls, ns] = [side("l", ...legacy), side("n", ...ours)];
      const weights = splitWeights(percent, { legacy: ls, ours: ns });
      if (weights === null) return;
      const sum = (all: Weighed[]) => all.reduce((so, { name }) => so + (weights.get(name) ?? 0), 0);
      assert.equal(wholePercent(sum(ns), sum(ls)), percent);
      for (const weight of weights.values()) assert.ok(Number.isInteger(weight) && weight >= 1 && weight <= 256);
    }),
  );
});

test("with equal servers on both sides every whole percent can be set", () => {
  for (let percent = 1; percent < 100; percent++)
    for (let count = 1; count <= 8; count++) {
      const equal = Array.from({ length: count }, () => 1);
      assert.ok(
        splitWeights(percent, { legacy: side("l", ...equal), ours: side("n", ...equal) }),
        `${percent} ${count}`,
      );
    }
});

test("a share that is no whole percent is none of the states", () => {
  assert.deepEqual(
    [wholePercent(1, 6), wholePercent(0, 5), wholePercent(5, 0), wholePercent(0, 0), wholePercent(29, 71)],
    [null, 0, 100, null, 29],
  );
});
