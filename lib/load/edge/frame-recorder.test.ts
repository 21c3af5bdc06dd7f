import assert from "node:assert/strict";
import test from "node:test";
import { valueAtUs } from "#lib/platform/core/histogram.ts";
import type { Criterion } from "../core/criterion.ts";
import { type Ended, FrameRecorder } from "./frame-recorder.ts";
import { aPlan, aStep } from "./testing/a-plan.ts";

const over = (metric: Criterion["metric"], scope: Criterion["scope"], limit: number): Criterion => ({
  metric,
  scope,
  limit,
  judge: "measured",
});
const criteria: Criterion[] = [
  over({ kind: "percentile", q: 0.99 }, { kind: "all" }, 100),
  over({ kind: "max" }, { kind: "step", step: "write" }, 50),
  over({ kind: "errors" }, { kind: "all" }, 0),
];
const plan = aPlan({
  scenario: { setup: [aStep({ name: "log in" })], mix: [aStep({ name: "read" }), aStep({ name: "write" })] },
  criteria,
});
const [logIn, read, write] = [0, 1, 2];

const anEnd = (parts: Partial<Ended>): Ended => ({
  step: read,
  error: null,
  latencyMs: 10,
  serviceMs: 5,
  bytesIn: 100,
  bytesOut: 50,
  ...parts,
});

test("what ends counts in the second in which it ended, by step and outcome", () => {
  const recorder = new FrameRecorder(plan);
  recorder.ended(999.9, anEnd({}));
  recorder.ended(1000, anEnd({ step: write, error: "status 503" }));
  recorder.ended(10, anEnd({ error: "time-out whole", latencyMs: 30 }));
  recorder.ended(20, anEnd({ error: "time-out whole" }));
  const first = recorder.close();
  assert.equal(first.second, 0);
  assert.equal(first.ended, 3);
  const [step] = first.steps;
  assert.deepEqual([step?.step, step?.ok, step?.failed], [read, 1, { "time-out whole": 2 }]);
  assert.deepEqual([step?.bytesIn, step?.bytesOut, step?.latencySumMs, step?.latencyMaxMs], [300, 150, 50, 30]);
  assert.deepEqual([step?.latency.n, step?.service.n], [3, 3]);
  assert.ok(Math.abs(valueAtUs(step?.service ?? assert.fail(), 1) - 5000) < 50);
  const second = recorder.close();
  assert.deepEqual([second.second, second.steps[0]?.step, second.steps[0]?.failed], [1, write, { "status 503": 1 }]);
});

test("a closed second is never touched again: what comes late for it counts in the open one", () => {
  const recorder = new FrameRecorder(plan);
  const first = recorder.close();
  recorder.ended(500, anEnd({}));
  recorder.late(500, 2);
  recorder.at(500).planned++;
  assert.deepEqual([first.ended, first.lateness.n, first.planned, first.steps], [0, 0, 0, []]);
  const second = recorder.close();
  assert.deepEqual([second.second, second.ended, second.lateness.n, second.planned], [1, 1, 1, 1]);
});

test("seconds without anything are there too, in order", () => {
  const recorder = new FrameRecorder(plan);
  recorder.ended(2500, anEnd({}));
  assert.deepEqual(
    [recorder.close(), recorder.close(), recorder.close()].map(({ second, ended }) => [second, ended]),
    [
      [0, 0],
      [1, 0],
      [2, 1],
    ],
  );
  assert.equal(recorder.hasMore(), false);
});

const samples: [string, Partial<Ended>, number[]][] = [
  ["at its limit", { step: write, latencyMs: 50 }, [0, 0, 0]],
  ["over its step's limit", { step: write, latencyMs: 50.001 }, [0, 1, 0]],
  ["over both limits", { step: write, latencyMs: 100.5 }, [1, 1, 0]],
  ["of another step", { step: read, latencyMs: 100.5 }, [1, 0, 0]],
  ["failed and over", { step: read, latencyMs: 500, error: "status 500" }, [1, 0, 0]],
  ["of the set-up", { step: logIn, latencyMs: 500 }, [0, 0, 0]],
];
for (const [what, ended, expected] of samples)
  test(`samples over a criterion's limit: one ${what}`, () => {
    const recorder = new FrameRecorder(plan);
    recorder.ended(0, anEnd(ended));
    assert.deepEqual(recorder.close().steps[0]?.over, expected);
  });

test("set-up and what stays unfinished are no ended requests of the run", () => {
  const recorder = new FrameRecorder(plan);
  recorder.ended(-86_400_000, anEnd({ step: logIn }));
  recorder.ended(0, anEnd({ error: "unfinished" }));
  const { second, ended, steps } = recorder.close();
  assert.deepEqual([second, ended], [0, 0]);
  assert.deepEqual(
    steps.map(({ step, ok, failed }) => [step, ok, failed]),
    [
      [logIn, 1, {}],
      [read, 0, { unfinished: 1 }],
    ],
  );
});

test("late is what the pacer released more than 10 ms after it was due", () => {
  const recorder = new FrameRecorder(plan);
  for (const byMs of [0, 9.9, 10, 10.1, 300]) recorder.late(0, byMs);
  const { late, lateness } = recorder.close();
  assert.deepEqual([late, lateness.n], [2, 5]);
});
