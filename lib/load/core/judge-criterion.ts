import { lowerBound, upperBound } from "#lib/platform/core/binomial.ts";
import { valueAtUs } from "#lib/platform/core/histogram.ts";
import type { Criterion } from "./criterion.ts";
import { stepsWithin } from "./criterion-scope.ts";
import { deliveryOf, deliveryUnit, leastDeliveredShare } from "./delivery.ts";
import { type Counts, sumOf, type Totals } from "./fold.ts";
import type { RunPlan } from "./run.ts";
import { samplesForPlainFigures, samplesNeeded, secondsForPlainFigures } from "./samples-needed.ts";
import { ownFailures, runIsSaturated } from "./saturation.ts";
import { isAtLeast } from "./say.ts";
import { sayCriterion, sayDelivered, sayEachSecond, sayNoData, sayRecovery, sayWarning } from "./say-criterion.ts";
import { beyondShareLimit, secondsToJudge } from "./second-limits.ts";
import { drivenSeconds } from "./summarise.ts";
import type { CriterionReason, Judged, VerdictKind } from "./verdict.ts";

/** One criterion against totals. `index` is its place in the objectives, where samples over its limit are counted. */
export function judgeCriterion(criterion: Criterion, index: number, { plan, totals }: Evidence): Judged {
  if (criterion.metric.kind === "delivered") return judgeDelivered(criterion, { plan, totals });
  if (criterion.metric.kind === "recovery") return judgeRecovery(criterion, index, { plan, totals });
  if (criterion.per === "second") return judgeEachSecond(criterion, index, { plan, totals });
  const counts = countsOf(criterion, { plan, totals });
  if (counts === null || counts.n === 0) return withoutData(criterion, sayNoData(criterion, plan));
  const { n } = counts;
  const seen = { counts, over: counts.over[index] ?? 0, seconds: drivenSeconds(plan, totals) };
  const measured = measure(criterion, seen);
  const decision = voidBySaturation(decide(criterion, seen, measured), { criterion, seen }, totals);
  const missing = decision.reason === "generator-saturated" ? 0 : missingFor(criterion, decision, seen);
  const said = sayCriterion(criterion, decision, { ...seen, n, failed: counts.failed, measured, missing });
  return warned({ criterion, measured, n, missing, ...decision, sentence: said }, measured);
}

/** With a warning, where it holds beyond the limit of one. */
function warned(judged: Judged, measured: number): Judged {
  const { criterion, kind, sentence } = judged;
  const isWarning = kind === "pass" && isWarned(criterion, measured);
  return { ...judged, isWarning, sentence: isWarning ? `${sentence} ${sayWarning(criterion)}` : sentence };
}

function isWarned({ metric, warn = null }: Criterion, measured: number): boolean {
  return warn !== null && (isAtLeast(metric) ? measured < warn : measured > warn);
}

/** Seconds from the end of the spike to the first of five good ones. While the time is not over, nobody knows. */
function judgeRecovery(criterion: Criterion, index: number, { plan, totals }: Evidence): Judged {
  const tally = totals.recoveries.find((one) => one.criterion === index);
  if (tally === undefined || tally.from === null || tally.lastSecond < tally.from)
    return withoutData(criterion, sayNoData(criterion, plan));
  const passedSeconds = tally.lastSecond + 1 - tally.from;
  const measured = tally.recoveredAt === null ? passedSeconds : tally.recoveredAt - tally.from;
  const isLate = measured > criterion.limit;
  const decision = isLate ? breached : tally.recoveredAt === null ? tooFew : passed;
  const decided = isLate && runIsSaturated(totals) ? saturated : decision;
  const said = sayRecovery(criterion, decided, { measured, isBack: tally.recoveredAt !== null });
  return warned({ criterion, measured, n: passedSeconds, missing: 0, ...decided, sentence: said }, measured);
}

/** More than 5 % of the seconds beyond the limit fail. */
function judgeEachSecond(criterion: Criterion, index: number, { plan, totals }: Evidence): Judged {
  const tally = totals.eachSecond.find((one) => one.criterion === index);
  if (tally === undefined || tally.seconds === 0) return withoutData(criterion, sayNoData(criterion, plan));
  const { seconds, beyond } = tally;
  const isEnough = seconds >= secondsToJudge;
  const decision = isEnough ? (beyond / seconds > beyondShareLimit ? breached : passed) : tooFew;
  const decided = runIsSaturated(totals) && decision === breached ? saturated : decision;
  const missing = isEnough ? 0 : secondsToJudge - seconds;
  const sentence = sayEachSecond(criterion, decided, { seconds, beyond });
  return { criterion, measured: beyond / seconds, n: seconds, missing, ...decided, sentence };
}

export type Evidence = { plan: RunPlan; totals: Totals };
export type Decision = { kind: VerdictKind; reason: CriterionReason | null };
const passed: Decision = { kind: "pass", reason: null };
const breached: Decision = { kind: "fail", reason: "limit-breached" };
const tooFew: Decision = { kind: "inconclusive", reason: "too-few-samples" };
const between: Decision = { kind: "inconclusive", reason: "between-bounds" };
const saturated: Decision = { kind: "inconclusive", reason: "generator-saturated" };

function countsOf({ scope }: Criterion, { plan, totals }: Evidence): Counts | null {
  if (scope.kind === "all") return totals.all;
  const steps = stepsWithin(scope, plan.scenario).flatMap((index) => totals.steps[index] ?? []);
  return steps.length > 1 ? sumOf(steps) : (steps[0] ?? null);
}

type Seen = { counts: Counts; over: number; seconds: number };

/** ms, ratio or requests a second. */
function measure({ metric, limit }: Criterion, { counts, over, seconds }: Seen): number {
  switch (metric.kind) {
    case "percentile":
      return besideCount(valueAtUs(counts.latency, metric.q) / 1000, limit, isWithin(metric.q, counts.n, over));
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

/** By the exact count of samples over the limit: the sample at rank ⌈q·n⌉ is within it if at most n − ⌈q·n⌉ samples are over. */
function isWithin(q: number, n: number, over: number): boolean {
  return over <= n - Math.ceil(q * n - 1e-9);
}

/** Twice as far as a bucket's midpoint may be from the sample it stands for. */
const bucketShare = 1 / 64;

/** A bucket's midpoint may lie on the other side of a limit than the sample itself. The exact count knows the side: where the two disagree the
 *  figure is moved to it, which brings it nearer to the sample, so that nobody reads "502 ms is within the limit of 500 ms". */
function besideCount(midpoint: number, limit: number, within: boolean): number {
  if (within && midpoint > limit && midpoint <= limit * (1 + bucketShare)) return limit;
  if (!within && midpoint <= limit && midpoint >= limit * (1 - bucketShare)) return limit * (1 + bucketShare / 4);
  return midpoint;
}

function decide(criterion: Criterion, seen: Seen, measured: number): Decision {
  const { metric, limit, judge } = criterion;
  const { counts, over } = seen;
  if (metric.kind === "errors" && judge === "bound") return decideByBounds(counts.failed, counts.n, limit);
  if (metric.kind === "errors") return measured <= limit ? passed : breached;
  if (metric.kind === "percentile" && judge === "bound") return decideByBounds(over, counts.n, 1 - metric.q);
  if (isTooEarly(criterion, seen)) return tooFew;
  if (metric.kind === "percentile") return isWithin(metric.q, counts.n, over) ? passed : breached;
  if (metric.kind === "throughput") return measured >= limit ? passed : breached;
  return measured <= limit ? passed : breached;
}

function isTooEarly(criterion: Criterion, { counts, seconds }: Seen): boolean {
  if (criterion.metric.kind === "percentile") return counts.n < samplesNeeded(criterion, 0);
  return counts.n < samplesForPlainFigures || seconds < secondsForPlainFigures;
}

function decideByBounds(k: number, n: number, limit: number): Decision {
  if (k / n > limit) return lowerBound(k, n) > limit ? breached : between;
  return upperBound(k, n) <= limit ? passed : tooFew;
}

/** A saturated generator measured itself: what it took for the target's slowness is not. Failed requests stay failed, unless it was the
 *  generator that had no port or open file left for them. */
function voidBySaturation(decided: Decision, { criterion, seen }: Judging, totals: Totals): Decision {
  if (decided.kind !== "fail" || !runIsSaturated(totals)) return decided;
  if (criterion.metric.kind === "errors" && failsWithoutOwn(criterion, seen)) return decided;
  return saturated;
}

type Judging = { criterion: Criterion; seen: Seen };

/** Whether an error ratio fails by what the target did alone. */
function failsWithoutOwn(criterion: Criterion, seen: Seen): boolean {
  const own = ownFailures(seen.counts.failedByKind);
  const n = seen.counts.n - own;
  const failed = seen.counts.failed - own;
  if (n === 0) return false;
  return decide(criterion, { ...seen, counts: { ...seen.counts, n, failed } }, failed / n).kind === "fail";
}

/** Samples still missing if no more go wrong; 0 for what is decided, and where no number is enough, which the sentence then says. */
function missingFor(criterion: Criterion, { kind }: Decision, { counts, over }: Seen): number {
  if (kind !== "inconclusive") return 0;
  const needed = samplesNeeded(criterion, criterion.metric.kind === "errors" ? counts.failed : over);
  return Number.isFinite(needed) ? Math.max(0, needed - counts.n) : 0;
}

function withoutData(criterion: Criterion, sentence: string): Judged {
  const needed = samplesNeeded(criterion, 0);
  const missing = Number.isFinite(needed) ? needed : 0;
  return { criterion, kind: "inconclusive", reason: "no-data", sentence, measured: null, n: 0, missing };
}

/** Open model: requests that ended of those that were due. Closed model: user-time that was spent as planned. A limit under 98 % does not
 *  lower what is needed. */
function judgeDelivered(criterion: Criterion, { plan, totals }: Evidence): Judged {
  const { delivered, planned } = deliveryOf(plan, totals);
  if (planned <= 0) return withoutData(criterion, sayNoData(criterion, plan));
  const measured = delivered / planned;
  const needed = Math.max(criterion.limit, leastDeliveredShare);
  const decision = measured >= needed ? passed : shortfall(totals);
  const { profile } = plan;
  const unit = deliveryUnit(profile);
  const said = sayDelivered(criterion, decision, { model: profile.model, unit, delivered, planned, needed });
  return warned({ criterion, measured, n: Math.round(planned), missing: 0, ...decision, sentence: said }, measured);
}

function shortfall(totals: Totals): Decision {
  if (runIsSaturated(totals)) return { kind: "inconclusive", reason: "not-delivered-by-generator" };
  return { kind: "fail", reason: "not-delivered-by-target" };
}
