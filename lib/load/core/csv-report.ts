import type { ChartPoint } from "./chart-point.ts";
import type { RunNote } from "./run-view.ts";

/** A run's seconds as CSV (RFC 4180, UTF-8): one row each, exact figures, empty where nothing was measured. Times are UTC. */
type Seconds = { startedAt: string | null; points: readonly ChartPoint[]; notes: readonly RunNote[] };
type Cell = string | number | boolean | null;

export const csvColumns = [
  "second",
  "time",
  "planned",
  "sent",
  "ended",
  "dropped",
  "failed",
  "failed_by_kind",
  "users",
  "latency_ms_p50",
  "latency_ms_p95",
  "latency_ms_p99",
  "p99_is_max",
  "window_seconds",
  "window_n",
  "saturated",
  "generator_cpu_cores",
  "generator_steal_ratio",
  "notes",
] as const;

export function csvReport({ startedAt, points, notes }: Seconds): string {
  const start = startedAt === null ? null : Date.parse(startedAt);
  const rows = points.map((point) => {
    const time = start === null ? null : new Date(start + point.second * 1000).toISOString();
    const noted = notes
      .filter(({ second }) => second === point.second)
      .map(({ text, writtenBy }) => `${writtenBy}: ${text}`);
    return rowOf(point, time, noted.join("; "));
  });
  return [csvColumns.join(","), ...rows, ""].join("\r\n");
}

function rowOf(point: ChartPoint, time: string | null, noted: string): string {
  const kinds = Object.entries(point.failedByKind).map(([kind, times]) => `${kind}: ${times}`);
  const cells: Cell[] = [
    ...[point.second, time, point.planned, point.sent, point.ended, point.dropped, point.failed, kinds.join("; ")],
    ...[point.users, point.latencyMsP50, point.latencyMsP95, point.latencyMsP99, point.p99IsMax],
    ...[point.windowSeconds, point.n, point.saturated, point.cpuCores, point.stealRatio, noted],
  ];
  return cells.map(csvCell).join(",");
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it; figures stay figures. */
export function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[\s\p{Cf}]*[=+\-@|%]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
