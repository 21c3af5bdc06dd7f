import { type Quantiles, quantilesOf } from "./quantiles.ts";

/** What an open plan must see when the target stands still once: by arithmetic from the plan alone. */

export type StallPlan = {
  perSecond: number;
  seconds: number;
  /** From the first request on. */
  stall: { fromMs: number; ms: number };
  /** What the target takes otherwise, and for one request of so many (evenly) it takes longer. */
  ms: number;
  slowMs: number;
  slowEvery: number;
};

/** Latency from the moment each request was due. What is due, or due to be answered, while the target stands still waits for its end; what had
 *  not been read by then takes its usual time from there on. */
export function stallTheory({ perSecond, seconds, stall, ms, slowMs, slowEvery }: StallPlan): Quantiles {
  const end = stall.fromMs + stall.ms;
  const latencies = Array.from({ length: perSecond * seconds }, (_, nth) => {
    const due = (nth / perSecond) * 1_000;
    const takes = nth % slowEvery === slowEvery - 1 ? slowMs : ms;
    const readAt = due >= stall.fromMs && due < end ? end : due;
    const ready = readAt + takes;
    const answered = ready >= stall.fromMs && ready < end ? end : ready;
    return answered - due;
  });
  return quantilesOf(latencies);
}
