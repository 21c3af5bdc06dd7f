import { listText } from "./edit.ts";
import { type Sample, unescaped } from "./exposition.ts";

/** Which of a system's own figures are read while a load run goes on. */

export const figureWays = ["value", "rate", "busy"] as const;
export const figureFolds = ["sum", "mean", "max"] as const;
export const figureUnits = ["percent", "bytes", "count"] as const;

export type ChosenFigure = {
  /** For people: "CPU", "Database connections". */
  label: string;
  /** One of the system's addresses. */
  address: string;
  /** A name, with labels that have to be so or not so: `node_cpu_seconds_total{mode="idle"}`. */
  metric: string;
  /** `value`: as it is. `rate`: of a counter, a second. `busy`: 1 − the rate of a counter of idle seconds, the mean of all that match. */
  way: (typeof figureWays)[number];
  /** What becomes of several that match. */
  fold: (typeof figureFolds)[number];
  /** `percent`: a ratio, 1 = 100 %. */
  unit: (typeof figureUnits)[number];
};

/** `addresses`: each is whole, or begins with `/` and stands behind the system's own. */
export type SystemMetrics = { addresses: readonly string[]; figures: readonly ChosenFigure[] };

export const mostAddresses = 3;
export const mostFigures = 12;

export const wayWords: Readonly<Record<ChosenFigure["way"], string>> = {
  value: "as it is",
  rate: "per second",
  busy: "busy: 1 − idle",
};

export const foldWords: Readonly<Record<ChosenFigure["fold"], string>> = { sum: "sum", mean: "mean", max: "highest" };

export const unitWords: Readonly<Record<ChosenFigure["unit"], string>> = {
  percent: "%, of a ratio",
  bytes: "bytes",
  count: "count",
};

/** What a run reads of it: "reads CPU and Memory", "reads 7 of its figures". */
export function readsText({ figures }: SystemMetrics): string {
  if (figures.length > 3) return `reads ${figures.length} of its figures`;
  return `reads ${listText(figures.map(({ label }) => label))}`;
}

/** Where an address leads, for a system at `baseUrl`. */
export function metricsUrl(baseUrl: string, address: string): string {
  return address.startsWith("/") ? `${baseUrl.replace(/\/+$/, "")}${address}` : address;
}

type Comparison = { label: string; isSame: boolean; value: string };
export type Selector = { name: string; comparisons: readonly Comparison[] };

/** Reads `name{label="value",other!="value"}`; a sentence when it cannot be read. */
export function parseSelector(text: string): { ok: true; selector: Selector } | { ok: false; why: string } {
  const [, name, inner = ""] = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{(.*)\})?\s*$/s.exec(text) ?? [];
  if (name === undefined)
    return { ok: false, why: 'a metric is expected, such as node_cpu_seconds_total{mode="idle"}' };
  const comparisons: Comparison[] = [];
  const part = /\s*([a-zA-Z_]\w*)\s*(!=|=~|!~|=)\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;
  while (inner.slice(part.lastIndex).trim() !== "") {
    const [, label = "", sign = "", value = ""] = part.exec(inner) ?? [];
    if (label === "") return { ok: false, why: 'labels are written {mode="idle",cpu!="0"}' };
    if (sign.endsWith("~"))
      return { ok: false, why: "labels are compared whole, with = or !=; patterns are not taken" };
    comparisons.push({ label, isSame: sign === "=", value: unescaped(value) });
  }
  return { ok: true, selector: { name, comparisons } };
}

/** A label that a sample does not have is empty, as in PromQL. */
export function selects({ name, comparisons }: Selector, sample: Sample): boolean {
  if (sample.name !== name) return false;
  return comparisons.every(({ label, isSame, value }) => ((sample.labels.get(label) ?? "") === value) === isSame);
}
