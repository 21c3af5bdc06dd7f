import type { CapacityRowView, CapacityTableView, OwnCell } from "./capacity-table.ts";
import { csvCell } from "./csv-report.ts";
import { type Section, section, table } from "./report-blocks.ts";

/** Capacity tables as documents: the same figures as on the page, to the digit. */

const capacityNote =
  "Each row is what its run measured. Nothing between the rows or beyond them was measured, and nothing is worked out.";

const columns = "#Replicas, Label, !Run, !Verdict, Of, #Throughput, #p95, #Users, CPU, Memory, What it says";

/** A capacity table as sections of a document: its rows, what they say, and which run each comes from. */
export function capacitySections(view: CapacityTableView): Section[] {
  if (view.rows.length === 0) return [section(view.name, null, [{ kind: "text", text: "No run is named yet." }])];
  const says = { kind: "text" as const, text: capacityNote };
  return [
    section(view.name, `begun by ${view.addedBy}`, [table(columns, view.rows.map(cellsOf)), says]),
    section("Where the rows come from", null, [table(sourceColumns, view.rows.map(sourceOf))]),
  ];
}

const sourceColumns = "!Run, Name, Scenario, !Environment, Load, Named by";

function sourceOf({ run, addedBy }: CapacityRowView): string[] {
  return [`Run ${run.number}`, run.name, run.scenario, run.environment, run.load, addedBy];
}

function cellsOf(row: CapacityRowView): string[] {
  const { replicas, label, run, of, throughputPerSecond, latencyMsP95, users, cpu, memory, warns } = row;
  return [
    ...[String(replicas), label, `Run ${run.number}`, run.word, of],
    ...[throughputPerSecond.text, latencyMsP95.text, users.text],
    ...[ownText(cpu), ownText(memory), warns ?? ""],
  ];
}

/** "43.2 %", "412 MiB (Memory available)", "35 %, typed by Anna", "not measured" */
export function ownText({ from, by, text }: OwnCell): string {
  if (from === "typed") return `${text}, typed by ${by}`;
  return from === "run" && by !== null && by.includes(" ") ? `${text} (${by})` : text;
}

export const capacityCsvColumns = [
  ...["table", "replicas", "label", "run", "run_name", "verdict", "scenario", "environment", "load", "of"],
  ...["throughput_per_second", "latency_ms_p95", "users", "cpu", "cpu_from", "memory", "memory_from", "added_by"],
] as const;

/** Every table's rows as CSV (RFC 4180): figures exact, empty where nothing was measured. CPU and memory as the run has them: a ratio for
 *  percent, bytes for bytes; `…_from` says what the run calls it, or who typed it. */
export function capacityCsv(tables: readonly CapacityTableView[]): string {
  const rows = tables.flatMap(({ name, rows: all }) => all.map((row) => csvRow(name, row)));
  return [capacityCsvColumns.join(","), ...rows, ""].join("\r\n");
}

function csvRow(name: string, row: CapacityRowView): string {
  const { replicas, label, run, of, throughputPerSecond, latencyMsP95, users, cpu, memory, addedBy } = row;
  const from = ({ from: where, by }: OwnCell) => (where === "typed" ? `typed by ${by}` : by);
  return [
    ...[name, replicas, label, run.number, run.name, run.kind, run.scenario, run.environment, run.load, of],
    ...[throughputPerSecond.value, latencyMsP95.value, users.value],
    ...[cpu.value, from(cpu), memory.value, from(memory), addedBy],
  ]
    .map(csvCell)
    .join(",");
}
