import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { lowerBound, upperBound } from "./binomial.ts";

/** P(X ≤ k) for n tries at `p`, summed term by term on a logarithmic scale: nothing of it is shared with the code it checks. */
function chanceOfAtMost(k: number, n: number, p: number): number {
  let term = n * Math.log1p(-p);
  let sum = Math.exp(term);
  for (let i = 1; i <= k; i++) {
    term += Math.log((n - i + 1) / i) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(term);
  }
  return sum;
}

const near = (actual: number, expected: number, within: number, name = "") =>
  assert.ok(Math.abs(actual - expected) <= within, `${name} ${actual} is not ${expected}`);

test("bounds as published", () => {
  const cases: [source: string, bound: number, published: number, within: number][] = [
    // R package GenBinomApps, example of clopper.pearson.ci(5, 100000, alpha = 0.05).
    ["GenBinomApps, upper", upperBound(5, 100_000), 0.0001051275, 5e-11],
    // NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.4: 4 of 20 at 90 % on two sides, which is 95 % on each.
    ["NIST, upper", upperBound(4, 20), 0.401029, 2e-6],
    ["NIST, lower", lowerBound(4, 20), 0.071354, 2e-6],
    // The rule of three (Hanley and Lippman-Hand, JAMA 249, 1983): none of n leaves about 3/n.
    ["rule of three, 1,000", upperBound(0, 1_000), 0.003, 1e-5],
    ["rule of three, 100,000", upperBound(0, 100_000), 0.00003, 1e-7],
  ];
  for (const [source, bound, published, within] of cases) near(bound, published, within, source);
});

test("sample sizes as published for 95/95 and 95/99 tolerance limits (Wilks, Ann. Math. Stat. 12, 1941; NUREG-1475)", () => {
  const cases: [beyond: number, share: number, needed: number][] = [
    [0, 0.05, 59],
    [1, 0.05, 93],
    [2, 0.05, 124],
    [3, 0.05, 153],
    [4, 0.05, 181],
    [0, 0.01, 299],
    [1, 0.01, 473],
    [2, 0.01, 628],
  ];
  for (const [beyond, share, needed] of cases) {
    assert.ok(upperBound(beyond, needed) <= share, `${beyond} of ${needed}`);
    assert.ok(upperBound(beyond, needed - 1) > share, `${beyond} of ${needed - 1}`);
  }
});

test("the figures the form promises for an error ratio of 0.1 %", () => {
  const cases: [failed: number, n: number, shown: boolean][] = [
    [0, 2_995, true],
    [0, 2_994, false],
    [2, 6_294, true],
    [2, 6_293, false],
    [22, 32_000, true],
    [23, 32_000, false],
  ];
  for (const [failed, n, shown] of cases) assert.equal(upperBound(failed, n) <= 0.001, shown, `${failed} of ${n}`);
});

test("at its bound, what was seen or less (or more) has a chance of exactly 5 %", () => {
  const tries = fc
    .integer({ min: 1, max: 3_000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(tries, ([k, n]) => {
      if (k < n) near(chanceOfAtMost(k, n, upperBound(k, n)), 0.05, 1e-9, `upper bound of ${k} of ${n}:`);
      if (k > 0) near(1 - chanceOfAtMost(k - 1, n, lowerBound(k, n)), 0.05, 1e-9, `lower bound of ${k} of ${n}:`);
    }),
    { numRuns: 400 },
  );
});

test("as many as a long run has", () => {
  for (const [k, n] of [
    [1, 1_000_000],
    [900, 1_000_000],
    [2_000, 10_000_000],
    [3_000, 36_000_000],
  ] as const) {
    near(chanceOfAtMost(k, n, upperBound(k, n)), 0.05, 1e-7, `upper bound of ${k} of ${n}:`);
    near(1 - chanceOfAtMost(k - 1, n, lowerBound(k, n)), 0.05, 1e-7, `lower bound of ${k} of ${n}:`);
  }
});

test("bounds hold the ratio between them, mirror each other, and close in", () => {
  const tries = fc
    .integer({ min: 1, max: 100_000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(tries, ([k, n]) => {
      assert.ok(lowerBound(k, n) <= k / n && k / n <= upperBound(k, n), `${k} of ${n}`);
      near(upperBound(k, n), 1 - lowerBound(n - k, n), 1e-11);
      assert.ok(upperBound(k, n + 1) <= upperBound(k, n), "one more that did not fail");
      assert.ok(upperBound(k + 1, n + 1) >= upperBound(k, n), "one more that failed");
    }),
    { numRuns: 400 },
  );
});

test("the ends", () => {
  const cases: [name: string, bound: number, expected: number][] = [
    ["nothing seen: anything is possible", upperBound(0, 0), 1],
    ["nothing seen, from below", lowerBound(0, 0), 0],
    ["all failed", upperBound(7, 7), 1],
    ["none failed", lowerBound(0, 7), 0],
    ["one of one", lowerBound(1, 1), 0.05],
    ["none of one", upperBound(0, 1), 0.95],
  ];
  for (const [name, bound, expected] of cases) near(bound, expected, 1e-12, name);
});
