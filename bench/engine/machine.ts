import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";

/** What a reader needs to know of the machine: nothing that names it. */
export type Machine = {
  cores: number;
  cpu: string;
  node: string;
  kernel: string;
  loadAverage: number;
  autocannon: string;
};

export function machine(): Machine {
  return {
    cores: os.availableParallelism(),
    cpu: os.cpus()[0]?.model ?? "unknown",
    node: process.version,
    kernel: `${os.type()} ${os.release()}`,
    loadAverage: os.loadavg()[0] ?? 0,
    autocannon: createRequire(import.meta.url)("autocannon/package.json").version,
  };
}

/** The cores that this process may use, such as [0, 1, 2, 5]; empty where the kernel does not say. */
export function allowedCores(): number[] {
  try {
    return parseCores(/^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "");
  } catch {
    return [];
  }
}

/** `0-2,5` is [0, 1, 2, 5]. */
export function parseCores(list: string): number[] {
  return list.split(",").flatMap((part) => {
    const [from, to] = part.split("-").map(Number);
    if (part === "" || from === undefined || Number.isNaN(from)) return [];
    return Array.from({ length: (to ?? from) - from + 1 }, (_, index) => from + index);
  });
}
