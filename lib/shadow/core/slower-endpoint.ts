import type { LatencyView } from "./shadow-view.ts";

/** So many exchanges say where a 95th percentile is. */
const fewest = 20;

/** Whether the new system is plainly slower on the same requests: half of its answers take longer than 95 % of legacy's. */
export function isSlower({ n, legacyMs, candidateMs }: Pick<LatencyView, "n" | "legacyMs" | "candidateMs">): boolean {
  return n >= fewest && candidateMs.p50 > legacyMs.p95;
}
