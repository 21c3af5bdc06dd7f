/** What a run must meet. Latencies in milliseconds from due time, ratios 0..1, throughput in requests a second. */

export type Metric =
  | { kind: "percentile"; q: number }
  | { kind: "mean" }
  | { kind: "max" }
  | { kind: "errors" }
  | { kind: "throughput" }
  | { kind: "delivered" };

type Scope = { kind: "all" } | { kind: "step"; step: string };

export type Criterion = {
  metric: Metric;
  scope: Scope;
  /** At most; at least for throughput and delivered. */
  limit: number;
  /** `measured`: the plain figure decides. `bound`: the exact one-sided 95 % bound decides.
   *  Percentiles are `measured` and errors `bound` unless somebody says otherwise. */
  judge: "measured" | "bound";
};

/** Ends the run by itself: error ratio above `errorRatio` in each of the last `seconds` seconds. */
export type AbortWhen = { errorRatio: number; seconds: number };

export type Objectives = { criteria: readonly Criterion[]; abortWhen: AbortWhen | null };
