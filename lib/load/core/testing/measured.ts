import { emptyHistogram, recordUs } from "#lib/platform/core/histogram.ts";
import { type Criterion, latencyLimitMs } from "../criterion.ts";
import { addFrame, emptyTotals, type Totals } from "../fold.ts";
import type { ErrorKind, Frame, StepFrame } from "../frame.ts";
import type { OpenProfile } from "../profile.ts";
import type { RunPlan } from "../run.ts";
import { type Scenario, type Step, stepsOf } from "../scenario.ts";

/** Runs made up for tests: seconds are counted from single requests, as the engine does, so that their exact figures are known. */

export type MadeUp = { latencyMs: number; step?: string; error?: ErrorKind };

export function aStep(name: string, weight = 1): Step {
  return {
    ...{
      name,
      weight,
      users: null,
      flow: null,
      tags: [],
      needs: null,
      method: "GET",
      path: "/",
      headers: {},
      body: null,
    },
    ...{ expect: { status: [], json: [], contains: null }, remember: [] },
  };
}

/** A lot, a decision and a look-up at 10 : 5 : 1, and a log-in before. */
export const aScenario: Scenario = {
  name: "operators",
  setup: [aStep("log in", 0)],
  headers: {},
  think: { minMs: 2_000, maxMs: 5_000 },
  timeouts: { connectMs: 5_000, firstByteMs: 10_000, wholeMs: 10_000 },
  coldConnections: false,
  keepsCookies: true,
  users: null,
  data: [],
  version: null,
  mix: [aStep("register lot", 10), aStep("QC decision", 5), aStep("traceability", 1)],
};

export function constantRate(perSecond: number, seconds: number): OpenProfile {
  return { model: "open", stages: [{ from: perSecond, to: perSecond, seconds }], maxUsers: 100, startLimitMs: 5_000 };
}

export function aCriterion(metric: Criterion["metric"] | Criterion["metric"]["kind"], change: Partial<Criterion>) {
  const whole = typeof metric === "string" ? ({ kind: metric, q: 0.99 } as Criterion["metric"]) : metric;
  const judge = whole.kind === "errors" ? "bound" : "measured";
  return { metric: whole, scope: { kind: "all" }, limit: 500, judge, ...change } satisfies Criterion;
}

export const p99 = aCriterion({ kind: "percentile", q: 0.99 }, { limit: 500 });
export const errors = aCriterion("errors", { limit: 0.001 });

export function aPlan(
  change: { criteria?: readonly Criterion[] } & Partial<Omit<RunPlan, "objectives">> = {},
): RunPlan {
  const { criteria = [p99, errors], ...rest } = change;
  return {
    scenario: aScenario,
    profile: constantRate(50, 60),
    objectives: { criteria, abortWhen: null },
    ...{ seed: 1, data: {} },
    ...rest,
  };
}

/** A second in which these requests ended; the rest of it as if all went as planned. */
export function aFrame(plan: RunPlan, second: number, requests: readonly MadeUp[], change: Partial<Frame> = {}): Frame {
  const frame: Frame = {
    second,
    ...{ planned: requests.length, sent: requests.length, dropped: 0, ended: 0, inFlight: 0, waiting: 0 },
    ...{ users: 1, userMsPlanned: 1_000, userMsActive: 1_000, redrawn: 0, retried: 0 },
    ...{ lateness: emptyHistogram(), late: 0, loopUtilisation: 0.1, loopDelayMsP99: 1, cpuCores: 0.1, stealRatio: 0 },
    ...{ saturated: false, steps: [] },
  };
  for (const request of requests) addRequest(plan, frame, request);
  return { ...frame, ...change };
}

function addRequest(plan: RunPlan, frame: Frame, { latencyMs, step = "register lot", error }: MadeUp): void {
  const index = stepsOf(plan.scenario).findIndex(({ name }) => name === step);
  const counts = stepFrameOf(plan, frame, index);
  const setUp = index < plan.scenario.setup.length;
  if (error === undefined) counts.ok++;
  else counts.failed[error] = (counts.failed[error] ?? 0) + 1;
  if (!setUp && error !== "unfinished") frame.ended++;
  recordUs(counts.latency, latencyMs * 1_000);
  recordUs(counts.service, latencyMs * 500);
  counts.latencySumMs += latencyMs;
  counts.latencyMaxMs = Math.max(counts.latencyMaxMs, latencyMs);
  plan.objectives.criteria.forEach((one, criterion) => {
    const { scope } = one;
    const limitMs = latencyLimitMs(one);
    const covers = !setUp && (scope.kind === "all" || (scope.kind === "step" && scope.step === step));
    if (limitMs !== null && covers && latencyMs > limitMs) counts.over[criterion] = (counts.over[criterion] ?? 0) + 1;
  });
}

function stepFrameOf({ objectives }: RunPlan, frame: Frame, step: number): StepFrame {
  const there = frame.steps.find((one) => one.step === step);
  if (there !== undefined) return there;
  const made: StepFrame = {
    ...{ step, ok: 0, failed: {}, bytesIn: 100, bytesOut: 10, latency: emptyHistogram(), service: emptyHistogram() },
    ...{ latencySumMs: 0, latencyMaxMs: 0, over: new Array<number>(objectives.criteria.length).fill(0) },
  };
  frame.steps.push(made);
  return made;
}

/** A run's seconds folded, from its first on. `change` alters the totals of a second before it is folded. */
export function aRun(
  plan: RunPlan,
  seconds: number,
  requestsOf: (second: number) => readonly MadeUp[],
  change: (second: number) => Partial<Frame> = () => ({}),
): Totals {
  const totals = emptyTotals(plan);
  for (let second = 0; second < seconds; second++)
    addFrame(totals, aFrame(plan, second, requestsOf(second), change(second)));
  return totals;
}

/** So many requests alike. */
export function times(count: number, request: MadeUp): MadeUp[] {
  return new Array<MadeUp>(count).fill(request);
}
