import type { Criterion, Metric, Scope } from "#lib/load/core/criterion.ts";
import { criterionOf, readLimitExpression } from "#lib/load/core/limit-expression.ts";
import { metricName } from "#lib/load/core/say.ts";
import { clean, numberText } from "./new-run-number.ts";
import { type CriterionDraft, idAfter } from "./run-draft.ts";

/** One limit as a row of the form. */

/** What a run can be judged by, as the form offers it. */
export const metricsOffered = [
  ...["p50", "p90", "p95", "p99", "p99.9", "mean", "max", "errors", "throughput", "delivered", "recovery"],
];
export const percentilesOffered = ["p50", "p90", "p95", "p99"];

/** A whole one of a kind that has no further figure: "p99.9" is the 0.999 percentile; null for what is no metric. */
export function metricOf(name: string): Exclude<Metric, { kind: "recovery" }> | null {
  const q = percentileOf(name);
  if (q !== null) return { kind: "percentile", q };
  const kinds = ["mean", "max", "errors", "throughput", "delivered"] as const;
  const kind = kinds.find((one) => one === name);
  return kind === undefined ? null : { kind };
}

/** 0.999 for "p99.9". */
export function percentileOf(name: string): number | null {
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(name)?.[1];
  return percentile === undefined ? null : clean(Number(percentile) / 100);
}

export const percentileName = (q: number) => metricName({ kind: "percentile", q });

type Unit = "ms" | "%" | "per s" | "s" | "";

export function limitUnit(metric: string): Unit {
  if (metric === "") return "";
  if (metric === "errors" || metric === "delivered") return "%";
  if (metric === "recovery") return "s";
  return metric === "throughput" ? "per s" : "ms";
}

export function mayJudgeByBound({ metric, per }: Pick<CriterionDraft, "metric" | "per">): boolean {
  return per === "run" && (metric === "errors" || /^p\d/.test(metric));
}

/** Delivery and recovery are matters of the whole run. */
export function mayHoldEachSecond(metric: string): boolean {
  return metric !== "" && metric !== "delivered" && metric !== "recovery";
}

const firstRow: Omit<CriterionDraft, "id"> = {
  ...{ metric: "", scope: "", limit: "", warn: "", per: "run", judge: "measured", backTo: "p95", backUnder: "" },
};

export function withCriterion(
  criteria: readonly CriterionDraft[],
  row: Partial<Omit<CriterionDraft, "id">> = {},
): CriterionDraft[] {
  return [...criteria, { ...firstRow, ...row, id: idAfter(criteria) }];
}

/** Another metric keeps limits only where they still mean the same, and is judged as usual: errors by bound, the rest as measured. */
export function withMetric(row: CriterionDraft, metric: string): CriterionDraft {
  const isSame = limitUnit(metric) === limitUnit(row.metric) || row.metric === "";
  const limits = isSame ? { limit: row.limit, warn: row.warn } : { limit: "", warn: "" };
  const scope = metric === "delivered" ? "" : row.scope;
  const per = mayHoldEachSecond(metric) ? row.per : "run";
  return { ...row, metric, scope, ...limits, per, judge: metric === "errors" ? "bound" : "measured" };
}

/** Each second is judged by its measured value and does not warn; for the whole run errors are judged as usual again. */
export function withPer(row: CriterionDraft, per: CriterionDraft["per"]): CriterionDraft {
  const usual = row.metric === "errors" ? "bound" : "measured";
  if (per === "second") return { ...row, per, judge: "measured", warn: "" };
  return { ...row, per, judge: row.per === "second" ? usual : row.judge };
}

/** A criterion as a row: percent for ratios, seconds for a recovery. */
export function rowOf({ metric, scope, limit, judge, warn, per }: Criterion, index: number): CriterionDraft {
  const name = metric.kind === "recovery" ? "recovery" : metricName(metric);
  const shown = (value: number) => numberText(limitUnit(name) === "%" ? value * 100 : value);
  const back =
    metric.kind === "recovery" ? { backTo: percentileName(metric.q), backUnder: numberText(metric.limitMs) } : {};
  const limits = { limit: shown(limit), warn: warn == null ? "" : shown(warn), per: per ?? "run" };
  return { ...firstRow, id: index + 1, metric: name, scope: scopeText(scope), ...limits, judge, ...back };
}

/** "step:register lot", "users:biller"; empty for all. */
export function scopeText(scope: Scope | null): string {
  if (scope === null || scope.kind === "all") return "";
  if (scope.kind === "step") return `step:${scope.step}`;
  return scope.kind === "tag" ? `tag:${scope.tag}` : `users:${scope.users}`;
}

/** The opposite; what cannot be read is all. */
export function scopeOf(text: string): Scope {
  const [, kind, name = ""] = /^(step|tag|users):(.+)$/su.exec(text) ?? [];
  if (kind === "step") return { kind, step: name };
  if (kind === "tag") return { kind, tag: name };
  return kind === "users" ? { kind, users: name } : { kind: "all" };
}

/** A limit as k6 writes it, as a row; null where no metric of k6's can be meant. A share over 1 is a rate: `rate>=1000`. */
export function rowOfExpression(text: string): Partial<CriterionDraft> | null {
  for (const meant of ["time", "failures", "checks", "requests"] as const) {
    const read = readLimitExpression(text, meant);
    if (!read.ok) continue;
    const { id: _id, ...row } = rowOf(criterionOf(read.metric, read.limit), 0);
    return row;
  }
  return null;
}
