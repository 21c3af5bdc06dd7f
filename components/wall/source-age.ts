/** How long a figure's source may be silent before the figure is not live any more. Times are ms since 1970. */

const leastMs = 5_000;
const graceMs = 1_500;

/** How often a source speaks: a run each second, a rollout's looks and the reading of its switch by the keeper. */
export const intervalMsOf = { run: 1_000, vitals: 5_000, switch: 4_000 } as const;

/** The age of a silent source; null while it is live, and where it never spoke: then there is no figure to mark. */
export function silentForMs(saidAt: number | null, now: number, intervalMs: number): number | null {
  if (saidAt === null) return null;
  const age = now - saidAt;
  return age > Math.max(leastMs, 2 * intervalMs) + graceMs ? age : null;
}
