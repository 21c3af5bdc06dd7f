import type { Criterion, Metric } from "./criterion.ts";

/** Limits as k6 writes its thresholds: `p(95)<500`, `rate<0.01`. After https://grafana.com/docs/k6/latest/using-k6/thresholds/. Every limit of Gantry's is
 *  at most (throughput and delivery: at least), so that `<` and `<=` are one, and a comparison the other way round is refused. */

export type LimitRead =
  | { ok: true; metric: Metric; limit: number }
  /** `expected` reads on as "… was expected". */
  | { ok: false; expected: string };

/** What the expression is about: a k6 metric. `time`: http_req_duration, in ms; `failures`: http_req_failed; `requests`: http_reqs;
 *  `checks`: the share that holds. */
export type LimitOf = "time" | "failures" | "requests" | "checks";

const pattern = /^(p\((\d{1,2}(?:\.\d{1,4})?)\)|avg|med|max|rate)(<=?|>=?)(\d{1,12}(?:\.\d{1,6})?)$/;
const expectedOf: Record<LimitOf, string> = {
  time: "a limit of a time in ms, such as p(95)<500, avg<300, med<200 or max<2000",
  failures: "a limit of a share, such as rate<0.01",
  requests: "a limit of requests a second, such as rate>=1000",
  checks: "a limit of a share, such as rate>0.99",
};

/** Reads one expression; blanks do not matter. Refuses what Gantry does not judge: counts, minima, `==`, and times that have to be long. */
export function readLimitExpression(text: string, of: LimitOf = "time"): LimitRead {
  const refused: LimitRead = { ok: false, expected: expectedOf[of] };
  const [, name = "", percentile, comparison = "", number = ""] = pattern.exec(text.replace(/\s+/g, "")) ?? [];
  if (name === "") return refused;
  const isUpper = comparison.startsWith("<");
  const limit = Number(number);
  if (of === "time") {
    const metric = timeMetric(name, percentile);
    return metric === null || !isUpper || limit === 0 ? refused : { ok: true, metric, limit };
  }
  if (name !== "rate") return refused;
  if (of === "requests") return isUpper || limit === 0 ? refused : { ok: true, metric: { kind: "throughput" }, limit };
  if (limit > 1 || isUpper !== (of === "failures")) return refused;
  // What does not hold is an error here.
  return { ok: true, metric: { kind: "errors" }, limit: of === "failures" ? limit : oneMinus(limit) };
}

function timeMetric(name: string, percentile: string | undefined): Metric | null {
  if (name === "avg") return { kind: "mean" };
  if (name === "max") return { kind: "max" };
  if (name === "med") return { kind: "percentile", q: 0.5 };
  const q = Number(percentile ?? 0);
  return q >= 1 && q <= 99.99 ? { kind: "percentile", q: Number((q / 100).toFixed(6)) } : null;
}

/** 1 − 0.99 is 0.01, not 0.010000000000000009. */
const oneMinus = (share: number) => Number((1 - share).toFixed(9));

/** As a criterion of the whole run. "None may fail" is judged by the plain ratio, as k6 does: no number of requests shows a ratio of 0 with 95 %
 *  confidence. */
export function criterionOf(metric: Metric, limit: number): Criterion {
  const judge = metric.kind === "errors" && limit > 0 ? "bound" : "measured";
  return { metric, scope: { kind: "all" }, limit, judge };
}
