import { valueAtUs } from "#lib/platform/core/histogram.ts";
import type { Totals } from "./fold.ts";
import type { Frame, StepFrame } from "./frame.ts";
import { samplesForPercentile } from "./samples-needed.ts";

/** When the generator itself was too slow to be believed. Judged by lateness first: a busy neighbour holds a generator up whose own CPU
 *  looks idle. A request is late when the pacer let it go more than this after it was due. */
export const latenessLimitMs = 10;
/** Of a second's requests, the share that may be late. */
const lateShareLimit = 0.01;
/** So few late requests are a stutter, no standing of the generator: at 50 a second a single one is 2 %. */
const leastLate = 5;
/** A single stutter does not spoil a run: up to this share of its seconds may be saturated. */
const saturatedShareLimit = 0.05;

/** A second in which the generator measured itself: five requests or more and over 1 % of them released late. A closed run has no due
 *  times; there a thread whose loop stood still (p99 of its delay over 10 ms while it was busy more than 85 % of the time) tells.
 *  In either, a single connection for which it had no port or open file does: it was at its limit. */
export function isSaturated({ lateness, late, planned, loopUtilisation, loopDelayMsP99, steps }: Frame): boolean {
  if (steps.some(({ failed }) => ownFailures(failed) > 0)) return true;
  if (lateness.n > 0 || late > 0) return late >= leastLate && late / Math.max(1, planned) > lateShareLimit;
  return loopUtilisation > 0.85 && loopDelayMsP99 > latenessLimitMs;
}

/** Requests that failed by a limit of the generator's own. */
export function ownFailures(failed: StepFrame["failed"]): number {
  return failed["generator limit"] ?? 0;
}

/** The same of a whole run, set-up steps included. */
export function ownFailuresOf({ steps }: Totals): number {
  return steps.reduce((sum, { failedByKind }) => sum + ownFailures(failedByKind), 0);
}

/** Whether the run as a whole cannot tell the target's slowness from the generator's: more than 5 % of its seconds saturated or missing,
 *  lateness p99 over the limit, from as many requests on as a p99 needs, or any request that failed by the generator's own limit. */
export function runIsSaturated(totals: Totals): boolean {
  const seconds = totals.seconds + totals.missingSeconds;
  if (seconds === 0) return false;
  if (ownFailuresOf(totals) > 0) return true;
  if ((totals.saturatedSeconds + totals.missingSeconds) / seconds > saturatedShareLimit) return true;
  const { lateness } = totals;
  return lateness.n >= samplesForPercentile(0.99) && valueAtUs(lateness, 0.99) > latenessLimitMs * 1000;
}
