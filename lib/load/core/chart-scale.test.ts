import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { ChartPoint } from "./chart-point.ts";
import { axisFor, gapsIn, spansWhere, spreadLabels, ticksOf, timeTicks } from "./chart-scale.ts";

const point = (second: number, failed = 0): ChartPoint => ({
  second,
  latencyMsP50: 1,
  latencyMsP95: 2,
  latencyMsP99: 3,
  p99IsMax: false,
  windowSeconds: 1,
  n: 500,
  planned: 1,
  sent: 1,
  ended: 1,
  dropped: 0,
  failed,
  failedByKind: {},
  users: 1,
  saturated: false,
  cpuCores: 0.2,
  stealRatio: 0,
});

test("an axis holds its value and has few round ticks", () => {
  const cases: [value: number, least: number, max: number, ticks: number[]][] = [
    [0, 2, 2, [0, 0.5, 1, 1.5, 2]],
    [612, 1, 800, [0, 200, 400, 600, 800]],
    [800, 1, 800, [0, 200, 400, 600, 800]],
    [8.89, 1, 10, [0, 2.5, 5, 7.5, 10]],
    [50, 1, 50, [0, 10, 20, 30, 40, 50]],
    [51, 1, 60, [0, 20, 40, 60]],
    [0.04, 0.01, 0.04, [0, 0.01, 0.02, 0.03, 0.04]],
  ];
  for (const [value, least, max, ticks] of cases) {
    const axis = axisFor(value, least);
    assert.equal(Number(axis.max.toPrecision(6)), max, `${value}`);
    assert.deepEqual(
      ticksOf(axis).map((tick) => Number(tick.toPrecision(6))),
      ticks,
    );
  }
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (value) => {
      const { max, step } = axisFor(value, 1);
      assert.ok(max >= value * (1 - 1e-6), `${max} holds ${value}`);
      assert.ok(ticksOf({ max, step }).length <= 6);
    }),
  );
});

test("a time axis has at most seven ticks", () => {
  const cases: [planned: number, ticks: number[]][] = [
    [60, [0, 10, 20, 30, 40, 50, 60]],
    [600, [0, 120, 240, 360, 480, 600]],
    [3_600, [0, 600, 1_200, 1_800, 2_400, 3_000, 3_600]],
    [3, [0]],
  ];
  for (const [planned, ticks] of cases) assert.deepEqual(timeTicks(planned), ticks);
});

test("what was not measured stays a gap", () => {
  const points = [point(0), point(1), point(5), point(6)];
  const gaps = gapsIn(points);
  assert.deepEqual([...gaps], [5]);
  assert.deepEqual([...gapsIn([point(2)])], [2], "a run whose first seconds are missing begins with a gap");
});

test("spans of seconds that touch are one", () => {
  const points = [point(0), point(1, 1), point(2, 1), point(3), point(9, 2)];
  assert.deepEqual(
    spansWhere(points, ({ failed }) => failed > 0),
    [
      { from: 1, to: 3 },
      { from: 9, to: 10 },
    ],
  );
});

test("labels keep apart and stay inside", () => {
  const cases: [at: number[], gap: number, height: number, expected: number[]][] = [
    [[10, 50, 90], 15, 100, [10, 50, 90]],
    [[50, 52, 54], 15, 200, [50, 65, 80]],
    [[95, 99], 15, 100, [85, 100]],
    [[54, 50], 15, 200, [65, 50]],
    [[], 15, 200, []],
  ];
  for (const [at, gap, height, expected] of cases) assert.deepEqual(spreadLabels(at, gap, height), expected);
});
