import assert from "node:assert/strict";
import test from "node:test";
import type { Totals } from "./fold.ts";
import { type Ending, judgeRun } from "./judge-run.ts";
import type { ClosedProfile } from "./profile.ts";
import { levels } from "./profiles.ts";
import type { RunPlan } from "./run.ts";
import { aPlan, aRun, times } from "./testing/measured.ts";
import type { Verdict } from "./verdict.ts";

/** The verdict over a closed run: users who wait for their answers. */

const completed: Ending = { outcome: "completed", sentence: "Ran to its planned end." };
const reasons = (verdict: Verdict) => verdict.reasons.map(({ reason }) => reason);

const hundredUsers: ClosedProfile = { model: "closed", users: 100, spawnPerSecond: 10, durationSeconds: 180 };

/** 100 users that think 2 to 5 s and wait `latencyMs` for each answer: what they do to one another's rate follows from that. */
function closedRun(latencyMs: number, active = 100): { plan: RunPlan; totals: Totals } {
  const plan = aPlan({ profile: hundredUsers });
  const perSecond = Math.round(active / (3.5 + latencyMs / 1_000));
  const totals = aRun(
    plan,
    180,
    () => times(perSecond, { latencyMs }),
    (second) => {
      const there = second < 10 ? 0 : 1;
      return { users: active, userMsPlanned: 100_000 * there, userMsActive: active * 1_000 * there };
    },
  );
  return { plan, totals };
}

test("100 users thinking 2 to 5 s against a target of 300 ms can pass", () => {
  const verdict = judgeRun({ ...closedRun(300), ending: completed });
  assert.deepEqual([verdict.kind, verdict.reasons], ["pass", []]);
  const delivery = verdict.criteria.find(({ criterion }) => criterion.metric.kind === "delivered");
  assert.deepEqual([delivery?.measured, delivery?.n], [1, 17_000]);
});

test("a closed run fails by a slow target, and by users who could not log in", () => {
  assert.deepEqual(reasons(judgeRun({ ...closedRun(900), ending: completed })), ["criterion-failed"]);
  const verdict = judgeRun({ ...closedRun(300, 90), ending: completed });
  assert.equal(verdict.kind, "fail");
  assert.equal(
    verdict.reasons[0]?.sentence,
    "Delivered 90 % of the plan (15,300 of 17,000 user-seconds); at least 98 % is needed; the generator was on time, but users could not be set up.",
  );
});

test("what a run by a count was to send is told in requests", () => {
  const profile = levels([{ users: 10, requestsEach: 10, atMostSeconds: 60 }], 10);
  const { plan, totals } = closedRun(300);
  const measured = {
    plan: { ...plan, profile },
    totals: { ...totals, planned: 100, ended: 90, inFlight: 0, waiting: 0 },
  };
  const verdict = judgeRun({ ...measured, ending: completed });
  const delivery = verdict.criteria.find(({ criterion }) => criterion.metric.kind === "delivered");
  assert.match(
    delivery?.sentence ?? "",
    /^Delivered 90 % of the plan \(90 of 100 requests\); .* the time was over before all were answered\.$/,
  );
});
