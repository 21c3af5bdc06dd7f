import assert from "node:assert/strict";
import test from "node:test";
import type { WallRunPoint } from "#lib/displays/core/wall-view.ts";
import { newestOf, ratesOf, rolloutCharts, runCharts, verdictLook } from "./vitals-charts.ts";

const now = 1_800_000_000_000;
const limits = { latencyMsP99: 500, errorRatio: 0.001 };

const point = (at: number, latencyMsP99: number | null = 238): WallRunPoint => ({
  ...{ at, latencyMsP50: 40, latencyMsP95: 120, latencyMsP99, errorRatio: 0.0002, requestsPerSecond: 50 },
});

const run = (points: WallRunPoint[], endedAt: number | null = null) => ({
  ...{ kind: "run" as const, runId: "r", number: 42, scenario: "s", startedAt: now - 600_000, endedAt },
  ...{ plannedSeconds: 600, verdict: "would PASS", sentence: "", points, limits },
});

test("a run has latency with its limit, errors with theirs, and requests per second", () => {
  const { charts } = runCharts(run([point(now - 1_000)]), now);
  assert.deepEqual(
    charts.map(({ kind, limit, series }) => [kind, limit, ...series.map((one) => `${one.name} ${newestOf(one)}`)]),
    [
      ["latency", 500, "p99 238", "p95 120", "p50 40"],
      ["errors", 0.001, "errors 0.0002"],
      ["rate", null, "rate 50"],
    ],
  );
});

const silences: [name: string, points: WallRunPoint[], endedAt: number | null, silentMs: number | null][] = [
  ["nothing measured yet", [], null, null],
  ["live", [point(now - 6_000)], null, null],
  ["silent", [point(now - 60_000), point(now - 12_000)], null, 12_000],
  ["ended: final, not silent", [point(now - 3_000_000)], now - 2_999_000, null],
];

test("a run that is silent is told from one that has ended", () => {
  for (const [name, points, endedAt, silentMs] of silences)
    for (const { series } of runCharts(run(points, endedAt), now).charts)
      for (const one of series) assert.equal(one.silentMs, silentMs, name);
});

test("in a long run a point stands for some seconds, and the line is not torn between them", () => {
  assert.equal(runCharts(run([]), now).gapMs, 1_500);
  assert.equal(runCharts({ ...run([]), plannedSeconds: 3_600 }, now).gapMs, 9_000);
});

test("an ended run stands where it ended", () => {
  const endedAt = now - 3_000_000;
  const { window } = runCharts(run([point(endedAt - 1_000)], endedAt), now);
  assert.ok(window.from < endedAt - 500_000 && window.to > endedAt && window.to <= endedAt + 60_000);
});

const look = (at: number, requests: number | null = 20) => ({ at, requests, errorRatio: 0, latencyMsP99: 100 });

const rates: [name: string, samples: ReturnType<typeof look>[], values: (number | null)[]][] = [
  ["the first: nobody knows since when", [look(0)], [null]],
  ["over the time since the look before", [look(0), look(5_000)], [null, 4]],
  ["a slower look", [look(0), look(8_000)], [null, 2.5]],
  ["after a gap", [look(0), look(60_000), look(65_000)], [null, null, 4]],
  ["it could not be read", [look(0), look(5_000, null), look(10_000)], [null, null, 4]],
  ["nothing was asked", [look(0), look(5_000, 0)], [null, 0]],
];

test("requests per second count from the look before", () => {
  for (const [name, samples, values] of rates)
    assert.deepEqual(
      ratesOf(samples, 9_000).map(({ value }) => value),
      values,
      name,
    );
});

test("each system's silence is its own", () => {
  const { charts } = rolloutCharts(
    {
      ...{ kind: "rollout", number: 5, drill: false, newPercent: 25, readAt: now, stands: "", cutOverAt: now - 60_000 },
      ...{
        legacy: { samples: [look(now - 30_000)], why: "no answer" },
        new: { samples: [look(now - 4_000)], why: null },
      },
      ...{ limits, gate: null },
    },
    now,
  );
  for (const { series } of charts)
    assert.deepEqual(
      series.map(({ name, silentMs }) => [name, silentMs]),
      [
        ["legacy", 30_000],
        ["new", null],
      ],
    );
});

const verdicts: [verdict: string, is: string, word: string, isSoFar: boolean][] = [
  ["would PASS", "pass", "PASS", true],
  ["would FAIL", "fail", "FAIL", true],
  ["would be INCONCLUSIVE", "inconclusive", "INCONCLUSIVE", true],
  ["PASS", "pass", "PASS", false],
  ["FAIL", "fail", "FAIL", false],
  ["INCONCLUSIVE", "inconclusive", "INCONCLUSIVE", false],
  ["STARTING", "none", "STARTING", false],
];

test("a verdict's words as on the run's page", () => {
  for (const [verdict, is, word, isSoFar] of verdicts) assert.deepEqual(verdictLook(verdict), { is, word, isSoFar });
});
