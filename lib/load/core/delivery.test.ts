import assert from "node:assert/strict";
import test from "node:test";
import { emptyHistogram, recordUs } from "#lib/platform/core/histogram.ts";
import { judgeCriterion } from "./judge-criterion.ts";
import type { ClosedProfile } from "./profile.ts";
import { aCriterion, aPlan, aRun, times } from "./testing/measured.ts";
import type { Judged } from "./verdict.ts";

/** Delivery is judged by `judgeCriterion` too, from the figures of delivery.ts. */

const ms = (count: number, latencyMs: number) => times(count, { latencyMs });
const verdict = ({ kind, reason }: Judged) => (reason === null ? kind : `${kind}: ${reason}`);

const late = emptyHistogram();
for (let at = 0; at < 50; at++) recordUs(late, 20_000);
const saturated = { saturated: true, lateness: late, late: 50 };

const delivered = aCriterion("delivered", { limit: 0.98 });

test("delivery in the open model: planned = delivered + dropped + unfinished", () => {
  const unfinished = times(1, { latencyMs: 9_000, error: "unfinished" });
  const cases: [
    name: string,
    limit: number,
    counts: [done: number, dropped: number, unfinished: number],
    kind: string,
  ][] = [
    ["all", 0.98, [50, 0, 0], "pass"],
    ["time-outs are delivered: they ended", 0.98, [50, 0, 0], "pass"],
    ["98 % by drops", 0.98, [49, 1, 0], "pass"],
    ["98 % by what is unfinished", 0.98, [49, 0, 1], "pass"],
    ["96 %", 0.98, [48, 1, 1], "fail: not-delivered-by-target"],
    ["90 %", 0.98, [45, 5, 0], "fail: not-delivered-by-target"],
    ["90 %, which a limit of 50 % does not help", 0.5, [45, 5, 0], "fail: not-delivered-by-target"],
    ["99 % where all is wanted", 1, [49, 1, 0], "fail: not-delivered-by-target"],
    ["nothing", 0.98, [0, 50, 0], "fail: not-delivered-by-target"],
  ];
  for (const [name, limit, [done, dropped, left], expected] of cases) {
    const plan = aPlan();
    const requests = [
      ...times(done, { latencyMs: 1, error: "time-out whole" }),
      ...times(left, unfinished[0] ?? { latencyMs: 1 }),
    ];
    const totals = aRun(
      plan,
      60,
      () => requests,
      () => ({ planned: 50, dropped }),
    );
    const one = judgeCriterion({ ...delivered, limit }, 0, { plan, totals });
    assert.deepEqual([verdict(one), one.n, one.measured], [expected, 3_000, done / 50], name);
  }
});

test("delivery when the generator was late: nobody knows", () => {
  const plan = aPlan();
  const totals = aRun(
    plan,
    60,
    () => ms(45, 1),
    () => ({ planned: 50, dropped: 5, ...saturated }),
  );
  const one = judgeCriterion(delivered, 0, { plan, totals });
  assert.equal(verdict(one), "inconclusive: not-delivered-by-generator");
});

test("what was due and is in no count is missed once the run is whole, not while it goes on", () => {
  const plan = aPlan();
  const lost = { planned: 50 };
  const whole = judgeCriterion(delivered, 0, {
    plan,
    totals: aRun(
      plan,
      60,
      () => ms(45, 1),
      () => lost,
    ),
  });
  assert.deepEqual([verdict(whole), whole.measured], ["fail: not-delivered-by-target", 0.9]);
  const goingOn = judgeCriterion(delivered, 0, {
    plan,
    totals: aRun(
      plan,
      3,
      () => ms(45, 1),
      () => ({ ...lost, inFlight: 4 }),
    ),
  });
  assert.deepEqual([verdict(goingOn), goingOn.measured], ["pass", 1]);
});

test("a run cut short owes what was due up to then: what was left unfinished is not delivered", () => {
  const plan = aPlan();
  const left = times(5, { latencyMs: 200, error: "unfinished" });
  const totals = aRun(plan, 10, (second) => (second < 9 ? ms(50, 1) : [...ms(25, 1), ...left]));
  const one = judgeCriterion(delivered, 0, { plan, totals });
  assert.deepEqual([verdict(one), one.n, one.measured], ["pass", 480, 475 / 480]);
});

const hundredUsers: ClosedProfile = { model: "closed", users: 100, spawnPerSecond: 10, durationSeconds: 120 };

test("delivery in the closed model: user-seconds after the ramp", () => {
  const cases: [name: string, active: number, expected: string][] = [
    ["every user thinking or waiting", 100_000, "pass"],
    ["98 of 100 users", 98_000, "pass"],
    ["90 of 100 users could log in", 90_000, "fail: not-delivered-by-target"],
    ["nobody", 0, "fail: not-delivered-by-target"],
  ];
  for (const [name, userMsActive, expected] of cases) {
    const plan = aPlan({ profile: hundredUsers });
    const afterRamp = (second: number) => (second < 10 ? 0 : 1);
    const totals = aRun(
      plan,
      120,
      () => ms(20, 300),
      (second) => ({
        userMsPlanned: 100_000 * afterRamp(second),
        userMsActive: userMsActive * afterRamp(second),
      }),
    );
    const one = judgeCriterion(delivered, 0, { plan, totals });
    assert.deepEqual([verdict(one), one.n, one.measured], [expected, 11_000, userMsActive / 100_000], name);
  }
  const plan = aPlan({ profile: hundredUsers });
  const inRamp = aRun(
    plan,
    5,
    () => ms(20, 300),
    () => ({ userMsPlanned: 0, userMsActive: 0 }),
  );
  assert.equal(verdict(judgeCriterion(delivered, 0, { plan, totals: inRamp })), "inconclusive: no-data");
});
