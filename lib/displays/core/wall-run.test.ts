import assert from "node:assert/strict";
import test from "node:test";
import type { ChartPoint } from "../../load/core/chart-point.ts";
import type { Criterion } from "../../load/core/criterion.ts";
import type { Judged, Verdict } from "../../load/core/verdict.ts";
import { type RunSeen, wallRun } from "./wall-run.ts";

const p99 = (limit: number, scope: Criterion["scope"] = { kind: "all" }): Criterion => ({
  ...{ metric: { kind: "percentile", q: 0.99 }, scope, limit, judge: "measured" },
});
const errors = (limit: number, scope: Criterion["scope"] = { kind: "all" }): Criterion => ({
  ...{ metric: { kind: "errors" }, scope, limit, judge: "bound" },
});
const judged = (kind: Judged["kind"]): Judged => ({
  ...{ criterion: p99(500), kind, reason: null, sentence: `p99 is ${kind}.`, measured: 1, n: 1, missing: 0 },
});
const verdict = (kind: Verdict["kind"], reasons: string[] = []): Verdict => ({
  ...{ kind, criteria: [judged(kind)] },
  reasons: reasons.map((sentence) => ({ reason: "criterion-failed", sentence })),
});

const run = (change: Partial<RunSeen>): RunSeen => ({
  ...{ id: "r", number: 7, scenarioName: "hall", state: "running", startedAt: 1, endedAt: null, plannedSeconds: 60 },
  ...{ criteria: [], verdict: null, sample: null },
  ...change,
});

test("the verdict in words, and the sentence of the run's page", () => {
  const fails = verdict("fail", ["p99 is too high."]);
  const cases: [name: string, run: Partial<RunSeen>, verdict: string, sentence: string][] = [
    ["setting up", { state: "starting" }, "STARTING", "Setting up users; the first second comes next."],
    ["before the first second", {}, "RUNNING", "The first second is being measured."],
    ["good so far", { sample: { verdict: verdict("pass"), since: {} } }, "would PASS", "Every criterion holds so far."],
    ["bad so far", { sample: { verdict: fails, since: {} } }, "would FAIL", "p99 is too high."],
    [
      "bad since a while",
      { sample: { verdict: fails, since: { p99: 75 } } },
      "would FAIL",
      "p99 is fail. Since 01:15.",
    ],
    [
      "too little so far",
      { state: "finishing", sample: { verdict: verdict("inconclusive", ["100 more."]), since: {} } },
      "would be INCONCLUSIVE",
      "100 more.",
    ],
    ["passed", { state: "ended", verdict: verdict("pass") }, "PASS", "Every criterion holds, on enough evidence."],
    ["failed", { state: "ended", verdict: fails }, "FAIL", "p99 is too high."],
    ["cannot tell", { state: "ended", verdict: verdict("inconclusive", ["Stopped."]) }, "INCONCLUSIVE", "Stopped."],
  ];
  for (const [name, change, word, sentence] of cases) {
    const shown = wallRun(run(change), []);
    assert.deepEqual([shown.verdict, shown.sentence], [word, sentence], name);
  }
});

test("limits over all steps, the lowest of several; null without", () => {
  const step = { kind: "step" as const, step: "page" };
  const median: Criterion = { ...p99(100), metric: { kind: "percentile", q: 0.5 } };
  const cases: [name: string, criteria: Criterion[], latency: number | null, errorRatio: number | null][] = [
    ["none", [], null, null],
    ["both", [p99(500), errors(0.01)], 500, 0.01],
    ["several", [p99(500), p99(300), errors(0.01), errors(0.001)], 300, 0.001],
    ["of one step only", [p99(500, step), errors(0.01, step)], null, null],
    ["of another percentile", [median], null, null],
  ];
  for (const [name, criteria, latencyMsP99, errorRatio] of cases)
    assert.deepEqual(wallRun(run({ criteria }), []).limits, { latencyMsP99, errorRatio }, name);
});

const point = (second: number, ended: number, failed: number): ChartPoint => ({
  ...{ second, latencyMsP50: 1, latencyMsP95: 2, latencyMsP99: ended === 0 ? null : 3, p99IsMax: false },
  ...{ windowSeconds: 1, n: ended, planned: ended, sent: ended, ended, dropped: 0, failed, failedByKind: {} },
  ...{ users: 1, saturated: false, cpuCores: 0.2, stealRatio: 0 },
});

test("a point stands where its second ended, with errors as a share of what ended; null where nothing did", () => {
  const cases: [
    name: string,
    point: ChartPoint,
    at: number,
    errors: number | null,
    rate: number,
    p99: number | null,
  ][] = [
    ["the first second", point(0, 10, 1), 2_000, 0.1, 10, 3],
    ["nothing ended", point(7, 0, 0), 9_000, null, 0, null],
    ["all failed", point(8, 5, 5), 10_000, 1, 5, 3],
    ["those left unfinished at the end fail without having ended", point(9, 5, 6), 11_000, 1, 5, 3],
  ];
  for (const [name, one, at, errorRatio, requestsPerSecond, latencyMsP99] of cases) {
    const [shown] = wallRun(run({ startedAt: 1_000 }), [one]).points;
    assert.deepEqual(
      shown,
      { at, errorRatio, requestsPerSecond, latencyMsP50: 1, latencyMsP95: 2, latencyMsP99 },
      name,
    );
  }
  assert.deepEqual(wallRun(run({ startedAt: null }), [point(0, 1, 0)]).points, []);
});
