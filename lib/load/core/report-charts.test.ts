import assert from "node:assert/strict";
import test from "node:test";
import type { ChartPoint } from "./chart-point.ts";
import { reportCharts } from "./report-charts.ts";
import type { Picture, Shape } from "./report-picture.ts";
import { aReportInputs, somePoints } from "./testing/a-report.ts";

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
