/** How long the plant thinks before it answers: lognormal around a median, cut so that a healthy plant is never slow. */

/** `floor`: everything behind the form log-in. */
export type RouteName = "login" | "lots" | "qc-decisions" | "traceability" | "floor" | "health" | "metrics" | "other";

const medianMs: Record<"legacy" | "new", Record<RouteName, number>> = {
  legacy: { login: 40, lots: 28, "qc-decisions": 24, traceability: 34, floor: 30, health: 6, metrics: 2, other: 2 },
  new: { login: 18, lots: 12, "qc-decisions": 10, traceability: 14, floor: 13, health: 3, metrics: 2, other: 2 },
};
const spread = 0.35;
/** About 1 in 200 answers takes longer: a garbage collection, a lock. */
const slowShare = 0.005;
const slowMs = 60;
const longestMs = 200;

export function delayMs(system: "legacy" | "new", route: RouteName, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const usual = medianMs[system][route] * Math.exp(spread * normal);
  return Math.min(longestMs, random() < slowShare ? usual + slowMs * random() : usual);
}
