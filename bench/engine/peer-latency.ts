import type { Quantiles } from "./quantiles.ts";

/** What peers say of latencies, in ms. Each throws when the output is not that peer's, or lacks a figure. */

const inMs: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000, m: 60_000 };

/** wrk's text with `--latency`. It prints no p95: NaN. */
export function readWrkLatency(output: string): Quantiles {
  const time = (pattern: RegExp) => {
    const [, value, unit = ""] = pattern.exec(output) ?? [];
    const factor = inMs[unit];
    if (value === undefined || factor === undefined) throw new Error("wrk printed no latencies");
    return Number(value) * factor;
  };
  return {
    p50: time(/^\s+50%\s+([\d.]+)([a-z]+)\s*$/m),
    p95: Number.NaN,
    p99: time(/^\s+99%\s+([\d.]+)([a-z]+)\s*$/m),
    max: time(/^\s+Latency\s+\S+\s+\S+\s+([\d.]+)([a-z]+)\s/m),
  };
}

/** hey's text. */
export function readHeyLatency(output: string): Quantiles {
  const seconds = (pattern: RegExp) => {
    const value = pattern.exec(output)?.[1];
    if (value === undefined) throw new Error("hey printed no latencies");
    return Number(value) * 1_000;
  };
  return {
    p50: seconds(/50%+ in ([\d.]+) secs/),
    p95: seconds(/95%+ in ([\d.]+) secs/),
    p99: seconds(/99%+ in ([\d.]+) secs/),
    max: seconds(/Slowest:\s+([\d.]+) secs/),
  };
}

/** What peers/k6-summary.js prints. */
export function readK6Latency(output: string): Quantiles {
  const { latencyMs } = JSON.parse(output);
  if (latencyMs === undefined) throw new Error("k6 printed no latencies");
  return latencyMs;
}
