import type { Metric } from "./criterion.ts";

/** Limits as people write them, in the units of the figures: ms, ratio 0 to 1, requests a second; seconds for a recovery. */

const metricNames = ["errors", "throughput", "delivered", "mean", "max"] as const;
export const metricExamples = "p50, p95, p99, p99.9, mean, max, errors, throughput, delivered or recovery";
export const untilExample = "a percentile and its latency, such as p95 < 250 ms";

/** "p99.9", "errors"; null for anything else. `until`: what a recovery goes back to, "p95 < 250 ms"; without it a recovery is none. */
export function readMetric(text: string, until = ""): Metric | null {
  if (text === "recovery") return recoveryTo(until);
  const percentile = /^p(\d{1,2}(?:\.\d{1,2})?)$/.exec(text)?.[1];
  if (percentile !== undefined) {
    const q = Number((Number(percentile) / 100).toFixed(6));
    return q >= 0.01 && q <= 0.9999 ? { kind: "percentile", q } : null;
  }
  const kind = metricNames.find((name) => name === text);
  return kind === undefined ? null : { kind };
}

function recoveryTo(until: string): Metric | null {
  const [, name = "", latency = ""] = /^(p[\d.]{1,5}) ?<=? ?(.{1,20})$/.exec(until.trim()) ?? [];
  const metric = readMetric(name);
  const limitMs = metric === null ? null : readLimit(metric, latency);
  return metric?.kind !== "percentile" || limitMs === null ? null : { kind: "recovery", q: metric.q, limitMs };
}

/** What a limit of this metric looks like. */
export function limitExample({ kind }: Metric): string {
  if (kind === "recovery") return "a time with its unit, such as 30 s";
  if (kind === "errors" || kind === "delivered") return "a share, such as 0.1 %";
  return kind === "throughput" ? "requests a second, such as 1000/s" : "a time with its unit, such as 500 ms or 2 s";
}

const number = String.raw`(\d{1,9}(?:\.\d{1,6})?)`;
const time = new RegExp(`^${number} ?(ms|s|min)$`);
const share = new RegExp(`^${number} ?%$`);
const rate = new RegExp(`^${number} ?/ ?(s|min|h)$`);
const msOf: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000 };
const secondsOf: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600 };

/** The limit in the metric's unit; null for what is none. */
export function readLimit({ kind }: Metric, text: string): number | null {
  const said = text.trim();
  if (kind === "errors" || kind === "delivered") {
    const percent = share.exec(said)?.[1];
    return percent === undefined || Number(percent) > 100 ? null : Number((Number(percent) / 100).toFixed(9));
  }
  const [, amount, unit = ""] = (kind === "throughput" ? rate : time).exec(said) ?? [];
  if (amount === undefined || Number(amount) === 0) return null;
  if (kind === "throughput") return Number(amount) / (secondsOf[unit] ?? 1);
  const ms = Number(amount) * (msOf[unit] ?? 1);
  return kind === "recovery" ? ms / 1_000 : ms;
}
