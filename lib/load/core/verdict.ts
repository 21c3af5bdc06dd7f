import type { Criterion } from "./criterion.ts";

export type CriterionReason =
  | "no-data"
  | "too-few-samples"
  | "limit-breached"
  | "between-bounds"
  | "not-delivered-by-target"
  | "not-delivered-by-generator"
  | "generator-saturated";

export type RunReason =
  | "criterion-failed"
  | "criterion-inconclusive"
  | "aborted-by-limit"
  | "generator-saturated"
  | "stopped-early"
  | "interrupted"
  | "refused"
  | "no-criteria"
  | "no-requests"
  | "target-changed"
  /** A smoke run's answer was not what was expected. */
  | "expectation-failed"
  /** What a search for the capacity found, whether it holds or not. */
  | "capacity";

export type VerdictKind = "pass" | "fail" | "inconclusive";

/** One criterion against what was measured. `sentence` is for people and complete in itself. */
export type Judged = {
  criterion: Criterion;
  kind: VerdictKind;
  reason: CriterionReason | null;
  sentence: string;
  /** ms, ratio or requests a second; the share of seconds beyond the limit where it holds each second; null without data. */
  measured: number | null;
  /** It holds, but beyond the limit at which somebody wants to be warned. */
  isWarning?: boolean | undefined;
  /** Samples the figure rests on (requests; user-seconds for a closed run's delivery). */
  n: number;
  /** Samples needed before this criterion can be judged as things stand; 0 when it can be now. */
  missing: number;
};

export type Verdict = {
  kind: VerdictKind;
  reasons: { reason: RunReason; sentence: string }[];
  /** Worst first: failed, inconclusive, passed; within a kind by distance to the limit. */
  criteria: Judged[];
};
