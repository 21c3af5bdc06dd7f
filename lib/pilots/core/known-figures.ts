import type { Exposition, Sample } from "./exposition.ts";
import type { ChosenFigure } from "./system-metrics.ts";

/** What an address shows of itself, for whoever chooses figures from it. */

export type FoundMetric = {
  name: string;
  type: string;
  help: string;
  /** How many series have this name, and the labels that they have. */
  series: number;
  labels: readonly string[];
  /** Of the only series; null when there are several. */
  value: number | null;
};

export type OfferedFigure = Omit<ChosenFigure, "address">;

/** More names than this are not listed. */
export const mostListed = 1_000;

/** The metrics of an exposition by name, at most `mostListed`; `value` where a name has one series. */
export function foundMetrics({ samples, types, helps }: Exposition): FoundMetric[] {
  const byName = new Map<string, Sample[]>();
  for (const sample of samples) {
    const same = byName.get(sample.name);
    if (same !== undefined) same.push(sample);
    else if (byName.size < mostListed) byName.set(sample.name, [sample]);
  }
  return [...byName].map(([name, same]) => ({
    name,
    type: types.get(name) ?? types.get(name.replace(/_(bucket|sum|count|total)$/, "")) ?? "untyped",
    help: (helps.get(name) ?? helps.get(name.replace(/_(bucket|sum|count|total)$/, "")) ?? "").slice(0, 300),
    series: same.length,
    labels: [...new Set(same.flatMap(({ labels }) => [...labels.keys()]))].slice(0, 20),
    value: same.length === 1 && Number.isFinite(same[0]?.value) ? (same[0]?.value ?? null) : null,
  }));
}

const asIs = { way: "value", fold: "sum" } as const;

/** By the names that node_exporter, postgres_exporter, redis_exporter and nginx's exporter give, and the practice plant. */
const known: readonly OfferedFigure[] = [
  { label: "CPU", metric: 'node_cpu_seconds_total{mode="idle"}', way: "busy", fold: "mean", unit: "percent" },
  { label: "Memory available", metric: "node_memory_MemAvailable_bytes", ...asIs, unit: "bytes" },
  { label: "Load, 1 min", metric: "node_load1", ...asIs, unit: "count" },
  { label: "TCP connections", metric: "node_netstat_Tcp_CurrEstab", ...asIs, unit: "count" },
  { label: "Database connections", metric: "pg_stat_database_numbackends", ...asIs, unit: "count" },
  { label: "Commits", metric: "pg_stat_database_xact_commit", way: "rate", fold: "sum", unit: "count" },
  { label: "Redis clients", metric: "redis_connected_clients", ...asIs, unit: "count" },
  { label: "Redis memory", metric: "redis_memory_used_bytes", ...asIs, unit: "bytes" },
  { label: "nginx connections", metric: "nginx_connections_active", ...asIs, unit: "count" },
  { label: "Connections", metric: "plant_connections", ...asIs, unit: "count" },
];

/** What every program with a usual client library shows of its own process. */
const ofProcess: readonly OfferedFigure[] = [
  { label: "CPU", metric: "process_cpu_seconds_total", way: "rate", fold: "sum", unit: "percent" },
  { label: "Memory", metric: "process_resident_memory_bytes", ...asIs, unit: "bytes" },
  { label: "Open files", metric: "process_open_fds", ...asIs, unit: "count" },
];

/** Which figures are usual for what stands there. An exporter's own process says nothing about the target, so it is not offered. */
export function offeredFigures({ samples }: Pick<Exposition, "samples">): OfferedFigure[] {
  const names = new Set(samples.map(({ name }) => name));
  const isExporter = [...names].some(
    (name) => /^(node|pg|redis|nginx)_/.test(name) || name.endsWith("_exporter_build_info"),
  );
  const usual = isExporter ? known : [...ofProcess, ...known];
  return usual.filter(({ metric }) => names.has(metric.replace(/\{.*$/, "")));
}

/** A first guess at how a metric is read, by its type and the ending of its name (prometheus.io/docs/practices/naming). */
export function guessedFigure({ name, type }: Pick<FoundMetric, "name" | "type">): OfferedFigure {
  const way = type === "counter" || name.endsWith("_total") ? "rate" : "value";
  const unit = /_bytes(_total)?$/.test(name) ? "bytes" : name.endsWith("_ratio") ? "percent" : "count";
  return { label: name.replaceAll("_", " ").slice(0, 40), metric: name, way, fold: "sum", unit };
}

/** The practice plant's, which come with its systems. */
export const practiceFigures: readonly OfferedFigure[] = [...ofProcess.slice(0, 2), ...known.slice(-1)];
