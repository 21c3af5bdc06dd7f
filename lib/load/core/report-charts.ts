import { type ChartPoint, thinPoints } from "./chart-point.ts";
import { axisFor } from "./chart-scale.ts";
import { plannedCourse } from "./planned-course.ts";
import {
  foot,
  linesOf,
  type Picture,
  type Plot,
  pictureOf,
  plotWidth,
  type Shape,
  type Spot,
  spot,
} from "./report-picture.ts";
import { limitMsP99 } from "./run-list.ts";
import type { RunView } from "./run-view.ts";
import { count, milliseconds, perSecond } from "./say.ts";

/** Latency, errors and delivery of a run on one axis of its planned seconds; empty when no second was measured. */
export function reportCharts(run: RunView, points: readonly ChartPoint[]): Picture[] {
  if (points.length === 0) return [];
  return [latencyPicture(run, points), errorsPicture(run, points), deliveryPicture(run, points)];
}

const latencies = [
  { key: "latencyMsP50", name: "p50", width: 1.2 },
  { key: "latencyMsP95", name: "p95", width: 1.2 },
  { key: "latencyMsP99", name: "p99", width: 2 },
] as const;

/** A limit far above everything measured would press the lines to the ground: then it is told in words. */
function latencyPicture(run: RunView, points: readonly ChartPoint[]): Picture {
  const highest = Math.max(...points.map(({ latencyMsP99 }) => latencyMsP99 ?? 0));
  const limit = limitMsP99(run.plan.objectives.criteria);
  const isDrawn = limit !== null && limit <= highest * 4;
  const axis = axisFor(isDrawn ? Math.max(highest, limit) : highest, 10);
  const plot = { height: 180, axis, plannedSeconds: run.plannedSeconds };
  const newest = points.findLast(({ latencyMsP99 }) => latencyMsP99 !== null);
  const lines = latencies.flatMap(({ key, name, width }) =>
    linesOf(plot, points, { figureOf: (point) => point[key], ink: name, width }),
  );
  const labels = latencies.map(({ key, name }) => ({ value: newest?.[key] ?? 0, text: name, ink: name }));
  const says = limit === null ? "" : `, p99 limit ${milliseconds(limit)}`;
  const shapes = isDrawn ? [levelLine(plot, limit), ...lines] : lines;
  const words = { title: "Latency, all requests", note: `ms${says}${limit === null || isDrawn ? "" : " (above)"}` };
  return pictureOf(run, plot, { ...words, shapes, labels });
}

function levelLine(plot: Plot, value: number): Shape {
  const at = [spot(plot, 0, value), spot(plot, plot.plannedSeconds, value)];
  return { kind: "line", at, ink: "limit", dashed: true, width: 1.2 };
}

function errorsPicture(run: RunView, points: readonly ChartPoint[]): Picture {
  const axis = axisFor(Math.max(...points.map(({ failed }) => failed)), 2);
  const plot = { height: 56, axis, plannedSeconds: run.plannedSeconds };
  const width = Math.max(0.6, plotWidth / run.plannedSeconds);
  const shapes = thinPoints(points, ({ failed }) => failed)
    .filter(({ failed }) => failed > 0)
    .map(({ second, failed }): Shape => {
      const [x, y] = spot(plot, Math.min(second, run.plannedSeconds - 1), failed);
      return { kind: "area", x, y, width, height: foot(plot) - y, ink: "errors" };
    });
  const text = `${count(run.summary.failed)} failed`;
  const labels = [{ value: axis.max, text, ink: "errors" as const }];
  return pictureOf(run, plot, { title: "Errors per second", note: "all kinds", shapes, labels });
}

function deliveryPicture(run: RunView, points: readonly ChartPoint[]): Picture {
  const { profile } = run.plan;
  const open = profile.model === "open";
  const figureOf = (point: ChartPoint) => (open ? point.ended : point.users);
  const course = plannedCourse(profile);
  const peak = Math.max(...course.flatMap((part) => part.map(({ y }) => y)));
  const axis = axisFor(Math.max(peak, ...points.map(figureOf)), 1);
  const plot = { height: 80, axis, plannedSeconds: run.plannedSeconds };
  const planned = course.map((part) => dashedLine(part.map(({ x, y }) => spot(plot, x, y))));
  const shapes = [...planned, ...linesOf(plot, points, { figureOf, ink: "delivered", width: 1.4 })];
  const text = `planned ${open ? perSecond(peak) : `${count(peak)} users`}`;
  const title = open ? "Requests per second" : "Users at work";
  const labels = [{ value: peak, text, ink: "second" as const }];
  return pictureOf(run, plot, { title, note: "planned dashed, delivered solid", shapes, labels });
}

function dashedLine(at: readonly Spot[]): Shape {
  return { kind: "line", at, ink: "second", dashed: true, width: 1.2 };
}
