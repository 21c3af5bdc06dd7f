import { type Quantiles, quantilesOf } from "./quantiles.ts";

/** How late requests came, against an even plan of `perSecond` whose zero is put where the request that came earliest of all is on time: so a
 *  generator that starts late is not blamed for it, and none can look better than it is. Times in ms, in any order. */
export function arrivalErrors(arrivedMs: readonly number[], perSecond: number): Quantiles {
  const sorted = Float64Array.from(arrivedMs).sort();
  const errors = Array.from(sorted, (at, nth) => at - (nth / perSecond) * 1_000);
  const zero = errors.reduce((least, error) => Math.min(least, error), Number.POSITIVE_INFINITY);
  return quantilesOf(errors.map((error) => error - zero));
}
