import { stepsWithin } from "./criterion-scope.ts";
import { shareWithin } from "./mix-share.ts";
import { plannedSeconds } from "./profile.ts";
import type { RunPlan } from "./run.ts";
import type { RunSummary } from "./run-view.ts";
import { secondsForPlainFigures } from "./samples-needed.ts";
import { count, criterionName, duration, percent, perSecond } from "./say.ts";
import type { Judged, Verdict } from "./verdict.ts";

/** What a next run would need so that each criterion which this one left open can be judged: arithmetic with this run's own figures, no
 *  advice. Empty when no criterion is open for want of samples. */
export function whatWouldDecide(plan: RunPlan, summary: RunSummary, { criteria }: Verdict): string[] {
  const open = criteria.filter(({ kind }) => kind === "inconclusive");
  return [
    ...open.filter(({ missing }) => missing > 0).map((judged) => sentenceFor(judged, plan, summary)),
    ...open.filter((judged) => isTooShort(judged, plan)).map((judged) => timeFor(judged, plan)),
  ];
}

function isTooShort({ criterion: { metric } }: Judged, { profile }: RunPlan): boolean {
  const plain = metric.kind === "mean" || metric.kind === "max" || metric.kind === "throughput";
  return plain && plannedSeconds(profile) < secondsForPlainFigures;
}

function timeFor({ criterion }: Judged, { profile }: RunPlan): string {
  const planned = duration(plannedSeconds(profile));
  return `${criterionName(criterion)} needs ${duration(secondsForPlainFigures)} of load; this plan has ${planned}.`;
}

function sentenceFor({ criterion, n, missing }: Judged, plan: RunPlan, summary: RunSummary): string {
  const name = criterionName(criterion);
  const needed = n + missing;
  const { scope } = criterion;
  const within = new Set(stepsWithin(scope, plan.scenario));
  const figures =
    scope.kind === "all" ? summary.steps.slice(0, 1) : summary.steps.filter(({ step }) => within.has(step));
  const rate = figures.reduce((sum, { throughputPerSecond }) => sum + throughputPerSecond, 0);
  if (rate === 0) return `${name} needs ${count(needed)} samples; this run gave none.`;
  const time = `${name} needs ${count(needed)} samples: at this run's ${perSecond(rate)} that takes ${duration(needed / rate)}`;
  if (scope.kind === "all") return `${time}.`;
  const what = scope.kind === "step" ? "the step has" : scope.kind === "tag" ? "the tag has" : "these users have";
  return `${time}; ${what} ${percent(shareWithin(scope, plan))} of the mix.`;
}
