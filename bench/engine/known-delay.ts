import type { Random } from "../../lib/load/core/random.ts";

/** Delays whose distribution is known, in milliseconds. */
export type Delay =
  | { kind: "none" }
  | { kind: "fixed"; ms: number }
  | { kind: "two"; ms: number; slowMs: number; slowShare: number }
  | { kind: "lognormal"; medianMs: number; sigma: number; leastMs?: number };

/** The next delay. A lognormal one takes two numbers of the chance, the others one or none. */
export function drawDelay(delay: Delay, random: Random): number {
  switch (delay.kind) {
    case "none":
      return 0;
    case "fixed":
      return delay.ms;
    case "two":
      return random() < delay.slowShare ? delay.slowMs : delay.ms;
    case "lognormal":
      return Math.max(delay.leastMs ?? 0, delay.medianMs * Math.exp(delay.sigma * normal(random)));
  }
}

/** Standard normal. Box and Muller, A note on the generation of random normal deviates, 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
