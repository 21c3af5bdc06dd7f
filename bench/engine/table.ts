import type { AimResult, Row, Spread } from "./report.ts";

/** Figures as text, in Markdown, so that they can be read in a terminal and pasted into a file. */

const columns = [
  "generator",
  "requests/s",
  "CPU-seconds",
  "µs user + system",
  "requests per CPU-second",
  "× autocannon",
  "× wrk",
];

/** A Markdown table whose columns stand under one another. */
export function tableOf(rows: readonly Row[]): string {
  return aligned([columns, ...rows.map(cellsOf)]);
}

function cellsOf(row: Row): string[] {
  return [
    row.name,
    whole(row.requestsPerSecond),
    row.cpuSeconds.toFixed(2),
    `${row.userUs.toFixed(1)} + ${row.systemUs.toFixed(1)}`,
    shown(row.requestsPerCpuSecond, whole),
    row.toAutocannon === null ? "–" : shown(row.toAutocannon, ratio),
    row.toWrk === null ? "–" : shown(row.toWrk, ratio),
  ];
}

/** The first line is the head; columns beyond the first stand to the right. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) => `| ${line.map((cell, column) => padded(cell, { column, widths })).join(" | ")} |`);
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [text[0], rule, ...text.slice(1)].join("\n");
}

function padded(cell: string, { column, widths }: { column: number; widths: readonly number[] }): string {
  const width = widths[column] ?? 0;
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** One aim a line: what it is, what was measured, and whether it is met. */
export function aimLines(results: readonly AimResult[]): string {
  return results
    .map(
      ({ sentence, ratio: found, result }) =>
        `${result}: ${sentence}${found === null ? "" : `: ${shown(found, ratio)}`}`,
    )
    .join("\n");
}

function shown({ median, lowest, highest }: Spread, show: (value: number) => string): string {
  return `${show(median)} (${show(lowest)}–${show(highest)})`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function ratio(value: number): string {
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
