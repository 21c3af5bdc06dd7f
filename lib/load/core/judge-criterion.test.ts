import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { emptyHistogram, recordUs } from "#lib/platform/core/histogram.ts";
import type { Criterion } from "./criterion.ts";
import { judgeCriterion } from "./judge-criterion.ts";
import type { RunPlan } from "./run.ts";
import { aCriterion, aPlan, aRun, constantRate, errors, type MadeUp, p99, times } from "./testing/measured.ts";
import type { Judged } from "./verdict.ts";

/** All requests in one second, of a run of one second if not said otherwise. */
function judged(criterion: Criterion, requests: readonly MadeUp[], change: Partial<RunPlan> = {}): Judged {
  const plan = aPlan({ profile: constantRate(50, 1), ...change, criteria: [criterion] });
  return judgeCriterion(criterion, 0, { plan, totals: aRun(plan, 1, () => requests) });
}

/** Requests spread over a minute, `perSecond` alike in each. */
function inAMinute(criterion: Criterion, requests: readonly MadeUp[], seconds = 60): Judged {
  const plan = aPlan({ criteria: [criterion] });
  return judgeCriterion(criterion, 0, { plan, totals: aRun(plan, seconds, () => requests) });
}

const ms = (count: number, latencyMs: number) => times(count, { latencyMs });
const verdict = ({ kind, reason }: Judged) => (reason === null ? kind : `${kind}: ${reason}`);

test("a percentile by its measured value", () => {
  const cases: [name: string, requests: MadeUp[], expected: string][] = [
    ["p99 of a hundred requests is only the maximum", ms(100, 480), "inconclusive: too-few-samples"],
    ["a hundred slow ones too", ms(100, 900), "inconclusive: too-few-samples"],
    ["458 are one too few", ms(458, 480), "inconclusive: too-few-samples"],
    ["459 are enough", ms(459, 480), "pass"],
    ["at the limit passes", ms(459, 500), "pass"],
    ["a hair over fails, though it shares the limit's bucket", ms(459, 500.001), "fail: limit-breached"],
    ["4 of 459 may be over", [...ms(455, 480), ...ms(4, 9_000)], "pass"],
    ["5 of 459 may not", [...ms(454, 480), ...ms(5, 9_000)], "fail: limit-breached"],
    ["no request at all", [], "inconclusive: no-data"],
    ["set-up requests are no samples", times(500, { latencyMs: 1, step: "log in" }), "inconclusive: no-data"],
  ];
  for (const [name, requests, expected] of cases) assert.equal(verdict(judged(p99, requests)), expected, name);
});

test("a percentile by its bound", () => {
  const byBound: Criterion = { ...p99, judge: "bound" };
  const cases: [name: string, requests: MadeUp[], expected: string, missing: number][] = [
    ["298 within", ms(298, 480), "inconclusive: too-few-samples", 1],
    ["299 within", ms(299, 480), "pass", 0],
    [
      "459 with four over: measured within, not shown",
      [...ms(455, 480), ...ms(4, 900)],
      "inconclusive: too-few-samples",
      454,
    ],
    ["400 with two over", [...ms(398, 480), ...ms(2, 900)], "inconclusive: too-few-samples", 228],
    ["628 with two over", [...ms(626, 480), ...ms(2, 900)], "pass", 0],
    ["two of a hundred: may be chance", [...ms(98, 480), ...ms(2, 900)], "inconclusive: between-bounds", 528],
    ["ten of a hundred: is none", [...ms(90, 480), ...ms(10, 900)], "fail: limit-breached", 0],
  ];
  for (const [name, requests, expected, missing] of cases) {
    const one = judged(byBound, requests);
    assert.deepEqual([verdict(one), one.missing], [expected, missing], name);
  }
});

test("the verdict is that of the sample at rank ⌈q·n⌉, and the figure is within 0.8 % of it and on its side of the limit", () => {
  const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const latencies = (latency: fc.Arbitrary<number>) => fc.array(latency, { minLength: 90, maxLength: 300 });
  const all = fc.oneof(
    latencies(between(0.1, 20_000)),
    latencies(between(494, 506)),
    latencies(between(499.72, 503.8)),
  );
  const q = fc.constantFrom(0.5, 0.9, 0.95);
  fc.assert(
    fc.property(all, q, fc.constantFrom(500, 499.7, 503), (sample, share, limit) => {
      const criterion = aCriterion({ kind: "percentile", q: share }, { limit });
      const one = judged(
        criterion,
        sample.map((latencyMs) => ({ latencyMs })),
      );
      const exact = [...sample].sort((a, b) => a - b)[Math.ceil(share * sample.length - 1e-9) - 1] ?? 0;
      assert.equal(one.kind, exact <= limit ? "pass" : "fail");
      const measured = one.measured ?? 0;
      assert.equal(measured <= limit, exact <= limit, `${measured} stands for ${exact}`);
      assert.ok(Math.abs(measured - exact) <= 0.008 * exact + 0.001, `${measured} stands for ${exact}`);
    }),
    { numRuns: 500 },
  );
});

test("errors by the exact bounds", () => {
  const failing = (failed: number, n: number): MadeUp[] => [
    ...times(failed, { latencyMs: 1, error: "status 500" }),
    ...ms(n - failed, 1),
  ];
  const cases: [failed: number, n: number, limit: number, expected: string, missing: number][] = [
    [0, 2_994, 0.001, "inconclusive: too-few-samples", 1],
    [0, 2_995, 0.001, "pass", 0],
    [2, 6_293, 0.001, "inconclusive: too-few-samples", 1],
    [2, 6_294, 0.001, "pass", 0],
    [22, 32_000, 0.001, "pass", 0],
    [23, 32_000, 0.001, "inconclusive: too-few-samples", 581],
    [3, 2_000, 0.001, "inconclusive: between-bounds", 5_752],
    [9, 3_000, 0.001, "fail: limit-breached", 0],
    [1, 1, 0.001, "fail: limit-breached", 0],
    [0, 1_000_000, 0, "inconclusive: too-few-samples", 0],
    [1, 1_000_000, 0, "fail: limit-breached", 0],
    [5, 5, 1, "pass", 0],
  ];
  for (const [failed, n, limit, expected, missing] of cases) {
    const plan = aPlan({ criteria: [{ ...errors, limit }] });
    const totals = aRun(plan, 1, () => failing(Math.min(failed, 5), Math.min(n, 10)));
    Object.assign(totals.all, { n, failed, ok: n - failed });
    const one = judgeCriterion({ ...errors, limit }, 0, { plan, totals });
    assert.deepEqual([verdict(one), one.missing], [expected, missing], `${failed} of ${n}, at most ${limit}`);
    assert.equal(one.measured, failed / n);
  }
  assert.equal(verdict(judged(errors, failing(9, 3_000))), "fail: limit-breached");
});

test("errors by the plain ratio", () => {
  const plain: Criterion = { ...errors, judge: "measured" };
  const one = { latencyMs: 1 };
  const wrong = { latencyMs: 1, error: "body" } as const;
  assert.equal(verdict(judged(plain, times(10, one))), "pass");
  assert.equal(verdict(judged({ ...plain, limit: 0 }, times(10, one))), "pass");
  assert.equal(verdict(judged({ ...plain, limit: 0.1 }, [...times(9, one), wrong])), "pass");
  assert.equal(verdict(judged(plain, [...times(9, one), wrong])), "fail: limit-breached");
});

test("mean, max and throughput from 100 samples and 60 s on, by their exact figures", () => {
  const mean = aCriterion("mean", { limit: 200 });
  const max = aCriterion("max", { limit: 200 });
  const atLeast50 = aCriterion("throughput", { limit: 50 });
  const cases: [name: string, judged: Judged, expected: string, measured: number][] = [
    ["mean at its limit", inAMinute(mean, [...ms(25, 100), ...ms(25, 300)]), "pass", 200],
    ["mean a hair over", inAMinute(mean, [...ms(25, 100), ...ms(25, 300.1)]), "fail: limit-breached", 200.05],
    ["max at its limit", inAMinute(max, ms(50, 200)), "pass", 200],
    ["max over it by one", inAMinute(max, [...ms(50, 10), ...ms(1, 200.001)]), "fail: limit-breached", 200.001],
    ["throughput at its limit", inAMinute(atLeast50, ms(50, 1)), "pass", 50],
    ["throughput under it", inAMinute(atLeast50, ms(49, 1)), "fail: limit-breached", 49],
    ["59 s are too few", inAMinute(mean, ms(50, 100), 59), "inconclusive: too-few-samples", 100],
    ["60 samples are too few", inAMinute(max, ms(1, 100)), "inconclusive: too-few-samples", 100],
  ];
  for (const [name, one, expected, measured] of cases) {
    assert.equal(verdict(one), expected, name);
    assert.ok(Math.abs((one.measured ?? 0) - measured) < 1e-9, name);
  }
});

test("answers that come after the planned end do not thin out the throughput", () => {
  const criterion = aCriterion("throughput", { limit: 50 });
  const plan = aPlan({ criteria: [criterion] });
  const totals = aRun(plan, 70, (second) => ms(second < 60 ? 49 : 6, 1));
  assert.equal(verdict(judgeCriterion(criterion, 0, { plan, totals })), "pass");
});

test("one step's criterion counts that step's requests alone", () => {
  const ofLots: Criterion = { ...p99, scope: { kind: "step", step: "register lot" } };
  const requests = [...ms(459, 480), ...times(459, { latencyMs: 9_000, step: "traceability" })];
  assert.deepEqual([verdict(judged(ofLots, requests)), judged(ofLots, requests).n], ["pass", 459]);
  assert.equal(verdict(judged(p99, requests)), "fail: limit-breached");
  const ofNobody: Criterion = { ...p99, scope: { kind: "step", step: "no such step" } };
  assert.equal(verdict(judged(ofNobody, requests)), "inconclusive: no-data");
  const ofSetUp: Criterion = { ...p99, scope: { kind: "step", step: "log in" } };
  assert.equal(verdict(judged(ofSetUp, times(459, { latencyMs: 1, step: "log in" }))), "inconclusive: no-data");
});

const late = emptyHistogram();
for (let at = 0; at < 50; at++) recordUs(late, 20_000);
const saturated = { saturated: true, lateness: late, late: 50 };

test("a saturated generator voids what it took for slowness, never wrong answers, and no pass", () => {
  const slow = [...ms(49, 900), { latencyMs: 900, error: "status 500" } as const];
  const cases: [criterion: Criterion, requests: readonly MadeUp[], expected: string][] = [
    [p99, slow, "inconclusive: generator-saturated"],
    [aCriterion("mean", {}), slow, "inconclusive: generator-saturated"],
    [aCriterion("max", {}), slow, "inconclusive: generator-saturated"],
    [aCriterion("throughput", { limit: 60 }), slow, "inconclusive: generator-saturated"],
    [errors, slow, "fail: limit-breached"],
    [p99, ms(50, 100), "pass"],
  ];
  for (const [criterion, requests, expected] of cases) {
    const plan = aPlan({ criteria: [criterion] });
    const one = judgeCriterion(criterion, 0, {
      plan,
      totals: aRun(
        plan,
        60,
        () => requests,
        () => saturated,
      ),
    });
    assert.deepEqual([verdict(one), one.missing], [expected, 0], criterion.metric.kind);
  }
});

test("a verdict survives being stored: no figure is more than JSON can hold", () => {
  for (const criterion of [{ ...errors, limit: 0 }, p99, aCriterion("delivered", {}), aCriterion("mean", {})])
    for (const requests of [[], ms(10, 1)]) {
      const one = judged(criterion, requests);
      assert.deepEqual(JSON.parse(JSON.stringify(one)), one);
    }
});
