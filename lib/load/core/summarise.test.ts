import assert from "node:assert/strict";
import test from "node:test";
import { deliveryOf } from "./delivery.ts";
import { emptyTotals } from "./fold.ts";
import { judgeRun } from "./judge-run.ts";
import type { ClosedProfile } from "./profile.ts";
import { drivenSeconds, summarise } from "./summarise.ts";
import { aPlan, aRun, times } from "./testing/measured.ts";

const plan = aPlan();
const closed: ClosedProfile = { model: "closed", users: 10, spawnPerSecond: 10, durationSeconds: 60 };

test("before the first second nothing is known, and nothing is made up", () => {
  const summary = summarise(plan, emptyTotals(plan));
  const { lastSecond, deliveredRatio, errorRatio, latencyMsP50, latencyMsP99, latenessMsP99, steps } = summary;
  assert.deepEqual(
    { lastSecond, deliveredRatio, errorRatio, latencyMsP50, latencyMsP99, latenessMsP99 },
    {
      ...{ lastSecond: null, deliveredRatio: null, errorRatio: null },
      ...{ latencyMsP50: null, latencyMsP99: null, latenessMsP99: null },
    },
  );
  assert.deepEqual([steps[0]?.latencyMsMean, steps[0]?.latencyMsMax, steps[0]?.throughputPerSecond], [null, null, 0]);
});

test("the whole mix comes first, then each step, set-up among them and marked", () => {
  const { steps } = summarise(plan, emptyTotals(plan));
  assert.deepEqual(
    steps.map(({ step, name, setUp }) => [step, name, setUp]),
    [
      [-1, "all", false],
      [0, "log in", true],
      [1, "register lot", false],
      [2, "QC decision", false],
      [3, "traceability", false],
    ],
  );
});

test("the figures of a run", () => {
  const requests = [
    ...times(8, { latencyMs: 100 }),
    { latencyMs: 300, step: "traceability", error: "status 500" } as const,
    { latencyMs: 900, step: "QC decision", error: "unfinished" } as const,
    { latencyMs: 5_000, step: "log in" },
  ];
  const totals = aRun(
    plan,
    60,
    () => requests,
    () => ({ planned: 12, dropped: 2 }),
  );
  const summary = summarise(plan, totals);
  const { seconds, lastSecond, planned, ended, dropped, unfinished, failed, failedByKind } = summary;
  assert.deepEqual(
    { seconds, lastSecond, planned, ended, dropped, unfinished, failed, failedByKind },
    {
      ...{ seconds: 60, lastSecond: 59, planned: 720, ended: 540, dropped: 120, unfinished: 60, failed: 120 },
      failedByKind: { "status 500": 60, unfinished: 60 },
    },
  );
  assert.deepEqual([summary.deliveredRatio, summary.errorRatio], [0.75, 0.2]);
  const [all, logIn, lots] = summary.steps;
  assert.deepEqual([all?.n, all?.throughputPerSecond, all?.latencyMsMean, all?.latencyMsMax], [600, 10, 200, 900]);
  assert.deepEqual([logIn?.n, logIn?.latencyMsMax, lots?.throughputPerSecond], [60, 5_000, 8]);
  assert.ok(
    Math.abs((lots?.latencyMsP99 ?? 0) - 100) < 0.8 && Math.abs((lots?.serviceMsP99 ?? 0) - 50) < 0.4,
    JSON.stringify(lots),
  );
});

test("load is driven up to the plan's end; what is waited for after it is not", () => {
  for (const [seconds, driven] of [
    [0, 0],
    [1, 1],
    [60, 60],
    [70, 60],
  ] as const)
    assert.equal(
      drivenSeconds(
        plan,
        aRun(plan, seconds, () => []),
      ),
      driven,
    );
});

test("delivery in the summary is that of the verdict", () => {
  const cases: [name: string, plan: typeof plan, seconds: number, frame: object, ratio: number | null][] = [
    ["open, while it runs: what is on its way is not yet owed", plan, 5, { planned: 60, inFlight: 20 }, 1],
    ["open, dropped", plan, 5, { planned: 50, dropped: 10 }, 50 / 60],
    ["open, whole, some in no count", plan, 60, { planned: 60 }, 50 / 60],
    ["closed", aPlan({ profile: closed }), 60, { userMsPlanned: 10_000, userMsActive: 9_900 }, 0.99],
    ["closed, rounding over", aPlan({ profile: closed }), 60, { userMsPlanned: 10_000, userMsActive: 10_001 }, 1],
    ["closed, in its ramp", aPlan({ profile: closed }), 1, { userMsPlanned: 0, userMsActive: 0 }, null],
  ];
  for (const [name, one, seconds, frame, ratio] of cases) {
    const totals = aRun(
      one,
      seconds,
      () => times(50, { latencyMs: 1 }),
      () => frame,
    );
    assert.equal(summarise(one, totals).deliveredRatio, ratio, name);
    const { criteria } = judgeRun({ plan: one, totals, ending: { outcome: "running" } });
    const judged = criteria.find(({ criterion }) => criterion.metric.kind === "delivered");
    assert.equal(judged?.measured ?? null, ratio, name);
  }
});

test("planned = delivered + dropped + unfinished", () => {
  const totals = aRun(
    plan,
    60,
    () => [...times(47, { latencyMs: 1 }), { latencyMs: 9_000, error: "unfinished" }],
    () => ({ planned: 50, dropped: 2 }),
  );
  assert.deepEqual(deliveryOf(plan, totals), { delivered: 47 * 60, planned: 50 * 60 });
});
