import { emptyTotals } from "./fold.ts";
import type { PassStep } from "./pass.ts";
import type { RunPlan } from "./run.ts";
import type { RunSummary, StepSummary } from "./run-view.ts";
import { stepsOf } from "./scenario.ts";
import { summarise } from "./summarise.ts";

/** The figures of a smoke run: requests, those that did not hold, and their times from the moment of sending. Set-up steps count as all others. */
export function summarisePasses(plan: RunPlan, passes: readonly PassStep[]): RunSummary {
  const empty = summarise(plan, emptyTotals(plan));
  const steps = stepsOf(plan.scenario).map(({ name }, index) => {
    const own = passes.filter(({ step }) => step === name);
    return { ...(empty.steps[index + 1] as StepSummary), ...figuresOf(own) };
  });
  const all = figuresOf(passes);
  return {
    ...empty,
    ...{ planned: passes.length, sent: passes.length, ended: passes.length, failed: all.failed },
    errorRatio: all.n === 0 ? null : all.failed / all.n,
    ...{ latencyMsP50: all.latencyMsP50, latencyMsP95: all.latencyMsP95, latencyMsP99: all.latencyMsP99, users: 1 },
    steps: [{ ...(empty.steps[0] as StepSummary), ...all }, ...steps],
  };
}

function figuresOf(passes: readonly PassStep[]) {
  const times = passes.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  const failed = passes.filter(({ holds }) => !holds).length;
  const at = (q: number) => times[Math.ceil(q * times.length) - 1] ?? null;
  const [p50, p95, p99] = [at(0.5), at(0.95), at(0.99)];
  return {
    ...{ n: passes.length, ok: passes.length - failed, failed },
    ...{ latencyMsP50: p50, latencyMsP95: p95, latencyMsP99: p99, latencyMsMax: times.at(-1) ?? null },
    latencyMsMean: times.length === 0 ? null : times.reduce((sum, one) => sum + one, 0) / times.length,
    ...{ serviceMsP50: p50, serviceMsP95: p95, serviceMsP99: p99 },
  };
}
