import { readFileSync } from "node:fs";
import { cpuSecondsOf } from "./cpu-time.ts";
import { pause } from "./wait.ts";

/** What a process holds and uses over a while. */
export type Usage = {
  /** Resident memory in MiB: the median and the highest of what was seen. */
  rssMiB: number;
  highestMiB: number;
  /** CPU with all descendants, 1 = one core busy. */
  cpuCores: number;
};

const lookEveryMs = 200;

/** Resident memory of one process in MiB, as the kernel counts it. Throws when it has ended. */
export function rssMiBOf(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kib === undefined) throw new Error("the process ended before it was measured");
  return Number(kib) / 1_024;
}

/** Watches a living process for `seconds`. */
export async function usageOf(pid: number, seconds: number): Promise<Usage> {
  const before = cpuSecondsOf(pid);
  const from = performance.now();
  const seen: number[] = [];
  while (performance.now() - from < seconds * 1_000) {
    seen.push(rssMiBOf(pid));
    await pause(lookEveryMs);
  }
  const after = cpuSecondsOf(pid);
  const passed = (performance.now() - from) / 1_000;
  const cpuCores = (after.user + after.system - before.user - before.system) / passed;
  seen.sort((a, b) => a - b);
  return { rssMiB: seen[Math.floor(seen.length / 2)] ?? 0, highestMiB: seen.at(-1) ?? 0, cpuCores };
}
