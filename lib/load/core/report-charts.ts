import { axisSeconds } from "./axis-seconds.ts";
import { type ChartPoint, thinPoints } from "./chart-point.ts";
import { axisFor } from "./chart-scale.ts";
import type { Criterion } from "./criterion.ts";
import type { ErrorKind } from "./frame.ts";
import { plannedCourse } from "./planned-course.ts";
import {
  foot,
  type Ground,
  type Ink,
  linesOf,
  missingSpans,
  type Picture,
  type Plot,
  pictureOf,
  plotWidth,
  type Shape,
  type Spot,
  spot,
} from "./report-picture.ts";
import type { RunView } from "./run-view.ts";
import { count, milliseconds, perSecond } from "./say.ts";

/** Latency, errors and delivery of a run on one time axis; empty when no second was measured. */
export function reportCharts(run: RunView, points: readonly ChartPoint[]): Picture[] {
  if (points.length === 0) return [];
  const ground = { run, gaps: missingSpans(points) };
  return [latencyPicture(ground, points), errorsPicture(ground, points), deliveryPicture(ground, points)];
}

const latencies = [
  { key: "latencyMsP50", name: "p50", width: 1.2, q: 0.5 },
  { key: "latencyMsP95", name: "p95", width: 1.2, q: 0.95 },
  { key: "latencyMsP99", name: "p99", width: 2, q: 0.99 },
] as const;

/** The lowest limit on a percentile of the whole mix. A limit far above everything measured would press the lines to the ground: then it is
 *  told in words. */
type Limit = { name: string; limitMs: number; isDrawn: boolean };

function limitsOf(criteria: readonly Criterion[], highest: number): Limit[] {
  return latencies.flatMap(({ name, q }) => {
    const all = criteria.filter(({ metric, scope }) => metric.kind === "percentile" && scope.kind === "all");
    const limits = all.flatMap(({ metric, limit }) => (metric.kind === "percentile" && metric.q === q ? [limit] : []));
    const limitMs = Math.min(...limits);
    return limits.length === 0 ? [] : [{ name, limitMs, isDrawn: limitMs <= highest * 4 }];
  });
}

function latencyPicture(ground: Ground, points: readonly ChartPoint[]): Picture {
  const { plan } = ground.run;
  const highest = highestOf(points, ({ latencyMsP99 }) => latencyMsP99 ?? 0);
  const limits = limitsOf(plan.objectives.criteria, highest);
  const drawn = limits.filter(({ isDrawn }) => isDrawn);
  const axis = axisFor(Math.max(highest, ...drawn.map(({ limitMs }) => limitMs)), 10);
  const plot = { height: 180, axis, seconds: axisSeconds(ground.run) };
  const lines = latencies.flatMap(({ key, name, width }) =>
    linesOf(plot, points, { figureOf: (point) => point[key], ink: name, width }),
  );
  const shapes = [...drawn.map(({ limitMs }) => levelLine(plot, limitMs)), ...lines];
  const note = `ms${limits.map(sayLimit).join("")}`;
  return pictureOf(ground, plot, {
    title: "Latency, all requests",
    note,
    shapes,
    labels: latencyLabels(points, drawn),
  });
}

function sayLimit({ name, limitMs, isDrawn }: Limit): string {
  return `, ${name} limit ${milliseconds(limitMs)}${isDrawn ? "" : " (above)"}`;
}

/** Each line's name where it ends, and each limit's. */
function latencyLabels(points: readonly ChartPoint[], drawn: readonly Limit[]) {
  const newest = points.findLast(({ latencyMsP99 }) => latencyMsP99 !== null);
  return [
    ...latencies.map(({ key, name }) => ({ value: newest?.[key] ?? 0, text: name, ink: name })),
    ...drawn.map(({ name, limitMs }) => ({ value: limitMs, text: `${name} limit`, ink: "limit" as const })),
  ];
}

function highestOf(points: readonly ChartPoint[], figureOf: (point: ChartPoint) => number): number {
  return points.reduce((highest, point) => Math.max(highest, figureOf(point)), 0);
}

function levelLine(plot: Plot, value: number): Shape {
  const at = [spot(plot, 0, value), spot(plot, plot.seconds, value)];
  return { kind: "line", at, ink: "limit", dashed: true, width: 1.2 };
}

/** What is stacked: a kind of its own, or all that are not. */
type Stacked = { name: string; kinds: readonly ErrorKind[]; times: number; ink: Ink };

const kindInks = ["kind1", "kind2", "kind3"] as const;

function stackedKinds({ failedByKind }: RunView["summary"]): Stacked[] {
  const sorted = (Object.entries(failedByKind) as [ErrorKind, number][])
    .filter(([, times]) => times > 0)
    .sort(([, a], [, b]) => b - a);
  const own = sorted.slice(0, kindInks.length).map(([kind, times], at): Stacked => {
    return { name: kind, kinds: [kind], times, ink: kindInks[at] ?? "errors" };
  });
  const rest = sorted.slice(kindInks.length);
  if (rest.length === 0) return own;
  const times = rest.reduce((sum, [, some]) => sum + some, 0);
  return [...own, { name: "other kinds", kinds: rest.map(([kind]) => kind), times, ink: "kind4" }];
}

function errorsPicture(ground: Ground, points: readonly ChartPoint[]): Picture {
  const { summary } = ground.run;
  const kinds = stackedKinds(summary);
  const axis = axisFor(
    highestOf(points, ({ failed }) => failed),
    2,
  );
  const plot = { height: 72, axis, seconds: axisSeconds(ground.run) };
  const shapes = thinPoints(points, ({ failed }) => failed).flatMap((point) => errorBar(plot, point, kinds));
  const top = (at: number) => axis.max * (1 - (at * 14) / plot.height);
  const total = { value: axis.max, text: `${count(summary.failed)} failed`, ink: "ink" as const };
  const labels = kinds.map(({ name, times, ink }, at) => ({
    ...{ value: top(at + 1), ink: "ink" as const, swatch: ink, text: `${name}: ${count(times)}` },
  }));
  const note = "by kind, stacked, the most frequent at the foot";
  return pictureOf(ground, plot, { title: "Errors per second", note, shapes, labels: [total, ...labels] });
}

/** One second's errors, kind upon kind. */
function errorBar(plot: Plot, { second, failedByKind }: ChartPoint, kinds: readonly Stacked[]): Shape[] {
  const width = Math.max(0.6, plotWidth / plot.seconds);
  let below = 0;
  return kinds.flatMap(({ kinds: these, ink }): Shape[] => {
    const times = these.reduce((sum, kind) => sum + (failedByKind[kind] ?? 0), 0);
    if (times === 0) return [];
    const [, base] = below === 0 ? [0, foot(plot)] : spot(plot, 0, below);
    below += times;
    const [x, y] = spot(plot, Math.min(second, plot.seconds - 1), below);
    return [{ kind: "area", x, y, width, height: Math.max(0.1, base - y), ink }];
  });
}

function deliveryPicture(ground: Ground, points: readonly ChartPoint[]): Picture {
  const { plan } = ground.run;
  const { profile } = plan;
  const open = profile.model === "open";
  const figureOf = (point: ChartPoint) => (open ? point.ended : point.users);
  const course = plannedCourse(profile);
  const peak = Math.max(...course.flatMap((part) => part.map(({ y }) => y)));
  const axis = axisFor(Math.max(peak, highestOf(points, figureOf)), 1);
  const plot = { height: 80, axis, seconds: axisSeconds(ground.run) };
  const planned = course.map((part) => dashedLine(part.map(({ x, y }) => spot(plot, x, y))));
  const shapes = [...planned, ...linesOf(plot, points, { figureOf, ink: "delivered", width: 1.4 })];
  const text = `planned ${open ? perSecond(peak) : `${count(peak)} users`}`;
  const title = open ? "Requests per second" : "Users at work";
  const labels = [{ value: peak, text, ink: "second" as const }];
  return pictureOf(ground, plot, { title, note: "planned dashed, delivered solid", shapes, labels });
}

function dashedLine(at: readonly Spot[]): Shape {
  return { kind: "line", at, ink: "second", dashed: true, width: 1.2 };
}
