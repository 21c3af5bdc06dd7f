import { plannedSeconds } from "./profile.ts";
import type { RunPlan } from "./run.ts";
import type { RunSummary } from "./run-view.ts";
import { secondsForPlainFigures } from "./samples-needed.ts";
import { count, criterionName, duration, percent, perSecond } from "./say.ts";
import { stepsOf } from "./scenario.ts";
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
  const step =
    scope.kind === "all" ? summary.steps[0] : summary.steps.find((one) => !one.setUp && one.name === scope.step);
  const rate = step?.throughputPerSecond ?? 0;
  if (rate === 0) return `${name} needs ${count(needed)} samples; this run gave none.`;
  const time = `${name} needs ${count(needed)} samples: at this run's ${perSecond(rate)} that takes ${duration(needed / rate)}`;
  const share = scope.kind === "all" ? null : shareOf(plan, scope.step);
  return share === null ? `${time}.` : `${time}; the step has ${percent(share)} of the mix.`;
}

function shareOf({ scenario }: RunPlan, name: string): number | null {
  const mix = stepsOf(scenario).slice(scenario.setup.length);
  const all = mix.reduce((sum, { weight }) => sum + weight, 0);
  const step = mix.find((one) => one.name === name);
  return step === undefined || all === 0 ? null : step.weight / all;
}
