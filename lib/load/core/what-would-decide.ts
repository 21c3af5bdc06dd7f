import type { RunPlan } from "./run.ts";
import type { RunSummary } from "./run-view.ts";
import { count, criterionName, duration, percent, perSecond } from "./say.ts";
import { stepsOf } from "./scenario.ts";
import type { Judged, Verdict } from "./verdict.ts";

/** What a next run would need so that each criterion which this one left open can be judged: arithmetic with this run's own figures, no
 *  advice. Empty when no criterion is open for want of samples. */
export function whatWouldDecide(plan: RunPlan, summary: RunSummary, { criteria }: Verdict): string[] {
  return criteria
    .filter(({ kind, missing }) => kind === "inconclusive" && missing > 0)
    .map((judged) => sentenceFor(judged, plan, summary));
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
