import { readdirSync, readFileSync } from "node:fs";

/** CPU time of a process with all its descendants, from /proc: the same method for every generator, whatever it is written in. */

/** Processor time in ticks, those of children that have ended included. */
export type ProcessStat = { pid: number; parent: number; user: number; system: number };
export type CpuTime = { user: number; system: number };

/** Linux counts processor time for user space in hundredths of a second on every architecture. */
const ticksASecond = 100;

/** One line of /proc/<pid>/stat; null when the line is not one. */
export function parseStat(line: string): ProcessStat | null {
  // The name stands in brackets and may itself hold brackets and spaces.
  const open = line.indexOf(" (");
  const close = line.lastIndexOf(") ");
  if (open < 0 || close < open) return null;
  const fields = line
    .slice(close + 2)
    .split(" ")
    .map(Number);
  const [, parent] = fields;
  const [user = Number.NaN, system = Number.NaN, ofChildren = 0, systemOfChildren = 0] = fields.slice(11, 15);
  const pid = Number(line.slice(0, open));
  if (parent === undefined || Number.isNaN(pid + parent + user + system)) return null;
  return { pid, parent, user: user + ofChildren, system: system + systemOfChildren };
}

/** Ticks of `root` and all below it; null when `root` is not among them. */
export function ticksOfTree(stats: readonly ProcessStat[], root: number): CpuTime | null {
  if (!stats.some(({ pid }) => pid === root)) return null;
  const inTree = new Set([root]);
  // A child may stand before its parent in the list: go on until nothing is added.
  for (let before = 0; before !== inTree.size; ) {
    before = inTree.size;
    for (const { pid, parent } of stats) if (inTree.has(parent)) inTree.add(pid);
  }
  const sum = { user: 0, system: 0 };
  for (const { pid, user, system } of stats) {
    if (!inTree.has(pid)) continue;
    sum.user += user;
    sum.system += system;
  }
  return sum;
}

/** CPU-seconds that a living process and its descendants have used so far. Throws when it has ended, and where there is no /proc. */
export function cpuSecondsOf(pid: number): CpuTime {
  const ticks = ticksOfTree(readStats(), pid);
  if (ticks === null) throw new Error("the generator ended before it was measured");
  return { user: ticks.user / ticksASecond, system: ticks.system / ticksASecond };
}

function readStats(): ProcessStat[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const stat = parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
      return stat === null ? [] : [stat];
    } catch {
      return []; // ended in the meantime
    }
  });
}
