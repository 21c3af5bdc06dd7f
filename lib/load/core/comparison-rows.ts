import type { RatioInterval } from "./block-bootstrap.ts";
import type { ComparedFigure } from "./compare-runs.ts";
import { type ComparedPair, type PairStep, times } from "./comparison.ts";
import { count, milliseconds, percent, perSecond } from "./say.ts";

/** A comparison as the rows of a table, each figure as people read it. */

export type ComparisonRow = {
  key: string;
  /** "All requests", or the step's name. */
  step: string;
  /** The first row of its step. */
  isFirst: boolean;
  /** "p95", "errors", "requests per s" */
  figure: string;
  base: string;
  other: string;
  /** "1.18"; of errors the difference, "+0.4 points". */
  ratio: string;
  /** "1.09 to 1.27" */
  range: string;
  /** For the bar; null where there is none. */
  interval: RatioInterval | null;
  says: string;
};

const none = "–";

/** All rows of a pair, all requests first. */
export function comparisonRows({ steps }: Pick<ComparedPair, "steps">): ComparisonRow[] {
  return steps.flatMap((step) => {
    const rows = [...step.figures.map(latencyRow), errorsRow(step), throughputRow(step)];
    const name = stepName(step);
    return rows.map((row, at) => ({ ...row, key: `${step.name} ${row.figure}`, step: name, isFirst: at === 0 }));
  });
}

function stepName({ name }: Pick<PairStep, "name">): string {
  return name === "all" ? "All requests" : name;
}

/** What decides first: p95 and p99 of each step, those that differ before all others. At most `most`. */
export function decidingRows(pair: Pick<ComparedPair, "steps">, most: number): ComparisonRow[] {
  const rows = comparisonRows(pair).filter(({ figure }) => figure === "p95" || figure === "p99");
  const differs = ({ says }: ComparisonRow) => says === "slower" || says === "faster";
  const ordered = [...rows.filter(differs), ...rows.filter((row) => !differs(row))];
  return ordered.slice(0, most).map((row) => ({ ...row, isFirst: true }));
}

type Part = Omit<ComparisonRow, "key" | "step" | "isFirst">;

function latencyRow({ q, base, other, interval, says }: ComparedFigure): Part {
  const ms = (value: number | null) => (value === null ? none : milliseconds(value));
  const shown = interval === null ? none : times(interval.ratio);
  const range = interval === null ? none : `${times(interval.low)} to ${times(interval.high)}`;
  return { figure: `p${q * 100}`, base: ms(base), other: ms(other), ratio: shown, range, interval, says };
}

function errorsRow({ errors: { base, other, difference, low, high, says } }: PairStep): Part {
  const ratio = (value: number | null) => (value === null ? none : percent(value));
  const range = low === null || high === null ? none : `${points(low)} to ${points(high)}`;
  const shown = difference === null ? none : `${points(difference)} points`;
  return { figure: "errors", base: ratio(base), other: ratio(other), ratio: shown, range, interval: null, says };
}

/** Percentage points with their sign: 0.004 → "+0.4" */
function points(difference: number): string {
  const said = percent(Math.abs(difference), 2).replace(" %", "");
  if (said === "0") return "0";
  return `${difference < 0 ? "−" : "+"}${said}`;
}

function throughputRow({ throughput: { base, other, ratio }, n }: PairStep): Part {
  const shown = ratio === null ? none : times(ratio);
  const said = (rate: number, requests: number) => `${perSecond(rate)}, ${count(requests)}`;
  return {
    ...{ figure: "requests", base: said(base, n.base), other: said(other, n.other), ratio: shown },
    ...{ range: none, interval: null, says: "" },
  };
}

/** Where ratios stand on a bar, 0 to 1, with 1 in the middle: as far out to the left as to the right by the same factor. */
export type RatioScale = { low: number; high: number; at(ratio: number): number };

const [least, most] = [1.5, 10];

/** Holds every interval up to ten times; what is beyond stands at the edge. */
export function ratioScale(intervals: readonly (RatioInterval | null)[]): RatioScale {
  const factors = intervals.flatMap((one) => (one === null ? [] : [one.high, 1 / one.low]));
  const high = Math.min(most, Math.max(least, ...factors.filter(Number.isFinite)));
  const at = (ratio: number) => Math.min(1, Math.max(0, 0.5 + Math.log(ratio) / Math.log(high) / 2));
  return { low: 1 / high, high, at };
}
