import assert from "node:assert/strict";
import test from "node:test";
import { limiterQuestion } from "./rate-limiter.ts";
import type { RunPlan } from "./run.ts";
import type { RunSummary, StepSummary } from "./run-view.ts";
import type { Step } from "./scenario.ts";
import type { Judged } from "./verdict.ts";
import { whatWouldDecide } from "./what-would-decide.ts";

const step = (name: string, weight: number): Step => ({
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
});

const plan: RunPlan = {
  scenario: {
    ...{ name: "s", setup: [], headers: {}, think: { minMs: 0, maxMs: 0 }, coldConnections: false, keepsCookies: true },
    ...{ users: null, data: [], version: null },
    timeouts: { connectMs: 1, firstByteMs: 1, wholeMs: 1 },
    mix: [step("register lot", 15), step("traceability", 1)],
  },
  profile: { model: "open", stages: [{ from: 6, to: 6, seconds: 30 }], maxUsers: 10, startLimitMs: 1 },
  objectives: { criteria: [], abortWhen: null },
  seed: 1,
  data: {},
};

const figures = (name: string, step: number, throughputPerSecond: number): StepSummary => ({
  ...{
    step,
    name,
    setUp: false,
    n: 0,
    ok: 0,
    failed: 0,
    failedByKind: {},
    throughputPerSecond,
    bytesIn: 0,
    bytesOut: 0,
  },
  ...{ latencyMsP50: null, latencyMsP95: null, latencyMsP99: null, latencyMsMean: null, latencyMsMax: null },
  ...{ serviceMsP50: null, serviceMsP95: null, serviceMsP99: null },
});

const summary = (failed: number, failedByKind: RunSummary["failedByKind"]): RunSummary => ({
  ...{ seconds: 60, lastSecond: 59, planned: 0, sent: 0, ended: 0, dropped: 0, unfinished: 0, failed, failedByKind },
  ...{ deliveredRatio: 1, errorRatio: 0, latencyMsP50: 1, latencyMsP95: 1, latencyMsP99: 1, redrawn: 0, retried: 0 },
  ...{ users: 1, latenessMsP99: 0, saturatedSeconds: 0 },
  steps: [figures("all", -1, 6), figures("register lot", 0, 5.625), figures("traceability", 1, 0.375)],
});

const judged = (change: Partial<Judged>): Judged => ({
  criterion: { metric: { kind: "percentile", q: 0.99 }, scope: { kind: "all" }, limit: 500, judge: "measured" },
  ...{ kind: "inconclusive", reason: "too-few-samples", sentence: "", measured: 1, n: 360, missing: 99, ...change },
});

test("what an open criterion needs is arithmetic with this run's figures", () => {
  const traceability = {
    metric: { kind: "percentile", q: 0.99 },
    scope: { kind: "step", step: "traceability" },
  } as const;
  const cases: [name: string, judged: Judged, expected: string[]][] = [
    ["all", judged({}), ["p99 needs 459 samples: at this run's 6/s that takes 1 min 17 s."]],
    [
      "one step",
      judged({ criterion: { ...traceability, limit: 500, judge: "measured" }, n: 22, missing: 437 }),
      [
        "p99 traceability needs 459 samples: at this run's 0.375/s that takes 20 min 24 s; the step has 6.25 % of the mix.",
      ],
    ],
    [
      "a plan too short for a mean",
      judged({
        criterion: { metric: { kind: "mean" }, scope: { kind: "all" }, limit: 500, judge: "measured" },
        missing: 0,
      }),
      ["mean needs 1 min of load; this plan has 30 s."],
    ],
    ["passed", judged({ kind: "pass", missing: 0 }), []],
    ["failed", judged({ kind: "fail", missing: 10 }), []],
  ];
  for (const [name, one, expected] of cases)
    assert.deepEqual(
      whatWouldDecide(plan, summary(0, {}), { kind: "inconclusive", reasons: [], criteria: [one] }),
      expected,
      name,
    );
});

test("a limiter is asked about when 429 and 503 are most failures", () => {
  const cases: [failed: number, byKind: RunSummary["failedByKind"], asks: boolean][] = [
    [0, {}, false],
    [19, { "status 429": 19 }, false],
    [20, { "status 429": 20 }, true],
    [40, { "status 429": 10, "status 503": 10, body: 20 }, true],
    [41, { "status 429": 20, body: 21 }, false],
    [100, { "status 500": 100 }, false],
  ];
  for (const [failed, byKind, asks] of cases) assert.equal(limiterQuestion(summary(failed, byKind)) !== null, asks);
});
