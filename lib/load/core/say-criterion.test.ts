import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion } from "./criterion.ts";
import { judgeCriterion } from "./judge-criterion.ts";
import type { ClosedProfile } from "./profile.ts";
import { aCriterion, aPlan, aRun, constantRate, errors, p99, times } from "./testing/measured.ts";

/** `good` requests at 100 ms and `bad` ones at 900 ms that are errors too, in a run of `seconds`. */
function said(criterion: Criterion, [good, bad]: [good: number, bad: number], seconds = 1): string {
  const plan = aPlan({ profile: constantRate(50, seconds), criteria: [criterion] });
  const requests = [...times(good, { latencyMs: 100 }), ...times(bad, { latencyMs: 900, error: "status 500" })];
  return judgeCriterion(criterion, 0, { plan, totals: aRun(plan, seconds, () => requests) }).sentence;
}

const byBound: Criterion = { ...p99, judge: "bound" };
const plainErrors: Criterion = { ...errors, judge: "measured" };
const ofLots: Criterion = { ...p99, scope: { kind: "step", step: "register lot" } };

test("one criterion in words", () => {
  const cases: [criterion: Criterion, counts: [good: number, bad: number], sentence: string][] = [
    [p99, [0, 0], "p99: nothing was measured."],
    [ofLots, [212, 0], "p99 register lot: 212 of 459 samples; the tail may be missing."],
    [p99, [459, 0], "p99 99.8 ms is within the limit of 500 ms."],
    [p99, [454, 5], "p99 897 ms is over the limit of 500 ms."],
    [byBound, [299, 0], "p99 99.8 ms is within the limit of 500 ms by its 95 % bound."],
    [
      byBound,
      [398, 2],
      "p99: with 2 over 500 ms, 628 samples are needed to show it with 95 % confidence; there are 400.",
    ],
    [
      byBound,
      [98, 2],
      "p99 897 ms is over the limit of 500 ms, but 2 over it of 100 can still be chance: it is not shown with 95 % confidence.",
    ],
    [byBound, [50, 50], "p99 897 ms is over the limit of 500 ms by its 95 % bound."],
    [errors, [2_995, 0], "errors 0 % is within the limit of 0.1 %."],
    [
      errors,
      [3_400, 2],
      "errors: with 2 failed, 6,294 requests are needed to show 0.1 % with 95 % confidence; there are 3,402.",
    ],
    [
      errors,
      [1_997, 3],
      "errors 0.15 % is over the limit of 0.1 %, but 3 failed of 2,000 can still be chance: it is not shown with 95 % confidence.",
    ],
    [errors, [90, 10], "errors 10 % is over the limit of 0.1 %."],
    [plainErrors, [9_999, 1], "errors 0.01 % is within the limit of 0.1 % by the plain measured ratio."],
    [plainErrors, [99, 1], "errors 1 % is over the limit of 0.1 % by the plain measured ratio."],
    [
      { ...errors, limit: 0 },
      [9_999, 0],
      "No number of requests can show an error ratio of 0 with 95 % confidence; choose the plain measured ratio or a limit above 0.",
    ],
    [
      aCriterion("mean", {}),
      [1_200, 0],
      "mean is judged from 100 samples and 60 s on; there are 1,200 samples in 1 s.",
    ],
  ];
  for (const [criterion, counts, sentence] of cases) assert.equal(said(criterion, counts), sentence);
});

test("throughput is under its limit, not over it", () => {
  const criterion = aCriterion("throughput", { limit: 10 });
  assert.equal(said(criterion, [9, 0], 60), "throughput 9/s is under the limit of 10/s.");
  assert.equal(said(criterion, [10, 0], 60), "throughput 10/s is within the limit of 10/s.");
});

test("before the end of a closed run's ramp it is said what delivery waits for", () => {
  const profile: ClosedProfile = { model: "closed", users: 100, spawnPerSecond: 5, durationSeconds: 60 };
  const plan = aPlan({ profile });
  const totals = aRun(
    plan,
    3,
    () => [],
    () => ({ userMsPlanned: 0, userMsActive: 0 }),
  );
  assert.equal(
    judgeCriterion(aCriterion("delivered", { limit: 0.98 }), 0, { plan, totals }).sentence,
    "delivered: user-time counts from the moment all users should be there, after 20 s; nothing was measured from then on.",
  );
});
