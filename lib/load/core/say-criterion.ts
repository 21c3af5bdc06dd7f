import { rampSeconds } from "./closed-load.ts";
import type { Criterion } from "./criterion.ts";
import type { Decision } from "./judge-criterion.ts";
import { spikeEnd } from "./recovery.ts";
import type { RunPlan } from "./run.ts";
import { samplesForPlainFigures, secondsForPlainFigures } from "./samples-needed.ts";
import { besideLimit, clock, count, criterionName, duration, inUnit, isAtLeast, percent } from "./say.ts";
import { beyondShareLimit, secondsToJudge } from "./second-limits.ts";

/** What is said about one criterion: whole sentences, the same on the page, in a report and in a log. */

/** What was measured: `over` samples over the limit, `missing` until it can be judged if no more go wrong. */
export type Measured = {
  n: number;
  failed: number;
  over: number;
  seconds: number;
  measured: number;
  missing: number;
};

export function sayCriterion(criterion: Criterion, { kind, reason }: Decision, seen: Measured): string {
  const value = `${criterionName(criterion)} ${besideLimit(criterion, seen.measured)}`;
  const limit = inUnit(criterion.metric, criterion.limit);
  if (kind === "pass") return `${value} is within the limit of ${limit}${ruleOf(criterion)}.`;
  const beyond = isAtLeast(criterion.metric) ? "under" : "over";
  if (kind === "fail") return `${value} is ${beyond} the limit of ${limit}${ruleOf(criterion)}.`;
  if (reason === "generator-saturated")
    return `${value} is ${beyond} the limit of ${limit}, but the generator was saturated: the figure is not the target's.`;
  if (reason === "between-bounds")
    return `${value} is over the limit of ${limit}, but ${partOf(criterion, seen)} can still be chance: it is not shown with 95 % confidence.`;
  return sayTooFew(criterion, seen);
}

/** The rule, where it is not the usual one. */
function ruleOf({ metric, judge }: Criterion): string {
  if (metric.kind === "errors" && judge === "measured") return " by the plain measured ratio";
  return metric.kind === "percentile" && judge === "bound" ? " by its 95 % bound" : "";
}

function partOf({ metric }: Criterion, { n, failed, over }: Measured): string {
  return metric.kind === "errors" ? `${count(failed)} failed of ${count(n)}` : `${count(over)} over it of ${count(n)}`;
}

function sayTooFew(criterion: Criterion, { n, failed, over, seconds, missing }: Measured): string {
  const { metric, limit, judge } = criterion;
  const name = criterionName(criterion);
  const needed = count(n + missing);
  if (metric.kind === "errors" && missing === 0)
    return "No number of requests can show an error ratio of 0 with 95 % confidence; choose the plain measured ratio or a limit above 0.";
  if (metric.kind === "errors")
    return `${name}: with ${count(failed)} failed, ${needed} requests are needed to show ${percent(limit)} with 95 % confidence; there are ${count(n)}.`;
  if (metric.kind !== "percentile")
    return `${name} is judged from ${samplesForPlainFigures} samples and ${secondsForPlainFigures} s on; there are ${count(n)} samples in ${duration(seconds)}.`;
  if (judge === "measured") return `${name}: ${count(n)} of ${needed} samples; the tail may be missing.`;
  return `${name}: with ${count(over)} over ${inUnit(metric, limit)}, ${needed} samples are needed to show it with 95 % confidence; there are ${count(n)}.`;
}

/** What is said beside a criterion that holds beyond the limit of its warning. */
export function sayWarning({ metric, warn }: Criterion): string {
  return `It is ${isAtLeast(metric) ? "under" : "over"} the warning limit of ${inUnit(metric, warn ?? 0)}.`;
}

/** How long it took, or has taken so far. */
export function sayRecovery(
  criterion: Criterion,
  { kind, reason }: Decision,
  seen: { measured: number; isBack: boolean },
) {
  const limit = inUnit(criterion.metric, criterion.limit);
  const took = inUnit(criterion.metric, seen.measured);
  const said = seen.isBack ? `was there ${took} after the spike` : `was not there ${took} after the spike`;
  const name = criterionName(criterion);
  if (reason === "generator-saturated")
    return `${name} ${said}, but the generator was saturated: the figure is not the target's.`;
  if (reason === "too-few-samples") return `${name} ${said}; within ${limit} it has to be.`;
  return `${name} ${said}; ${kind === "pass" ? "within" : "over"} the limit of ${limit}.`;
}

/** A limit that holds each second. */
export function sayEachSecond(
  criterion: Criterion,
  { kind, reason }: Decision,
  seen: { seconds: number; beyond: number },
) {
  const { seconds, beyond } = seen;
  const limit = inUnit(criterion.metric, criterion.limit);
  const side = isAtLeast(criterion.metric) ? "under" : "over";
  const said = `${criterionName(criterion)}: ${count(beyond)} of ${count(seconds)} seconds were ${side} the limit of ${limit}`;
  if (reason === "too-few-samples") return `${said}; it is judged from ${secondsToJudge} seconds on.`;
  if (reason === "generator-saturated")
    return `${said}, but the generator was saturated: the figure is not the target's.`;
  return `${said}; ${kind === "fail" ? "no more than" : "up to"} ${percent(beyondShareLimit)} may be.`;
}

/** Why there is nothing to judge yet. */
export function sayNoData(criterion: Criterion, { profile }: RunPlan): string {
  const name = criterionName(criterion);
  const fallen = criterion.metric.kind === "recovery" ? spikeEnd(profile) : null;
  if (fallen !== null)
    return `${name} is judged from ${clock(Math.ceil(fallen))} on, when the load has fallen; nothing was measured from then on.`;
  if (criterion.metric.kind !== "delivered" || profile.model === "open") return `${name}: nothing was measured.`;
  const ramp = duration(rampSeconds(profile));
  return `${name}: user-time counts from the moment all users should be there, after ${ramp}; nothing was measured from then on.`;
}

/** `unit`: what is delivered, see deliveryOf. */
type Delivered = {
  model: "open" | "closed";
  unit: "requests" | "user-seconds";
  delivered: number;
  planned: number;
  needed: number;
};

/** Delivery against the share that is needed, which may be higher than the limit that was set. */
export function sayDelivered(criterion: Criterion, { reason }: Decision, seen: Delivered): string {
  const { unit, delivered, planned, needed } = seen;
  const measured = besideLimit({ ...criterion, limit: needed }, delivered / planned);
  const part = `${count(delivered)} of ${count(planned)} ${unit}`;
  const whatever = criterion.limit < needed ? ", whatever limit is set" : "";
  return `Delivered ${measured} of the plan (${part}); at least ${percent(needed)} is needed${whatever}${because(reason, seen)}.`;
}

function because(reason: Decision["reason"], { model, unit }: Delivered): string {
  if (reason === "not-delivered-by-generator") return "; the generator itself was late";
  if (reason !== "not-delivered-by-target") return "";
  if (model === "open") return "; the generator was on time, the target was not";
  if (unit === "requests") return "; the generator was on time, but the time was over before all were answered";
  return "; the generator was on time, but users could not be set up";
}
