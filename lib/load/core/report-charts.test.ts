import assert from "node:assert/strict";
import test from "node:test";
import type { ChartPoint } from "./chart-point.ts";
import { reportCharts } from "./report-charts.ts";
import { type Picture, plotWidth, type Shape } from "./report-picture.ts";
import { aReportInputs, somePoints } from "./testing/a-report.ts";
import { aCriterion } from "./testing/measured.ts";

const { run } = aReportInputs();
const linesIn = (picture: Picture | undefined, ink: string) =>
  (picture?.shapes ?? []).flatMap((shape) => (shape.kind === "line" && shape.ink === ink ? [shape.at] : []));
const textsIn = (picture: Picture | undefined) =>
  (picture?.shapes ?? []).flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

test("no second, no chart", () => {
  assert.deepEqual(reportCharts(run, []), []);
});

test("a gap is never drawn over: the line ends before it and begins behind it", () => {
  const [first, second, third] = somePoints;
  assert.ok(first && second && third);
  const late: ChartPoint = { ...third, second: 4 };
  const [whole, , delivery] = reportCharts(run, [first, second, third]);
  assert.deepEqual([linesIn(whole, "p99").length, linesIn(delivery, "delivered").length], [1, 1]);
  const [gapped, , delivered] = reportCharts(run, [first, second, late]);
  assert.deepEqual([linesIn(gapped, "p99").length, linesIn(delivered, "delivered").length], [2, 2]);
});

test("every shape lies within its picture", () => {
  for (const { width, height, shapes } of reportCharts(run, somePoints))
    for (const [x, y] of shapes.flatMap(cornersOf))
      assert.ok(x >= 0 && x <= width && y >= 0 && y <= height, `${x},${y}`);
});

function cornersOf(shape: Shape): (readonly [number, number])[] {
  if (shape.kind === "line") return [...shape.at];
  if (shape.kind === "text") return [[shape.x, shape.y]];
  return [
    [shape.x, shape.y],
    [shape.x + shape.width, shape.y + shape.height],
  ];
}

test("the limit is a line where it is near, and words where it lies far above", () => {
  const [near] = reportCharts(run, somePoints);
  assert.equal(linesIn(near, "limit").length, 1);
  const fast = somePoints.map((point) => ({ ...point, latencyMsP99: 20 }));
  const [far] = reportCharts(run, fast);
  assert.equal(linesIn(far, "limit").length, 0);
  assert.match(far?.note ?? "", /p99 limit 500 ms \(above\)/);
});

test("notes are lettered on the charts, errors counted beside theirs", () => {
  const [latency, errors] = reportCharts(run, somePoints);
  assert.ok(textsIn(latency).includes("A"));
  assert.ok(textsIn(errors).includes("3 failed"));
});

const areasIn = (picture: Picture | undefined, ink: string) =>
  (picture?.shapes ?? []).flatMap((shape) => (shape.kind === "area" && shape.ink === ink ? [shape] : []));

test("seconds that were not measured are grey in every chart, also in the one where nothing would be drawn", () => {
  const [first, , third] = somePoints;
  assert.ok(first && third);
  const gapped = reportCharts(run, [first, third]);
  for (const picture of gapped) {
    const [gap, ...others] = areasIn(picture, "gap");
    assert.ok(gap);
    assert.equal(others.length, 0);
    const second = plotWidth / run.plannedSeconds;
    assert.ok(Math.abs(gap.width - second) < 0.2 && Math.abs(gap.x - 46 - second) < 0.2, `${gap.x} ${gap.width}`);
  }
  for (const picture of reportCharts(run, somePoints)) assert.equal(areasIn(picture, "gap").length, 0);
});

test("the warm-up is marked to its end", () => {
  const profile = { ...run.plan.profile, warmUpSeconds: 1 };
  const warmed = reportCharts({ ...run, plan: { ...run.plan, profile } }, somePoints);
  for (const picture of warmed) {
    const [area] = areasIn(picture, "warmUp");
    assert.ok(area && area.x === 46 && Math.abs(area.width - plotWidth / run.plannedSeconds) < 0.2);
    assert.ok(textsIn(picture).includes("warm-up before"));
  }
  assert.equal(areasIn(reportCharts(run, somePoints)[0], "warmUp").length, 0);
});

test("each percentile of the whole mix has its own limit's line", () => {
  const limits = [
    [0.95, 600],
    [0.99, 800],
    [0.5, 90_000],
  ] as const;
  const criteria = limits.map(([q, limit]) => aCriterion({ kind: "percentile", q }, { limit }));
  const objectives = { ...run.plan.objectives, criteria };
  const [latency] = reportCharts({ ...run, plan: { ...run.plan, objectives } }, somePoints);
  assert.equal(linesIn(latency, "limit").length, 2);
  assert.deepEqual(latency?.note, "ms, p50 limit 90 s (above), p95 limit 600 ms, p99 limit 800 ms");
  assert.ok(textsIn(latency).includes("p95 limit") && textsIn(latency).includes("p99 limit"));
});

test("errors are stacked by kind, the most frequent at the foot, the rest as one", () => {
  const failedByKind = { "status 503": 4, body: 3, tls: 2, dns: 1, "connection reset": 1 } as const;
  const points = somePoints.map((point) => ({ ...point, failed: 11, failedByKind }));
  const summary = {
    ...run.summary,
    failed: 33,
    failedByKind: { "status 503": 12, body: 9, tls: 6, dns: 3, "connection reset": 3 },
  };
  const [, errors] = reportCharts({ ...run, summary }, points);
  const bars = (["kind1", "kind2", "kind3", "kind4"] as const).map((ink) => areasIn(errors, ink)[0]);
  const swatches = (["kind1", "kind4"] as const).map((ink) => areasIn(errors, ink).at(-1)?.width);
  assert.deepEqual(swatches, [8, 8]);
  const [lowest, second] = bars;
  assert.ok(lowest && second && bars.every((bar) => bar !== undefined));
  assert.ok(Math.abs(second.y + second.height - lowest.y) < 0.11, "each begins where the one before ends");
  assert.ok(lowest.height > second.height);
  const said = textsIn(errors).filter((text) => /: \d/.test(text) && !/^\d/.test(text));
  assert.deepEqual(said, ["status 503: 12", "body: 9", "tls: 6", "other kinds: 6"]);
});
