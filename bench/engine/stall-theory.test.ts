import assert from "node:assert/strict";
import test from "node:test";
import { type StallPlan, stallTheory } from "./stall-theory.ts";

const plan: StallPlan = {
  ...{ perSecond: 500, seconds: 10, stall: { fromMs: 4_000, ms: 2_000 } },
  ...{ ms: 0, slowMs: 0, slowEvery: 100 },
};

const cases: [name: string, change: Partial<StallPlan>, p50: number, p95: number, p99: number, max: number][] = [
  ["2 s of 10: a fifth of all waits, evenly from 2 s to none", {}, 0, 1_500, 1_900, 2_000],
  ["with 10 ms each", { ms: 10, slowMs: 10 }, 10, 1_520, 1_920, 2_010],
  ["no stall: the slow ones alone", { stall: { fromMs: 20_000, ms: 1 }, ms: 10, slowMs: 200 }, 10, 10, 10, 200],
  ["half the time", { stall: { fromMs: 0, ms: 5_000 } }, 2, 4_500, 4_900, 5_000],
];
for (const [name, change, p50, p95, p99, max] of cases)
  test(`theory: ${name}`, () => {
    const seen = stallTheory({ ...plan, ...change });
    // One request's distance from the next.
    for (const [is, of] of [
      [seen.p50, p50],
      [seen.p95, p95],
      [seen.p99, p99],
      [seen.max, max],
    ] as const)
      assert.ok(Math.abs(is - of) <= 4, `${is}, expected ${of}`);
  });
