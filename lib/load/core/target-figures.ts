import type { ChosenFigure } from "#lib/pilots/core/system-metrics.ts";
import { clock, count, percent } from "./say.ts";

/** The target's own figures beside a run, as the API answers them. Seconds are those of the run. */

/** Null: it could not be read then. */
export type FigurePoint = readonly [second: number, value: number | null];

export type TargetFigure = Omit<ChosenFigure, "address"> & {
  /** Place in `sources`. */
  source: number;
  /** From the asked second on, in order; each the mean of `everySeconds`. */
  points: readonly FigurePoint[];
  /** Of the whole run so far, of every reading; null without one. */
  mean: number | null;
  max: number | null;
  readings: number;
  /** How often it could not be read. */
  missed: number;
};

export type TargetSource = {
  address: string;
  asked: number;
  failed: number;
  /** Why the last one that failed did. */
  why: string | null;
  readAt: string | null;
};

export type TargetFigures = {
  runId: string;
  /** As read: every 5 s. A long run's are means of more. */
  everySeconds: number;
  figures: readonly TargetFigure[];
  sources: readonly TargetSource[];
  /** The second to ask for next: its point may still change. */
  next: number;
  /** There are more points already. */
  more: boolean;
  /** The server's clock; of a run that has ended, its end. */
  until: string;
};

export const readEverySeconds = 5;
/** A line of more points than this is folded. */
const mostPoints = 720;
const widths = [readEverySeconds, 10, 30, 60, 120, 300, 600];

/** How many seconds stand behind a point of a run of so many. */
export function pointSeconds(runSeconds: number): number {
  return widths.find((width) => runSeconds / width <= mostPoints) ?? 1_800;
}

/** The seconds before which a reading is missing. */
export function figureGaps(points: readonly FigurePoint[], everySeconds: number): Set<number> {
  const gaps = new Set<number>();
  for (const [index, [second]] of points.entries()) {
    const before = points[index - 1]?.[0];
    if (before !== undefined && second - before > everySeconds * 2) gaps.add(second);
  }
  return gaps;
}

/** With the points of one answer after those that are there. One of another width begins anew: null, when it is not from the beginning. */
export function keepFigures(known: TargetFigures | null, page: TargetFigures, from: number): TargetFigures | null {
  if (from === 0 || known === null) return from === 0 ? page : null;
  if (known.everySeconds !== page.everySeconds || known.figures.length !== page.figures.length) return null;
  const figures = page.figures.map((figure, index) => {
    const before = known.figures[index]?.points.filter(([second]) => second < from) ?? [];
    return { ...figure, points: [...before, ...figure.points] };
  });
  return { ...page, figures };
}

/** Twice the time between two readings, as for every source on a screen. */
const staleAfterMs = 2 * readEverySeconds * 1000;

/** Since when an address gave nothing more, ms since 1970; null: it is read, or never was. */
export function notReadSince({ readAt }: TargetSource, until: string): number | null {
  if (readAt === null) return null;
  return Date.parse(until) - Date.parse(readAt) > staleAfterMs ? Date.parse(readAt) : null;
}

type Measure = Pick<ChosenFigure, "unit" | "way">;

/** What a chart's axis counts in, and by how much its values are multiplied for it. */
export function axisUnit({ unit, way }: Measure, highest: number): { word: string; times: number } {
  const each = way === "rate" && unit !== "percent" ? "/s" : "";
  if (unit === "percent") return { word: "%", times: 100 };
  if (unit === "count") return { word: each === "" ? "" : "per s", times: 1 };
  const power = Math.min(4, Math.max(0, Math.floor(Math.log2(Math.max(1, highest)) / 10)));
  return { word: `${["B", "KiB", "MiB", "GiB", "TiB"][power]}${each}`, times: 1 / 1024 ** power };
}

/** "43.2 %", "412 MiB", "38", "12.5/s" */
export function figureText(value: number, measure: Measure): string {
  if (measure.unit === "percent") return percent(value);
  const { word, times } = axisUnit(measure, value);
  const number = value * times;
  const short = Math.abs(number) >= 100 ? count(number) : String(Number(number.toPrecision(3)));
  return measure.unit === "bytes" ? `${short} ${word}` : `${short}${word === "" ? "" : "/s"}`;
}

/** "mean 43.2 %, highest 90 %"; null where it was never read. */
export function meanAndHighest(figure: Measure & Pick<TargetFigure, "mean" | "max">): string | null {
  const { mean, max } = figure;
  return mean === null || max === null ? null : `mean ${figureText(mean, figure)}, highest ${figureText(max, figure)}`;
}

export type FigureSummary = { label: string; mean: string; max: string; readings: number; missed: number };

/** Mean and highest of each figure in words, as a report prints them; a dash where nothing was read. */
export function targetSummary({ figures }: Pick<TargetFigures, "figures">): FigureSummary[] {
  return figures.map((figure) => {
    const say = (value: number | null) => (value === null ? "–" : figureText(value, figure));
    const { label, mean, max, readings, missed } = figure;
    return { label, mean: say(mean), max: say(max), readings, missed };
  });
}

/** What went wrong with reading an address, in one sentence; null: nothing did. */
export function sayFailed({ address, asked, failed, why }: TargetSource): string | null {
  if (failed === 0) return null;
  const times =
    failed === asked
      ? `None of ${count(asked)} readings of ${address} came`
      : `${count(failed)} of ${count(asked)} readings of ${address} did not come`;
  return `${times}${why === null ? "" : `: ${why.replace(/\.$/, "")}`}. Where nothing was read the line has a gap.`;
}

export type FigureRow = { at: string; values: (number | null | undefined)[] };

/** A table's rows, the newest first: a value for each figure, undefined where it was not asked. Addresses are read at the same time, but a
 *  second may end between one and the next: readings so close stand in one row. */
export function figureRows(figures: readonly TargetFigure[], everySeconds: number): FigureRow[] {
  const seconds = [...new Set(figures.flatMap(({ points }) => points.map(([second]) => second)))].sort((a, b) => b - a);
  const together: [number, ...number[]][] = [];
  for (const second of seconds) {
    const newest = together.at(-1);
    if (newest !== undefined && newest[0] - second < everySeconds / 2) newest.push(second);
    else together.push([second]);
  }
  const byFigure = figures.map(({ points }) => new Map(points));
  return together.map((row) => ({
    at: clock(row[0]),
    values: byFigure.map((values) => values.get(row.find((second) => values.has(second)) ?? -1)),
  }));
}
