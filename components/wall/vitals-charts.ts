import type { WallRunPoint, WallVitals } from "#lib/displays/core/wall-view.ts";
import type { VitalsSample } from "#lib/rollout/core/vitals.ts";
import { intervalMsOf, silentForMs } from "./source-age.ts";
import { type Figure, type TimeWindow, timeWindowAt } from "./vitals-lines.ts";

/** What the three charts of the board show. Times are ms since 1970. */

type SeriesName = "p50" | "p95" | "p99" | "errors" | "rate" | "legacy" | "new";

export type ChartSeries = {
  name: SeriesName;
  figures: readonly Figure[];
  /** How long its source is silent; null while it is live, or final. */
  silentMs: number | null;
};

export type ChartKind = "latency" | "errors" | "rate";

/** `least`: the smallest top of the axis, so that noise near zero does not look like trouble. */
export type VitalsChart = { kind: ChartKind; limit: number | null; least: number; series: readonly ChartSeries[] };

/** `ticks`: how many moments the axis names. */
export type VitalsCharts = { window: TimeWindow; ticks: number; gapMs: number; charts: readonly VitalsChart[] };

type Of<Kind> = Extract<WallVitals, { kind: Kind }>;
type Limits = WallVitals["limits"];

const minuteMs = 60_000;
/** A run: ten minutes that step each minute. A rollout: half an hour that steps every five. */
const runSteps = { spanMs: 10 * minuteMs, stepMs: minuteMs };
const rolloutSteps = { spanMs: 30 * minuteMs, stepMs: 5 * minuteMs };

/** Of a load run. An ended one stands where it ended, and its figures are final. */
export function runCharts({ points, endedAt, limits, plannedSeconds }: Of<"run">, now: number): VitalsCharts {
  const silentMs = endedAt === null ? silentForMs(points.at(-1)?.at ?? null, now, intervalMsOf.run) : null;
  const line = (name: SeriesName, of: (point: WallRunPoint) => number | null): ChartSeries => ({
    ...{ name, silentMs, figures: points.map((point) => ({ at: point.at, value: of(point) })) },
  });
  const latency = [
    line("p99", (point) => point.latencyMsP99),
    line("p95", (point) => point.latencyMsP95),
    line("p50", (point) => point.latencyMsP50),
  ];
  return {
    window: timeWindowAt(endedAt ?? now, runSteps),
    ...{ ticks: 6, gapMs: 1.5 * pointMs(plannedSeconds) },
    charts: three(limits, {
      ...{ latency, errors: [line("errors", (point) => point.errorRatio)] },
      rate: [line("rate", (point) => point.requestsPerSecond)],
    }),
  };
}

/** In a long run a point stands for some seconds, so that 600 of them hold all of it. */
const pointMs = (plannedSeconds: number) => 1_000 * Math.max(1, Math.ceil(plannedSeconds / 600));

/** Of both systems while the traffic goes over. */
export function rolloutCharts({ legacy, new: fresh, limits }: Of<"rollout">, now: number): VitalsCharts {
  const gapMs = 1.8 * intervalMsOf.vitals;
  const both = (of: (samples: readonly VitalsSample[]) => Figure[]): ChartSeries[] =>
    (["legacy", "new"] as const).map((name) => {
      const { samples } = name === "legacy" ? legacy : fresh;
      const silentMs = silentForMs(samples.at(-1)?.at ?? null, now, intervalMsOf.vitals);
      return { name, figures: of(samples), silentMs };
    });
  return {
    ...{ ticks: 4, gapMs, window: timeWindowAt(now, rolloutSteps) },
    charts: three(limits, {
      latency: both((samples) => samples.map(({ at, latencyMsP99 }) => ({ at, value: latencyMsP99 }))),
      errors: both((samples) => samples.map(({ at, errorRatio }) => ({ at, value: errorRatio }))),
      rate: both((samples) => ratesOf(samples, gapMs)),
    }),
  };
}

function three(limits: Limits, series: Readonly<Record<ChartKind, readonly ChartSeries[]>>): VitalsChart[] {
  return [
    { kind: "latency", limit: limits.latencyMsP99, least: 10, series: series.latency },
    { kind: "errors", limit: limits.errorRatio, least: 0.001, series: series.errors },
    { kind: "rate", limit: null, least: 1, series: series.rate },
  ];
}

/** Requests per second. A look counts what was asked since the look before; after a gap nobody knows since when. */
export function ratesOf(samples: readonly VitalsSample[], gapMs: number): Figure[] {
  return samples.map(({ at, requests }, index) => {
    const before = samples[index - 1];
    const spanMs = before === undefined ? Number.POSITIVE_INFINITY : at - before.at;
    const isKnown = requests !== null && spanMs > 0 && spanMs <= gapMs;
    return { at, value: isKnown ? requests / (spanMs / 1_000) : null };
  });
}

/** The newest figure; null where the newest is none. */
export function newestOf({ figures }: ChartSeries): number | null {
  return figures.at(-1)?.value ?? null;
}

export type VerdictLook = { is: "pass" | "fail" | "inconclusive" | "none"; word: string; isSoFar: boolean };

const verdictWords = [
  ["INCONCLUSIVE", "inconclusive"],
  ["PASS", "pass"],
  ["FAIL", "fail"],
] as const;

/** "would be INCONCLUSIVE" → inconclusive, so far. Another word, of a run that has not measured anything, stands for itself. */
export function verdictLook(verdict: string): VerdictLook {
  const found = verdictWords.find(([word]) => verdict.includes(word));
  if (found === undefined) return { is: "none", word: verdict, isSoFar: false };
  return { is: found[1], word: found[0], isSoFar: verdict.startsWith("would") };
}
