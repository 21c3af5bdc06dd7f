import { upperBound } from "#lib/platform/core/binomial.ts";
import type { Criterion } from "./criterion.ts";

/** How much evidence a criterion needs before it can be judged. */

/** Mean, max and throughput are judged from so many samples and seconds on. */
export const samplesForPlainFigures = 100;
export const secondsForPlainFigures = 60;

/** Least n at which the chance that no sample lies beyond the true percentile is at most 1 %: ln 0.01 / ln q. */
export function samplesForPercentile(q: number): number {
  return Math.ceil(Math.log(0.01) / Math.log(q) - 1e-9);
}

/** Least n at which `failed` failures still have an upper bound within `limit`; Infinity for a limit of 0, which no n can show. */
export function samplesForErrors(limit: number, failed: number): number {
  if (limit <= 0) return Number.POSITIVE_INFINITY;
  if (limit >= 1) return 1;
  let high = Math.max(1, failed);
  while (upperBound(failed, high) > limit) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (upperBound(failed, middle) > limit) low = middle;
    else high = middle;
  }
  return high;
}

/** The most failures with which n requests still pass; -1 when not even none do. */
export function failuresBorne(limit: number, n: number): number {
  let low = -1;
  let high = Math.max(1, Math.ceil(n * limit) + 1);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (upperBound(middle, n) <= limit) low = middle;
    else high = middle;
  }
  return low;
}

/** Samples needed for a criterion. `beyond` counts where a bound decides: failures so far for errors, samples over the limit for a
 *  percentile, whose bound on the share over it must be within 1 − q. Infinity where no number is enough. */
export function samplesNeeded({ metric, limit, judge }: Criterion, beyond: number): number {
  if (metric.kind === "percentile")
    return judge === "bound" ? samplesForErrors(1 - metric.q, beyond) : samplesForPercentile(metric.q);
  if (metric.kind === "errors") return judge === "bound" ? samplesForErrors(limit, beyond) : 1;
  return metric.kind === "delivered" || metric.kind === "recovery" ? 1 : samplesForPlainFigures;
}
