import type { Criterion, Metric } from "./criterion.ts";
import { scopeName } from "./criterion-scope.ts";

/** Figures in words, the same on the page, in a report and in a log. */

const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** 32,000 */
export function count(value: number): string {
  return grouped.format(Math.round(value));
}

/** Three significant figures at most, without trailing zeros; whole numbers stay whole. */
function figure(value: number, digits: number): string {
  if (value === 0) return "0";
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  const fixed = value.toFixed(Math.min(places, 12));
  const plain = fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
  const [whole = "0", fraction] = plain.split(".");
  const shown = count(Number(whole));
  return fraction === undefined ? shown : `${shown}.${fraction}`;
}

/** "612 ms"; from 10 s on "12.3 s". */
export function milliseconds(ms: number, digits = 3): string {
  if (ms >= 10_000) return `${figure(ms / 1000, digits)} s`;
  return `${figure(ms >= 100 && digits === 3 ? Math.round(ms) : ms, Math.max(digits, ms >= 1000 ? 4 : digits))} ms`;
}

/** 0.0006 → "0.06 %" */
export function percent(ratio: number, digits = 3): string {
  return `${figure(ratio * 100, digits)} %`;
}

/** "5.56/s" */
export function perSecond(rate: number, digits = 3): string {
  return `${figure(rate, digits)}/s`;
}

/** "1 min 23 s", "2 h", "8 s" */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds - 1e-9);
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), "h"],
    [Math.floor((whole % 3600) / 60), "min"],
    [whole % 60, "s"],
  ];
  const said = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value} ${unit}`);
  return said.length === 0 ? "0 s" : said.join(" ");
}

/** "06:24"; from an hour on "1:06:24". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const rest = `${pad(Math.floor((whole % 3600) / 60))}:${pad(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** "p99", "errors", "mean" */
export function metricName(metric: Metric): string {
  if (metric.kind === "percentile") return `p${figure(metric.q * 100, 6)}`;
  if (metric.kind === "recovery") return `recovery to p${figure(metric.q * 100, 6)} ${milliseconds(metric.limitMs)}`;
  const names = {
    mean: "mean",
    max: "max",
    errors: "errors",
    throughput: "throughput",
    delivered: "delivered",
  } as const;
  return names[metric.kind];
}

/** "p99 register lot", "errors" */
export function criterionName({ metric, scope, per }: Criterion): string {
  const name = [metricName(metric), scopeName(scope)].filter((part) => part !== "").join(" ");
  return per === "second" ? `${name} each second` : name;
}

/** A value in the unit of its metric. */
export function inUnit(metric: Metric, value: number, digits = 3): string {
  if (metric.kind === "errors" || metric.kind === "delivered") return percent(value, digits);
  if (metric.kind === "throughput") return perSecond(value, digits);
  if (metric.kind === "recovery") return `${figure(value, digits)} s`;
  return milliseconds(value, digits);
}

/** A measured value beside its limit: as many figures as it takes to tell them apart. */
export function besideLimit({ metric, limit }: Pick<Criterion, "metric" | "limit">, value: number): string {
  for (let digits = 3; digits < 9; digits++) {
    const said = inUnit(metric, value, digits);
    if (value === limit || said !== inUnit(metric, limit, digits)) return said;
  }
  return inUnit(metric, value, 9);
}

/** What was measured, as it stands beside the limit. A limit that holds each second is measured by the share of seconds beyond it. */
export function measuredInWords(criterion: Criterion, measured: number): string {
  if (criterion.per !== "second") return besideLimit(criterion, measured);
  return `${percent(measured)} of seconds ${isAtLeast(criterion.metric) ? "under" : "over"}`;
}

export function isAtLeast(metric: Metric): boolean {
  return metric.kind === "throughput" || metric.kind === "delivered";
}
