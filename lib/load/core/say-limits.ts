import type { Criterion, Objectives } from "./criterion.ts";
import { duration, inUnit, isAtLeast, metricName, percent } from "./say.ts";

/** Limits in words, before anything is measured. */

/** "at most 500 ms", "from 400 ms on", "plain figure" */
export function limitInWords({ metric, limit, warn, judge, per }: Criterion): {
  limit: string;
  warns: string;
  judged: string;
} {
  const side = isAtLeast(metric) ? "at least" : "at most";
  const beyond = isAtLeast(metric) ? "below" : "over";
  return {
    limit: `${side} ${inUnit(metric, limit)}`,
    warns: warn == null ? "–" : `${beyond} ${inUnit(metric, warn)}`,
    judged: per === "second" ? "each second" : judge === "bound" ? "95 % bound" : "plain figure",
  };
}

/** When a run ends by itself, a sentence each. */
export function abortsInWords({ abortWhen, abortWhenSlow }: Objectives): string[] {
  const errors =
    abortWhen === null
      ? []
      : [`Stops by itself when more than ${percent(abortWhen.errorRatio)} fail for ${duration(abortWhen.seconds)}.`];
  if (abortWhenSlow == null) return errors;
  const { q, limitMs, seconds } = abortWhenSlow;
  const name = metricName({ kind: "percentile", q });
  const limit = inUnit({ kind: "mean" }, limitMs);
  return [...errors, `Stops by itself when ${name} is over ${limit} for ${duration(seconds)}.`];
}
