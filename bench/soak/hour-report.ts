import type { HeapReading } from "./hour-page.ts";
import type { Timing } from "./hour-read.ts";

/** What an hour's soak found, as text, and where it is too much. */

export const mostBytes = 10_000_000;
export const mostServerMs = 200;
/** After the first reading, which counts as the page's warm-up. */
const mostGrowth = 0.1;

export function timingTable(timings: readonly Timing[]): string {
  const rows = timings.map(({ what, medianMs, mostMs, bytes }) => [
    ...[what, medianMs.toFixed(0), mostMs.toFixed(0), (bytes / 1000).toFixed(0)],
  ]);
  return table(["server's time for", "median ms", "most ms", "answer kB"], rows);
}

export function heapTable(heap: readonly HeapReading[]): string {
  const [first] = heap;
  const rows = heap.map(({ seconds, bytes }) => [
    ...[String(seconds), (bytes / 1e6).toFixed(1), `${((bytes / (first?.bytes ?? bytes) - 1) * 100).toFixed(1)} %`],
  ]);
  return table(["seconds on the page", "heap MB", "more than at first"], rows);
}

/** A sentence when a page holds more than a tenth more than after its warm-up; null when it does not. */
export function tooMuchHeap(heap: readonly HeapReading[]): string | null {
  const [first, ...later] = heap;
  if (first === undefined) return "nothing was measured";
  const most = Math.max(...later.map(({ bytes }) => bytes));
  const growth = most / first.bytes - 1;
  if (growth <= mostGrowth) return null;
  return `the page's heap grew by ${(growth * 100).toFixed(1)} %, and ${mostGrowth * 100} % are allowed`;
}

function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
