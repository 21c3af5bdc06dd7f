import { emptyHistogram, type Histogram, mergeInto, valueAtUs } from "#lib/platform/core/histogram.ts";
import type { ErrorKind, Frame, StepFrame } from "./frame.ts";
import { samplesForPercentile } from "./samples-needed.ts";

/** One second on the charts. */
export type ChartPoint = {
  second: number;
  /** Over the newest samples, reaching back as far as p99 needs; null while nothing has ended. */
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  latencyMsP99: number | null;
  /** Fewer than 459 samples: what stands as p99 is their maximum. */
  p99IsMax: boolean;
  /** How many seconds the percentiles reach back over, and how many samples they rest on. */
  windowSeconds: number;
  n: number;
  planned: number;
  sent: number;
  ended: number;
  dropped: number;
  failed: number;
  failedByKind: Partial<Record<ErrorKind, number>>;
  users: number;
  saturated: boolean;
  /** CPU of the generator's process, 1 = one core; what its machine's host took for others, 0..1 of all cores. */
  cpuCores: number;
  stealRatio: number;
};

const wanted = samplesForPercentile(0.99);
/** A window reaches back no farther, so that a hub's memory is bounded. */
const longestWindowSeconds = 120;

/** The newest seconds that a point's percentiles rest on. */
export type PointWindow = readonly { second: number; latency: Histogram }[];

/** Turns frames into points one by one, as they come or from the first on: the same frames give the same points. */
export type PointFold = { push(frame: Frame): ChartPoint; window(): PointWindow };

/** From the beginning, or from another fold's window on as if it went on. */
export function pointFold(firstOfMix: number, from: PointWindow = []): PointFold {
  let window = [...from];
  return {
    window: () => window,
    push(frame) {
      const mix = frame.steps.filter(({ step }) => step >= firstOfMix);
      const newest = window.at(-1);
      if (newest !== undefined && newest.second !== frame.second - 1) window = [];
      window.push({ second: frame.second, latency: merged(mix) });
      window = trimmed(window);
      return { ...latencyOf(window), ...countsOf(frame, mix) };
    },
  };
}

function merged(steps: readonly StepFrame[]): Histogram {
  const histogram = emptyHistogram();
  for (const { latency } of steps) mergeInto(histogram, latency);
  return histogram;
}

/** The newest seconds that together hold enough samples; a gap ended the window already. */
function trimmed<T extends { latency: Histogram }>(window: readonly T[]): T[] {
  let n = 0;
  let from = window.length;
  while (from > 0 && n < wanted && window.length - from < longestWindowSeconds) n += window[--from]?.latency.n ?? 0;
  return window.slice(from);
}

function latencyOf(window: readonly { latency: Histogram }[]) {
  const all = emptyHistogram();
  for (const { latency } of window) mergeInto(all, latency);
  const at = (q: number) => (all.n === 0 ? null : valueAtUs(all, q) / 1000);
  const p99IsMax = all.n < wanted;
  return {
    latencyMsP50: at(0.5),
    latencyMsP95: at(0.95),
    latencyMsP99: at(p99IsMax ? 1 : 0.99),
    p99IsMax,
    windowSeconds: window.length,
    n: all.n,
  };
}

function countsOf(frame: Frame, mix: readonly StepFrame[]) {
  const failedByKind: ChartPoint["failedByKind"] = {};
  let failed = 0;
  for (const step of mix)
    for (const [kind, times] of Object.entries(step.failed) as [ErrorKind, number][]) {
      failedByKind[kind] = (failedByKind[kind] ?? 0) + times;
      failed += times;
    }
  const { second, planned, sent, ended, dropped, users, saturated, cpuCores, stealRatio } = frame;
  const own = { saturated, cpuCores, stealRatio };
  return { second, planned, sent, ended, dropped, failed, failedByKind, users, ...own };
}

type FigureOf = (point: ChartPoint) => number | null;

/** At most about `most` points: of each column of neighbours those with the lowest and the highest value stay, so that no spike disappears.
 *  A column never reaches over a gap (a missing second, or one without a value), and both edges of a gap stay. */
export function thinPoints(points: readonly ChartPoint[], figureOf: FigureOf, most = 400): ChartPoint[] {
  if (points.length <= most) return [...points];
  const width = Math.ceil((points.length * 2) / most);
  return stretchesOf(points, figureOf).flatMap((stretch) => thinStretch(stretch, figureOf, width));
}

/** Points cut where seconds are missing, and where values end or begin. */
function stretchesOf(points: readonly ChartPoint[], figureOf: FigureOf): ChartPoint[][] {
  const stretches: ChartPoint[][] = [];
  for (const point of points) {
    const stretch = stretches.at(-1);
    const before = stretch?.at(-1);
    const goesOn =
      before !== undefined &&
      before.second === point.second - 1 &&
      (figureOf(before) === null) === (figureOf(point) === null);
    if (stretch !== undefined && goesOn) stretch.push(point);
    else stretches.push([point]);
  }
  return stretches;
}

/** Of each `width` neighbours those with the lowest and the highest value, and both ends. */
export function thinStretch<Point>(
  stretch: readonly Point[],
  figureOf: (point: Point) => number | null,
  width: number,
): Point[] {
  const keep = new Set([0, stretch.length - 1]);
  for (let from = 0; from < stretch.length; from += width) {
    const values = stretch.slice(from, from + width).map((point) => figureOf(point) ?? 0);
    keep.add(from + values.indexOf(Math.min(...values)));
    keep.add(from + values.indexOf(Math.max(...values)));
  }
  return stretch.filter((_, at) => keep.has(at));
}
