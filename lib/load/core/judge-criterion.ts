import { lowerBound, upperBound } from "./binomial.ts";
import type { Criterion } from "./criterion.ts";
import type { Counts, Totals } from "./fold.ts";
import { unfinishedOf } from "./fold.ts";
import { valueAtUs } from "./histogram.ts";
import type { RunPlan } from "./run.ts";
import { samplesForPlainFigures, samplesNeeded, secondsForPlainFigures } from "./samples-needed.ts";
import { runIsSaturated } from "./saturation.ts";
import { besideLimit, count, criterionName, inUnit, percent } from "./say.ts";
import { stepsOf } from "./scenario.ts";
import { drivenSeconds } from "./summarise.ts";
import type { CriterionReason, Judged, VerdictKind } from "./verdict.ts";

/** One criterion against totals. `index` is its place in the objectives, where samples over its limit are counted. */
export function judgeCriterion(criterion: Criterion, index: number, { plan, totals }: Evidence): Judged {
  if (criterion.metric.kind === "delivered") return judgeDelivered(criterion, { plan, totals });
  const counts = countsOf(criterion, { plan, totals });
  if (counts === null || counts.n === 0) return inconclusive(criterion, "no-data", counts ?? noCounts);
  const seconds = drivenSeconds(plan, totals);
  const measured = measure(criterion, counts, seconds);
  const missing = Math.max(0, samplesNeeded(criterion, counts.failed) - counts.n);
  const decided = decide(criterion, { counts, measured, over: counts.over[index] ?? 0, seconds });
  const voided = voidBySaturation(decided, criterion, totals);
  return {
    criterion,
    measured,
    n: counts.n,
    missing,
    ...voided,
    sentence: say(criterion, voided, { measured, counts, missing }),
  };
}

export type Evidence = { plan: RunPlan; totals: Totals };
type Decision = { kind: VerdictKind; reason: CriterionReason | null };
const noCounts = { n: 0, failed: 0 };
const passed: Decision = { kind: "pass", reason: null };
const breached: Decision = { kind: "fail", reason: "limit-breached" };
const tooFew: Decision = { kind: "inconclusive", reason: "too-few-samples" };
const between: Decision = { kind: "inconclusive", reason: "between-bounds" };

function countsOf({ scope }: Criterion, { plan, totals }: Evidence): Counts | null {
  if (scope.kind === "all") return totals.all;
  const index = stepsOf(plan.scenario).findIndex((step, at) => at >= totals.firstOfMix && step.name === scope.step);
  return totals.steps[index] ?? null;
}

/** ms, ratio or requests a second; the histogram's midpoint for a percentile. */
function measure({ metric }: Criterion, counts: Counts, seconds: number): number {
  switch (metric.kind) {
    case "percentile":
      return valueAtUs(counts.latency, metric.q) / 1000;
    case "mean":
      return counts.latencySumMs / counts.n;
    case "max":
      return counts.latencyMaxMs;
    case "throughput":
      return counts.n / Math.max(1, seconds);
    default:
      return counts.failed / counts.n;
  }
}

type Seen = { counts: Counts; measured: number; over: number; seconds: number };

function decide(criterion: Criterion, seen: Seen): Decision {
  const { metric, limit } = criterion;
  if (metric.kind === "errors") return decideErrors(criterion, seen.counts);
  if (metric.kind === "percentile") return decidePercentile(criterion, metric.q, seen);
  if (seen.counts.n < samplesForPlainFigures || seen.seconds < secondsForPlainFigures) return tooFew;
  if (metric.kind === "throughput") return seen.measured >= limit ? passed : breached;
  return seen.measured <= limit ? passed : breached;
}

/** By the exact count of samples over the limit: the sample at rank ⌈q·n⌉ is within it if at most n − ⌈q·n⌉ samples are over. */
function decidePercentile(criterion: Criterion, q: number, { counts, over }: Seen): Decision {
  if (criterion.judge === "bound") return decideByBounds(over, counts.n, 1 - q);
  if (counts.n < samplesNeeded(criterion, 0)) return tooFew;
  return over <= counts.n - Math.ceil(q * counts.n - 1e-9) ? passed : breached;
}

function decideErrors({ limit, judge }: Criterion, { failed, n }: Counts): Decision {
  if (judge === "measured") return failed / n <= limit ? passed : breached;
  return decideByBounds(failed, n, limit);
}

function decideByBounds(k: number, n: number, limit: number): Decision {
  if (upperBound(k, n) <= limit) return passed;
  if (lowerBound(k, n) > limit) return breached;
  return k / n > limit ? between : tooFew;
}

/** A saturated generator measured itself: what it took for the target's slowness is not. Failed requests stay failed. */
function voidBySaturation(decided: Decision, { metric }: Criterion, totals: Totals): Decision {
  const byTime =
    metric.kind === "percentile" || metric.kind === "mean" || metric.kind === "max" || metric.kind === "throughput";
  if (decided.kind !== "fail" || !byTime || !runIsSaturated(totals)) return decided;
  return { kind: "inconclusive", reason: "generator-saturated" };
}

type Said = { measured: number; counts: { n: number; failed: number }; missing: number };

function say(criterion: Criterion, { kind, reason }: Decision, { measured, counts, missing }: Said): string {
  const name = criterionName(criterion);
  const value = `${name} ${besideLimit(criterion, measured)}`;
  const limit = inUnit(criterion.metric, criterion.limit);
  const atLeast = criterion.metric.kind === "throughput";
  if (kind === "pass") return `${value} is within the limit of ${limit}${plainRule(criterion)}.`;
  if (kind === "fail") return `${value} is ${atLeast ? "under" : "over"} the limit of ${limit}${plainRule(criterion)}.`;
  if (reason === "generator-saturated")
    return `${value} breaks the limit of ${limit}, but the generator was saturated: the figure is not the target's.`;
  if (criterion.metric.kind === "errors") return sayErrors(criterion, counts);
  if (reason === "between-bounds")
    return `${value}: too close to the limit of ${limit} to be told apart with ${count(counts.n)} samples.`;
  if (missing > 0)
    return `${name}: ${count(counts.n)} of ${count(counts.n + missing)} samples; the tail may be missing.`;
  return `${name} is judged from ${count(samplesForPlainFigures)} samples and ${secondsForPlainFigures} s on.`;
}

function plainRule({ metric, judge }: Criterion): string {
  return metric.kind === "errors" && judge === "measured" ? " by the plain measured ratio" : "";
}

function sayErrors(criterion: Criterion, { n, failed }: { n: number; failed: number }): string {
  const needed = samplesNeeded(criterion, failed);
  const limit = percent(criterion.limit);
  if (!Number.isFinite(needed))
    return `No number of requests can show an error ratio of 0 with 95 % confidence; choose the plain measured ratio or a limit above 0.`;
  return `${criterionName(criterion)}: with ${count(failed)} failed, ${count(needed)} requests are needed to show ${limit} with 95 % confidence; there are ${count(n)}.`;
}

function inconclusive(criterion: Criterion, reason: CriterionReason, { n }: { n: number }): Judged {
  const sentence = `${criterionName(criterion)}: nothing was measured.`;
  const missing = samplesNeeded(criterion, 0);
  return { criterion, kind: "inconclusive", reason, sentence, measured: null, n, missing };
}

/** Open model: requests that ended of those that were due. Closed model: user-time that was spent as planned. */
function judgeDelivered(criterion: Criterion, { plan, totals }: Evidence): Judged {
  const open = plan.profile.model === "open";
  const delivered = open ? totals.ended : totals.userMsActive / 1000;
  const planned = open ? plannedUpToNow(totals) : totals.userMsPlanned / 1000;
  const n = Math.round(planned);
  if (planned <= 0) return inconclusive(criterion, "no-data", { n: 0 });
  const measured = Math.min(1, delivered / planned);
  const decision = measured >= criterion.limit ? passed : shortfall(totals);
  const what = open
    ? `${count(delivered)} of ${count(planned)} requests`
    : `${count(delivered)} of ${count(planned)} user-seconds`;
  const sentence = `Delivered ${besideLimit(criterion, measured)} of the plan (${what}); at least ${percent(criterion.limit)} is needed${because(decision)}.`;
  return { criterion, measured, n, missing: 0, ...decision, sentence };
}

/** While a run goes on, what is still on its way is not yet owed. */
function plannedUpToNow(totals: Totals): number {
  return totals.ended + totals.dropped + unfinishedOf(totals) + notReleased(totals);
}

/** Due, but the pacer never let it go. */
function notReleased(totals: Totals): number {
  const accounted = totals.ended + totals.dropped + unfinishedOf(totals) + totals.inFlight + totals.waiting;
  return Math.max(0, totals.planned - accounted);
}

function shortfall(totals: Totals): Decision {
  if (runIsSaturated(totals)) return { kind: "inconclusive", reason: "not-delivered-by-generator" };
  return { kind: "fail", reason: "not-delivered-by-target" };
}

function because({ reason }: Decision): string {
  if (reason === "not-delivered-by-target") return "; the generator was on time, the target was not";
  if (reason === "not-delivered-by-generator") return "; the generator itself was late";
  return "";
}
