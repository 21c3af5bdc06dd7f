import { readFileSync } from "node:fs";
import { aligned } from "./table.ts";

/** What a `.cpuprofile` says at a glance: in which functions the thread itself was, when it was not idle. */

type Node = { id: number; callFrame: { functionName: string; url: string; lineNumber: number } };
export type CpuProfile = { nodes: Node[]; samples: number[]; timeDeltas: number[] };

const mostRows = 12;

/** A Markdown table, the longest first; shares are of the time that was not idle. */
export function profileTable({ nodes, samples, timeDeltas }: CpuProfile): string {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  samples.forEach((id, at) => {
    const name = names.get(id) ?? "?";
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[at] ?? 0));
  });
  const idle = times.get("(idle)") ?? 0;
  times.delete("(idle)");
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  const rows = [...times].sort(([, a], [, b]) => b - a).slice(0, mostRows);
  const percent = (part: number, of: number) => `${((part / Math.max(1, of)) * 100).toFixed(1)} %`;
  const cells = rows.map(([name, time]) => [name, percent(time, busy)]);
  return aligned([[`function (the thread was idle ${percent(idle, busy + idle)})`, "of the rest"], ...cells]);
}

function nameOf({ functionName, url, lineNumber }: Node["callFrame"]): string {
  const name = functionName === "" ? "(anonymous)" : functionName;
  const file = url.split("/").at(-1) ?? "";
  return file === "" ? name : `${name}, ${file}:${lineNumber + 1}`;
}

/** The same of a file. */
export function profileTableOf(file: string): string {
  return profileTable(JSON.parse(readFileSync(file, "utf8")));
}
