import type { Criterion, Metric } from "./criterion.ts";
import { stepsWithin } from "./criterion-scope.ts";
import type { Frame, StepFrame } from "./frame.ts";
import type { RunPlan } from "./run.ts";

/** Limits that hold for each second: how many seconds had an answer to judge, and how many of them were beyond the limit. */
export type SecondTally = {
  /** Place among the criteria, where samples over the limit are counted. */
  criterion: number;
  metric: Metric;
  limit: number;
  /** Steps within the scope, by index into `stepsOf(scenario)`. */
  steps: number[];
  seconds: number;
  beyond: number;
};

/** Above this share of its seconds beyond the limit a criterion fails. */
export const beyondShareLimit = 0.05;
/** Fewer seconds cannot tell one in twenty. */
export const secondsToJudge = 20;

/** Nothing counted yet, for each criterion that holds each second. */
export function emptyTallies({ objectives, scenario }: Pick<RunPlan, "objectives" | "scenario">): SecondTally[] {
  return objectives.criteria.flatMap(({ metric, scope, limit, per }: Criterion, criterion) =>
    per === "second" ? [{ criterion, metric, limit, steps: stepsWithin(scope, scenario), seconds: 0, beyond: 0 }] : [],
  );
}

/** Counts one second. One in which nothing of the scope ended is not judged, but for a throughput, which it breaks. */
export function tallySecond(tally: SecondTally, { steps }: Pick<Frame, "steps">): void {
  const within = steps.filter(({ step }) => tally.steps.includes(step));
  const n = within.reduce((sum, step) => sum + step.ok + failedOf(step), 0);
  if (n === 0 && tally.metric.kind !== "throughput") return;
  tally.seconds += 1;
  if (isBeyond(tally, within, n)) tally.beyond += 1;
}

function isBeyond({ metric, limit, criterion }: SecondTally, steps: readonly StepFrame[], n: number): boolean {
  const sum = (of: (step: StepFrame) => number) => steps.reduce((all, step) => all + of(step), 0);
  switch (metric.kind) {
    case "percentile":
      return sum(({ over }) => over[criterion] ?? 0) > n - Math.ceil(metric.q * n - 1e-9);
    case "mean":
      return sum(({ latencySumMs }) => latencySumMs) / n > limit;
    case "max":
      return steps.some(({ latencyMaxMs }) => latencyMaxMs > limit);
    case "throughput":
      return n < limit;
    default:
      return sum(failedOf) / n > limit;
  }
}

const failedOf = ({ failed }: StepFrame) => Object.values(failed).reduce<number>((sum, times) => sum + (times ?? 0), 0);
