import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  besideLimit,
  clock,
  count,
  criterionName,
  duration,
  inUnit,
  isAtLeast,
  milliseconds,
  percent,
  perSecond,
} from "./say.ts";
import { aCriterion, errors, p99 } from "./testing/measured.ts";

test("figures in words", () => {
  const cases: [said: string, expected: string][] = [
    [count(32_000), "32,000"],
    [count(0), "0"],
    [count(999.6), "1,000"],
    [milliseconds(0), "0 ms"],
    [milliseconds(0.42), "0.42 ms"],
    [milliseconds(12.34), "12.3 ms"],
    [milliseconds(612.4), "612 ms"],
    [milliseconds(1_234.5), "1,235 ms"],
    [milliseconds(9_999), "9,999 ms"],
    [milliseconds(12_345), "12.3 s"],
    [percent(0.0006), "0.06 %"],
    [percent(0.98), "98 %"],
    [percent(0.07), "7 %"],
    [percent(1), "100 %"],
    [percent(0), "0 %"],
    [percent(0.99951), "100 %"],
    [perSecond(50 / 9), "5.56/s"],
    [perSecond(8.888888), "8.89/s"],
    [perSecond(12_345.6), "12,346/s"],
    [perSecond(1e-15), "0/s"],
  ];
  for (const [said, expected] of cases) assert.equal(said, expected);
});

test("durations and clocks", () => {
  const cases: [said: string, expected: string][] = [
    [duration(0), "0 s"],
    [duration(0.2), "1 s"],
    [duration(8), "8 s"],
    [duration(82.62), "1 min 23 s"],
    [duration(60.000_000_000_1), "1 min"],
    [duration(7_200), "2 h"],
    [duration(3_661), "1 h 1 min 1 s"],
    [clock(0), "00:00"],
    [clock(384.9), "06:24"],
    [clock(3_984), "1:06:24"],
    [clock(-1), "00:00"],
  ];
  for (const [said, expected] of cases) assert.equal(said, expected);
});

test("criteria by name", () => {
  const lots = { kind: "step", step: "register lot" } as const;
  const cases: [said: string, expected: string][] = [
    [criterionName(p99), "p99"],
    [criterionName({ ...p99, scope: lots }), "p99 register lot"],
    [criterionName(aCriterion({ kind: "percentile", q: 0.999 }, {})), "p99.9"],
    [criterionName(aCriterion({ kind: "percentile", q: 0.9999 }, {})), "p99.99"],
    [criterionName(aCriterion({ kind: "percentile", q: 0.5 }, {})), "p50"],
    [criterionName(errors), "errors"],
    [criterionName(aCriterion("throughput", { scope: lots })), "throughput register lot"],
    [inUnit({ kind: "mean" }, 500), "500 ms"],
    [inUnit({ kind: "errors" }, 0.001), "0.1 %"],
    [inUnit({ kind: "delivered" }, 0.98), "98 %"],
    [inUnit({ kind: "throughput" }, 50), "50/s"],
  ];
  for (const [said, expected] of cases) assert.equal(said, expected);
  assert.deepEqual(
    (["mean", "max", "errors", "throughput", "delivered"] as const).filter((kind) => isAtLeast({ kind })),
    ["throughput", "delivered"],
  );
});

test("a figure beside its limit has as many digits as it takes to tell them apart", () => {
  const delivered = aCriterion("delivered", { limit: 0.98 });
  const cases: [said: string, expected: string][] = [
    [besideLimit(p99, 500), "500 ms"],
    [besideLimit(p99, 480.2), "480 ms"],
    [besideLimit(p99, 500.4), "500.4 ms"],
    [besideLimit(p99, 500.412345), "500.4 ms"],
    [besideLimit(p99, 499.96), "499.96 ms"],
    [besideLimit(errors, 0.00104), "0.104 %"],
    [besideLimit(errors, 0.0010004), "0.10004 %"],
    [besideLimit(delivered, 0.979_999), "97.9999 %"],
    [besideLimit(delivered, 0.98), "98 %"],
  ];
  for (const [said, expected] of cases) assert.equal(said, expected);
});

test("what breaks a limit never looks as if it kept it", () => {
  const limit = fc.constantFrom(0.5, 100, 250, 500, 1_000, 9_999, 10_000);
  fc.assert(
    fc.property(limit, fc.double({ min: 0.9, max: 1.1, noNaN: true }), (most, share) => {
      const value = most * share;
      if (Math.abs(share - 1) < 1e-6) return;
      assert.notEqual(besideLimit({ ...p99, limit: most }, value), inUnit(p99.metric, most));
    }),
    { numRuns: 1_000 },
  );
});
