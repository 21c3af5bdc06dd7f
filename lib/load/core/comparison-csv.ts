import type { ComparedPair, PairStep } from "./comparison.ts";
import { csvCell } from "./csv-report.ts";

/** A comparison as CSV (RFC 4180, UTF-8): a row for each pair, step and figure, exact; empty where there is none. Latencies in ms, errors as a ratio
 *  0..1, throughput in requests a second. `ratio` is other ÷ base with its 95 % interval; for errors it is the difference, other − base. */
const columns = ["base_run", "other_run", "step", "figure", "base", "other", "ratio", "low", "high", "says"] as const;

type Row = readonly (string | number | null)[];

/** The comparison's table as CSV (RFC 4180), figures exact: latencies in ms, ratios 0..1, requests a second; empty where there is none. */
export function comparisonCsv(pairs: readonly ComparedPair[]): string {
  const rows = pairs.flatMap(({ base, other, steps }) =>
    steps.flatMap((step) => rowsOf(step).map((row) => [base, other, step.name, ...row])),
  );
  return [columns.join(","), ...rows.map((row) => row.map(csvCell).join(",")), ""].join("\r\n");
}

function rowsOf({ n, figures, throughput, errors }: PairStep): Row[] {
  const latencies = figures.map(({ q, base, other, interval, says }): Row => {
    return [`p${q * 100}`, base, other, interval?.ratio ?? null, interval?.low ?? null, interval?.high ?? null, says];
  });
  return [
    ["requests", n.base, n.other, null, null, null, null],
    ...latencies,
    ["errors", errors.base, errors.other, errors.difference, errors.low, errors.high, errors.says],
    ["throughput", throughput.base, throughput.other, throughput.ratio, null, null, null],
  ];
}
