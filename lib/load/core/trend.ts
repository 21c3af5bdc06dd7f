import type { Criterion } from "./criterion.ts";
import type { Load } from "./profile-key.ts";
import type { RunOutcome, RunState } from "./run.ts";
import type { VerdictKind } from "./verdict.ts";

/** Runs of one scenario, load and environment, in the order in which they were asked for. */
export type TrendRun = {
  number: number;
  name: string;
  scenarioVersion: number;
  endedAt: string | null;
  outcome: RunOutcome | null;
  verdict: VerdictKind | null;
  latencyMsP95: number | null;
  latencyMsP99: number | null;
  errorRatio: number | null;
  isBaseline: boolean;
};

export const mostOnTrend = 100;

export type BaselineRun = { id: string; number: number; name: string; setBy: string; setAt: string };

/** `own`: the run asked about is the baseline itself; it then stands in `run` too. */
export type Baseline = { own: boolean; run: BaselineRun | null };

/** `limits`: of the run that was asked about, on the whole mix; null where it has none. `more`: older runs are left out. `fits`: the run asked about
 *  can be made the baseline. */
export type RunTrend = { runs: TrendRun[]; limits: TrendLimits; more: boolean; baseline: Baseline; fits: boolean };

/** Why a run cannot be a baseline; null where it can: a load run that went to its end. */
export function baselineUnfit(run: { kind: Load["kind"]; state: RunState; outcome: RunOutcome | null }) {
  if (run.kind !== "load") return "baseline-not-load";
  if (run.state !== "ended") return "baseline-not-ended";
  return run.outcome === "completed" ? null : "baseline-not-whole";
}

export type TrendLimits = { latencyMsP95: number | null; latencyMsP99: number | null; errorRatio: number | null };

/** The strictest limits on the whole mix. */
export function trendLimits(criteria: readonly Criterion[]): TrendLimits {
  const whole = criteria.filter(({ scope, per }) => scope.kind === "all" && per !== "second");
  const lowest = (found: readonly Criterion[]) =>
    found.length === 0 ? null : Math.min(...found.map(({ limit }) => limit));
  const percentile = (q: number) =>
    lowest(whole.filter(({ metric }) => metric.kind === "percentile" && metric.q === q));
  return {
    latencyMsP95: percentile(0.95),
    latencyMsP99: percentile(0.99),
    errorRatio: lowest(whole.filter(({ metric }) => metric.kind === "errors")),
  };
}
