import { findProgram } from "./children.ts";
import { allowedCores } from "./machine.ts";

/** Which core the target and the generators run on; null: wherever the kernel likes. */
export type Cores = { target: number | null; generator: number | null };

/** The target on the first core that may be used, generators on the last; nothing is pinned with one core or without taskset. */
export function pinning(): Cores {
  const cores = allowedCores();
  const [first] = cores;
  const last = cores.at(-1);
  if (findProgram("taskset") === null || first === undefined || last === undefined || first === last)
    return { target: null, generator: null };
  return { target: first, generator: last };
}
