import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { upperBound } from "#lib/platform/core/binomial.ts";
import { failuresBorne, samplesForErrors, samplesForPercentile, samplesNeeded } from "./samples-needed.ts";
import { aCriterion, errors } from "./testing/measured.ts";

test("a percentile is judged from so many samples on", () => {
  const cases: [q: number, samples: number][] = [
    [0.5, 7],
    [0.9, 44],
    [0.95, 90],
    [0.99, 459],
    [0.999, 4_603],
  ];
  for (const [q, samples] of cases) {
    assert.equal(samplesForPercentile(q), samples);
    assert.ok(q ** samples <= 0.01, "the chance that none lies beyond it");
    assert.ok(q ** (samples - 1) > 0.01, `p${q * 100} would do with one fewer`);
  }
});

test("requests needed to show an error ratio", () => {
  const cases: [limit: number, failed: number, needed: number][] = [
    [0.001, 0, 2_995],
    [0.001, 2, 6_294],
    [0.01, 0, 299],
    [0.05, 0, 59],
    [0.5, 0, 5],
    [0.96, 0, 1],
    [1, 0, 1],
    [0, 0, Number.POSITIVE_INFINITY],
  ];
  for (const [limit, failed, needed] of cases) assert.equal(samplesForErrors(limit, failed), needed);
});

test("what is needed is enough, and one fewer is not", () => {
  const limit = fc.double({ min: 0.0005, max: 0.6, noNaN: true });
  fc.assert(
    fc.property(limit, fc.integer({ min: 0, max: 60 }), (share, failed) => {
      const needed = samplesForErrors(share, failed);
      assert.ok(upperBound(failed, needed) <= share, `${failed} of ${needed}`);
      assert.ok(needed === 1 || upperBound(failed, needed - 1) > share, `${failed} of ${needed - 1}`);
    }),
    { numRuns: 200 },
  );
});

test("the most failures with which so many requests still pass", () => {
  const cases: [limit: number, n: number, most: number][] = [
    [0.001, 32_000, 22],
    [0.001, 3_000, 0],
    [0.001, 2_994, -1],
    [0.001, 0, -1],
    [0.05, 1_000, 38],
    [1, 10, 10],
  ];
  for (const [limit, n, most] of cases) assert.equal(failuresBorne(limit, n), most, `${limit} of ${n}`);
});

test("failures borne and requests needed are two sides of one rule", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.2, noNaN: true }), fc.integer({ min: 1, max: 20_000 }), (limit, n) => {
      const most = failuresBorne(limit, n);
      if (most >= 0) assert.ok(samplesForErrors(limit, most) <= n, `${most} of ${n}`);
      assert.ok(samplesForErrors(limit, most + 1) > n, `${most + 1} of ${n}`);
    }),
    { numRuns: 200 },
  );
});

test("by criterion", () => {
  const cases: [name: string, needed: number, expected: number][] = [
    ["p99 by its measured value", samplesNeeded(aCriterion({ kind: "percentile", q: 0.99 }, {}), 3), 459],
    ["p99 by its bound", samplesNeeded(aCriterion({ kind: "percentile", q: 0.99 }, { judge: "bound" }), 0), 299],
    ["two over it", samplesNeeded(aCriterion({ kind: "percentile", q: 0.99 }, { judge: "bound" }), 2), 628],
    ["errors by bound", samplesNeeded(errors, 2), 6_294],
    ["errors by the plain ratio", samplesNeeded({ ...errors, judge: "measured" }, 2), 1],
    ["mean", samplesNeeded(aCriterion("mean", {}), 0), 100],
    ["max", samplesNeeded(aCriterion("max", {}), 0), 100],
    ["throughput", samplesNeeded(aCriterion("throughput", {}), 0), 100],
    ["delivered", samplesNeeded(aCriterion("delivered", { limit: 0.98 }), 0), 1],
  ];
  for (const [name, needed, expected] of cases) assert.equal(needed, expected, name);
});
