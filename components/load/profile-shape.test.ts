import assert from "node:assert/strict";
import test from "node:test";
import { arithmeticOf } from "#lib/load/core/arithmetic.ts";
import type { Criterion } from "#lib/load/core/criterion.ts";
import { dueAtMs } from "#lib/load/core/pacing.ts";
import type { Profile } from "#lib/load/core/profile.ts";
import { duration } from "#lib/load/core/say.ts";
import { readScenario } from "#lib/load/input/scenario.ts";
import { scenarioTemplates } from "#lib/load/templates.ts";
import { axisTop, judgedFrom, profileShape, sharedMarks, timeParts } from "./profile-shape.ts";

const read = readScenario(scenarioTemplates[0]?.text ?? "");
assert.ok(read.ok);
const { scenario } = read;

const open: Profile = {
  model: "open",
  stages: [
    { from: 0, to: 50, seconds: 20 },
    { from: 50, to: 50, seconds: 100 },
  ],
  maxUsers: 200,
  startLimitMs: 5_000,
};
const closed: Profile = { model: "closed", users: 100, spawnPerSecond: 10, durationSeconds: 300 };

const p99: Criterion = {
  metric: { kind: "percentile", q: 0.99 },
  scope: { kind: "all" },
  limit: 500,
  judge: "measured",
};
const errors: Criterion = { metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.001, judge: "bound" };
const ofStep: Criterion = { ...p99, scope: { kind: "step", step: "traceability" } };
const mean: Criterion = { ...p99, metric: { kind: "mean" } };
const delivered: Criterion = { ...p99, metric: { kind: "delivered" }, limit: 0.98 };

const planOf = (profile: Profile, ...criteria: Criterion[]) => ({
  scenario,
  profile,
  objectives: { criteria, abortWhen: null },
});

test("the planned course: corners in seconds", () => {
  const cases: [name: string, profile: Profile, points: number[][], top: number][] = [
    [
      "a ramp and a plain",
      open,
      [
        [0, 0],
        [20, 50],
        [20, 50],
        [120, 50],
      ],
      50,
    ],
    [
      "users that start one after another",
      closed,
      [
        [0, 0],
        [10, 100],
        [10, 100],
        [300, 100],
      ],
      100,
    ],
    [
      "an end before all are there",
      { ...closed, durationSeconds: 5 },
      [
        [0, 0],
        [5, 50],
        [5, 50],
        [5, 50],
      ],
      50,
    ],
  ];
  for (const [name, profile, points, top] of cases) {
    const shape = profileShape(profile);
    assert.deepEqual([shape.points, shape.top], [points, top], name);
  }
});

test("levels that end by a count, the warm-up, the end of a spike", () => {
  const batches: Profile = {
    ...{ model: "closed", users: 10, spawnPerSecond: 10, durationSeconds: 90, warmUpSeconds: 5 },
    levels: [
      { users: 5, seconds: 30 },
      { users: 10, requestsEach: 50, atMostSeconds: 60 },
    ],
  };
  const shape = profileShape(batches);
  assert.deepEqual([shape.byCount, shape.warmUpSeconds, shape.spikeEnd], [[[30, 90]], 5, null]);
  const stages = [20, 200, 20].map((rate) => ({ from: rate, to: rate, seconds: 30 }));
  const spiked = profileShape({ model: "open", stages, maxUsers: 1, startLimitMs: 1 });
  assert.deepEqual([spiked.byCount, spiked.warmUpSeconds, spiked.spikeEnd], [[], 0, 60]);
});

test("a mark stands where the samples needed are there", () => {
  assert.ok(open.model === "open");
  const cases: [criterion: Criterion, second: number][] = [
    [p99, dueAtMs(458, open.stages) / 1000],
    [errors, dueAtMs(2_994, open.stages) / 1000],
    [ofStep, dueAtMs(458 * 16, open.stages) / 1000],
    [mean, 60],
  ];
  for (const [criterion, second] of cases) {
    const marks = judgedFrom(planOf(open, criterion));
    if (second >= 120) assert.deepEqual(marks, []);
    else
      assert.ok(Math.abs((marks[0]?.second ?? -1) - second) < 0.5, `${marks[0]?.name} ${marks[0]?.second} ${second}`);
  }
});

test("marks say what the table says", () => {
  for (const profile of [open, closed, { ...open, warmUpSeconds: 30 }])
    for (const criterion of [p99, errors, ofStep, mean]) {
      const plan = planOf(profile, criterion);
      const row = arithmeticOf(plan).rows.at(-1);
      const [mark] = judgedFrom(plan);
      const near = [-0.5, 0, 0.5].map((by) => duration((mark?.second ?? 0) + by));
      const said = row?.result.replace(/^reached after ([^;]+).*$/, "$1") ?? "";
      assert.ok(mark === undefined ? said === "never reached" : near.includes(said), `${row?.name}: ${said}, ${near}`);
    }
});

test("what can never be judged, and delivery, have no mark", () => {
  const never: Criterion = { ...errors, limit: 0 };
  assert.deepEqual(judgedFrom(planOf(open, never, delivered)), []);
});

test("marks on one another share a place", () => {
  const marks = [
    { name: "errors", second: 60 },
    { name: "p99", second: 9 },
    { name: "p95", second: 9.2 },
  ];
  const shared = [
    { name: "p99, p95", second: 9 },
    { name: "errors", second: 60 },
  ];
  assert.deepEqual(sharedMarks(marks, 120), shared);
});

test("the axis ends on a round figure", () => {
  const cases: [top: number, end: number][] = [
    [0, 1],
    [0.3, 0.5],
    [1, 1],
    [8.89, 10],
    [50, 50],
    [51, 100],
    [1_200, 2_000],
  ];
  for (const [top, end] of cases) assert.equal(axisTop(top), end);
});

test("the time axis carries whole seconds only", () => {
  const cases: [seconds: number, shown: number[]][] = [
    [3_600, [0, 900, 1_800, 2_700, 3_600]],
    [10, [0, 5, 10]],
    [7, [0, 7]],
    [1.5, [0, 1.5]],
  ];
  for (const [seconds, shown] of cases)
    assert.deepEqual(
      timeParts(seconds).map((part) => part * seconds),
      shown,
    );
});
