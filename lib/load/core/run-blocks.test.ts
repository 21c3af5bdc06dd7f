import assert from "node:assert/strict";
import test from "node:test";
import { valueAtUs } from "#lib/platform/core/histogram.ts";
import type { Frame } from "./frame.ts";
import type { RunPlan } from "./run.ts";
import { blockFold, type FoldedRun } from "./run-blocks.ts";
import { aFrame, aPlan, constantRate, times } from "./testing/measured.ts";

function folded(plan: RunPlan, frames: readonly Frame[]): FoldedRun {
  const fold = blockFold(plan, frames.at(-1)?.second ?? 0);
  for (const frame of frames) fold.push(frame);
  return fold.done();
}

const seconds = (plan: RunPlan, from: number, to: number, n = 5) =>
  Array.from({ length: to - from }, (_, at) => aFrame(plan, from + at, times(n, { latencyMs: 20 + from + at })));

const cases: [name: string, planned: number, warmUpSeconds: number, measured: number, folds: Partial<FoldedRun>][] = [
  ["a minute: blocks of 10 s, a point each second", 60, 0, 60, { seconds: 60, blockSeconds: 10, pointSeconds: 1 }],
  ["the warm-up is not in it", 70, 10, 70, { seconds: 60, blockSeconds: 10, pointSeconds: 1 }],
  ["ten minutes: longer blocks, two seconds a point", 600, 0, 600, { seconds: 600, blockSeconds: 20, pointSeconds: 2 }],
  ["stopped early: as long as it went", 600, 0, 65, { seconds: 65, blockSeconds: 10, pointSeconds: 1 }],
  ["a few seconds", 3, 0, 3, { seconds: 3, blockSeconds: 10, pointSeconds: 1 }],
];
for (const [name, planned, warmUpSeconds, measured, folds] of cases)
  test(name, () => {
    const plan = aPlan({ profile: { ...constantRate(5, planned), warmUpSeconds } });
    const run = folded(plan, seconds(plan, 0, measured));
    const { seconds: counted, blockSeconds, pointSeconds } = run;
    assert.deepEqual({ seconds: counted, blockSeconds, pointSeconds }, folds);
    const all = run.steps.get("all");
    assert.equal(all?.sum.n, counted * 5);
    assert.equal(all?.blocks.length, Math.floor(counted / blockSeconds));
    assert.ok(all.blocks.every(({ n }) => n === blockSeconds * 5));
    assert.equal(run.points.length, Math.ceil(counted / pointSeconds));
    assert.equal(run.points[0]?.second, 0);
  });

test("all requests first, then each step of the mix; set-up and the warm-up's samples are in none", () => {
  const plan = aPlan({ profile: { ...constantRate(5, 22), warmUpSeconds: 2 } });
  const mixed = (second: number) =>
    aFrame(plan, second, [
      { latencyMs: second < 2 ? 9_000 : 10, step: "register lot" },
      { latencyMs: 30, step: "QC decision" },
      { latencyMs: 5_000, step: "log in" },
    ]);
  const { steps } = folded(
    plan,
    Array.from({ length: 22 }, (_, second) => mixed(second)),
  );
  assert.deepEqual([...steps.keys()], ["all", "register lot", "QC decision", "traceability"]);
  assert.deepEqual(
    [...steps.values()].map(({ sum, blocks }) => [sum.n, blocks.map(({ n }) => n)]),
    [
      [40, [20, 20]],
      [20, [10, 10]],
      [20, [10, 10]],
      [0, [0, 0]],
    ],
  );
  const highest = steps.get("all")?.sum;
  assert.ok(highest !== undefined && valueAtUs(highest, 1) < 31_000);
});

test("a point: what ended and failed a second, the 95th of a hundred; a silent stretch is a gap, and what came after the planned end is none", () => {
  const plan = aPlan({ profile: constantRate(5, 10) });
  const frames = [
    aFrame(plan, 0, [...times(95, { latencyMs: 10 }), ...times(5, { latencyMs: 900, error: "status 503" })]),
    aFrame(plan, 1, []),
    aFrame(plan, 4, times(3, { latencyMs: 40 })),
    aFrame(plan, 12, times(1, { latencyMs: 40 })),
  ];
  const { points } = folded(plan, frames);
  assert.deepEqual(
    points.map(({ latencyMsP95, ...rest }) => ({ ...rest, ms: latencyMsP95 && Math.round(latencyMsP95) })),
    [
      { second: 0, throughputPerSecond: 100, failedPerSecond: 5, ms: 10 },
      { second: 1, throughputPerSecond: 0, failedPerSecond: 0, ms: null },
      { second: 4, throughputPerSecond: 3, failedPerSecond: 0, ms: 40 },
    ],
  );
});

test("a run of a day has at most three hundred points and less than sixty blocks", () => {
  const plan = aPlan({ profile: constantRate(1, 86_400) });
  const fold = blockFold(plan, 86_399);
  for (let second = 0; second < 86_400; second += 40) fold.push(aFrame(plan, second, [{ latencyMs: 5 }]));
  const { points, steps } = fold.done();
  assert.ok(points.length <= 300 && (steps.get("all")?.blocks.length ?? 99) < 60);
});
