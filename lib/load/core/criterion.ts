/** What a run must meet. Latencies in milliseconds from due time, ratios 0..1, throughput in requests a second. */

export type Metric =
  | { kind: "percentile"; q: number }
  | { kind: "mean" }
  | { kind: "max" }
  | { kind: "errors" }
  | { kind: "throughput" }
  | { kind: "delivered" }
  /** Seconds from the end of a spike until latency is back: percentile `q` within `limitMs` in five seconds in a row. */
  | { kind: "recovery"; q: number; limitMs: number };

/** Which requests: all of the mix, one step's, those of all steps with a tag, or those of one kind of users. */
export type Scope =
  | { kind: "all" }
  | { kind: "step"; step: string }
  | { kind: "tag"; tag: string }
  | { kind: "users"; users: string };

export type Criterion = {
  metric: Metric;
  scope: Scope;
  /** At most; at least for throughput and delivered. Seconds for a recovery. */
  limit: number;
  /** `measured`: the plain figure decides. `bound`: the exact one-sided 95 % bound decides.
   *  Percentiles are `measured` and errors `bound` unless somebody says otherwise. */
  judge: "measured" | "bound";
  /** Within the limit but beyond this the criterion holds with a warning. */
  warn?: number | null | undefined;
  /** `second`: the limit holds for each second; more than 5 % of the seconds beyond it fail. The whole run unless somebody says otherwise. */
  per?: "run" | "second" | undefined;
};

/** The latency whose samples over it are counted exactly; null for what is no latency. */
export function latencyLimitMs({ metric, limit }: Pick<Criterion, "metric" | "limit">): number | null {
  if (metric.kind === "recovery") return metric.limitMs;
  return metric.kind === "percentile" || metric.kind === "max" || metric.kind === "mean" ? limit : null;
}

/** Ends the run by itself: error ratio above `errorRatio` in each of the last `seconds` seconds. */
export type AbortWhen = { errorRatio: number; seconds: number };

/** The same for latency: the percentile `q` of a second over `limitMs` in each of the last `seconds` seconds. */
export type AbortWhenSlow = { q: number; limitMs: number; seconds: number };

export type Objectives = {
  criteria: readonly Criterion[];
  abortWhen: AbortWhen | null;
  abortWhenSlow?: AbortWhenSlow | null | undefined;
};
