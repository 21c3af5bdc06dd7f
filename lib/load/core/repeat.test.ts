import assert from "node:assert/strict";
import test from "node:test";
import { addFrame, emptyTotals } from "./fold.ts";
import { judgeRun } from "./judge-run.ts";
import { repeatSays } from "./repeat.ts";
import type { RunOutcome, RunPlan } from "./run.ts";
import { summarise } from "./summarise.ts";
import { aFrame, aPlan, constantRate, type MadeUp } from "./testing/measured.ts";

/** A run of `plan` in which each second brought these requests. */
function said(plan: RunPlan, outcome: RunOutcome, requests: readonly (readonly MadeUp[])[]): string {
  const totals = emptyTotals(plan);
  for (const [second, some] of requests.entries()) addFrame(totals, aFrame(plan, second, some));
  const verdict = judgeRun({ plan, totals, ending: { outcome } });
  return repeatSays({ kind: "load", plan, summary: summarise(plan, totals), verdict, outcome }).join(" ");
}

const perSecond = (times: number, request: MadeUp = { latencyMs: 10 }): MadeUp[] =>
  Array.from({ length: times }, () => request);
const seconds = (count: number, requests: MadeUp[]): MadeUp[][] => Array.from({ length: count }, () => requests);

test("a plan that never can pass says so, whatever happened", () => {
  const plan = aPlan({ profile: constantRate(10, 10) });
  assert.match(
    said(plan, "completed", seconds(10, perSecond(10))),
    /^The same inputs cannot pass: p99 needs 459 samples; .*errors needs 2,995 samples; this plan gives about 100\.$/,
  );
  assert.match(said(plan, "stopped", seconds(2, perSecond(10))), /^The same inputs cannot pass/);
});

test("enough was planned, and one failure too many leaves it open: as much again ends the same way", () => {
  const requests = seconds(60, perSecond(50));
  requests[3] = [...perSecond(49), { latencyMs: 10, error: "status 503" }];
  const says = said(aPlan(), "completed", requests);
  assert.match(says, /^If as much goes wrong again, the same inputs end the same way: errors needs 4,\d+ samples/);
});

test("nothing is said where the same inputs can end better", () => {
  assert.equal(said(aPlan(), "completed", seconds(60, perSecond(50))), "", "a pass");
  assert.equal(said(aPlan(), "stopped", seconds(5, perSecond(50))), "", "stopped early: the plan was long enough");
  assert.equal(said(aPlan(), "completed", seconds(60, perSecond(50, { latencyMs: 900 }))), "", "too slow this time");
});

test("a smoke run is judged by its check list: that it has no criteria says nothing", () => {
  const plan = aPlan({ criteria: [] });
  const ended = { plan, summary: summarise(plan, emptyTotals(plan)), outcome: "completed" as const };
  const verdict = { kind: "pass" as const, reasons: [], criteria: [] };
  assert.deepEqual(repeatSays({ kind: "smoke", ...ended, verdict }), []);
  assert.match(repeatSays({ kind: "load", ...ended, verdict }).join(" "), /^The same inputs cannot pass: No criteria/);
});
