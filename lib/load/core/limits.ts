import type { Criterion, Metric, Objectives, Scope } from "./criterion.ts";

/** Limits as templates write them, with what is usual for each metric. */

const everything: Scope = { kind: "all" };
type Rest = Partial<Pick<Criterion, "scope" | "warn">>;

/** "p95 at most 250 ms": `percentileAtMost(0.95, 250)` */
export function percentileAtMost(q: number, limit: number, rest: Rest = {}): Criterion {
  return plain({ kind: "percentile", q }, limit, rest);
}

/** On the mean latency, in ms. */
export function meanAtMost(limit: number, rest: Rest = {}): Criterion {
  return plain({ kind: "mean" }, limit, rest);
}

/** Judged by the exact bound: 0.1 % needs some 3,000 requests. */
export function errorsAtMost(limit: number, rest: Rest = {}): Criterion {
  return { ...plain({ kind: "errors" }, limit, rest), judge: "bound" };
}

/** Answered requests a second, of the whole mix. */
export function atLeastPerSecond(limit: number): Criterion {
  return plain({ kind: "throughput" }, limit, {});
}

/** Seconds after a spike until a percentile is back within its limit. */
export function backWithin(limit: number, { q, limitMs }: { q: number; limitMs: number }): Criterion {
  return plain({ kind: "recovery", q, limitMs }, limit, {});
}

/** With delivery, which every run is judged by. */
export function objectivesOf(...criteria: Criterion[]): Objectives {
  return { criteria: [...criteria, plain({ kind: "delivered" }, 0.98, {})], abortWhen: null };
}

function plain(metric: Metric, limit: number, { scope = everything, warn }: Rest): Criterion {
  return { metric, scope, limit, judge: "measured", ...(warn === undefined ? {} : { warn }) };
}
