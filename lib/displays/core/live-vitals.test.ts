import assert from "node:assert/strict";
import test from "node:test";
import type { ChartPoint } from "../../load/core/chart-point.ts";
import { withSecond } from "./live-vitals.ts";
import type { WallRunPoint, WallView, WallVitals } from "./wall-view.ts";

const startedAt = 1_000_000;

const point = (second: number, change: Partial<ChartPoint> = {}): ChartPoint => ({
  ...{ second, latencyMsP50: 40, latencyMsP95: 120, latencyMsP99: 238, p99IsMax: false, windowSeconds: 5, n: 500 },
  ...{
    planned: 50,
    sent: 50,
    ended: 50,
    dropped: 0,
    failed: 1,
    failedByKind: {},
    users: 9,
    saturated: false,
    cpuCores: 0.2,
    stealRatio: 0,
  },
  ...change,
});
const seen = (second: number): WallRunPoint => ({
  ...{ at: startedAt + (second + 1) * 1_000, latencyMsP50: 1, latencyMsP95: 2, latencyMsP99: 3 },
  ...{ errorRatio: 0, requestsPerSecond: 50 },
});
const sample = (second: number, change: Partial<ChartPoint> = {}) => ({
  ...{ runId: "r", since: {}, point: point(second, change) },
  verdict: { kind: "pass" as const, reasons: [], criteria: [] },
});

type RunVitals = Extract<WallVitals, { kind: "run" }>;
const run = (change: Partial<RunVitals> = {}): RunVitals => ({
  ...{ kind: "run", runId: "r", number: 7, scenario: "hall", startedAt, endedAt: null, plannedSeconds: 600 },
  ...{ verdict: "RUNNING", sentence: "", points: [seen(0)], limits: { latencyMsP99: 500, errorRatio: null } },
  ...change,
});
const view = (vitals: WallVitals | null): WallView => ({
  ...{ at: 5, held: null, vitals, keeperSilent: false, busy: false, next: { steps: [], more: 0, people: [] } },
  pilot: { name: "p", site: "s", timeZone: "UTC", practice: true, window: null },
  poll: {
    ...{ overall: "GO", since: null, sentence: "", stations: [], poll: null, blocker: null, moreBlockers: 0 },
  },
  rollback: {
    ...{ is: "none", number: null, drill: false, noticedAt: null, stoppedAt: null, by: "", reason: "" },
    ...{ phases: [], rehearsal: null, newPercent: null, people: [] },
  },
});
const pointsOf = ({ vitals }: WallView) => (vitals?.kind === "run" ? vitals.points : []);

test("a second comes after those that are there, with the verdict of that moment", () => {
  const { vitals } = withSecond(view(run()), sample(1));
  assert.deepEqual(vitals, {
    ...run({ verdict: "would PASS", sentence: "Every criterion holds so far." }),
    points: [
      seen(0),
      {
        ...{ at: startedAt + 2_000, latencyMsP50: 40, latencyMsP95: 120, latencyMsP99: 238 },
        ...{ errorRatio: 0.02, requestsPerSecond: 50 },
      },
    ],
  });
});

const unchanged: [name: string, view: WallView, second: number][] = [
  ["no vitals", view(null), 1],
  ["of another run", view(run({ runId: "other" })), 1],
  ["it is there already", view(run()), 0],
  ["the run has ended", view(run({ endedAt: startedAt + 9_000 })), 1],
  ["the run has not begun", view(run({ startedAt: null, points: [] })), 0],
];

test("what does not belong to what is shown changes nothing", () => {
  for (const [name, before, second] of unchanged) assert.equal(withSecond(before, sample(second)), before, name);
});

test("a second in which nothing ended has no errors to tell of, and a missed one stays missing", () => {
  const points = pointsOf(withSecond(view(run()), sample(9, { ended: 0, failed: 0, latencyMsP99: null })));
  assert.deepEqual(
    points.map(({ at, errorRatio, requestsPerSecond }) => [at, errorRatio, requestsPerSecond]),
    [
      [startedAt + 1_000, 0, 50],
      [startedAt + 10_000, null, 0],
    ],
  );
});

test("a day of seconds keeps the newest 600", () => {
  let now = view(run({ points: [] }));
  for (let second = 0; second < 2_000; second++) now = withSecond(now, sample(second));
  const points = pointsOf(now);
  assert.deepEqual(
    [points.length, points[0]?.at, points.at(-1)?.at],
    [600, startedAt + 1_401_000, startedAt + 2_000_000],
  );
});
