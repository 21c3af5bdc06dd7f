import { emptyHistogram, type Histogram, mergeInto, valueAtUs } from "#lib/platform/core/histogram.ts";
import type { Objectives } from "./criterion.ts";
import type { Frame } from "./frame.ts";
import { ownFailures } from "./saturation.ts";
import { metricName, milliseconds, percent } from "./say.ts";

type Limits = Pick<Objectives, "abortWhen" | "abortWhenSlow">;
type Watch = (mix: Frame["steps"]) => string | null;

/** Watches for the run's own limits: the error ratio, or a percentile of the latency, beyond it in each of so many seconds in a row. A second without
 *  an answer neither adds to the row nor breaks it; what failed by the generator's own limit is no answer. Answers the sentence that ends the
 *  run, once. */
export function abortWatch({ abortWhen, abortWhenSlow }: Limits, firstOfMix: number): (frame: Frame) => string | null {
  const watches: Watch[] = [];
  if (abortWhen !== null) watches.push(errorWatch(abortWhen));
  if (abortWhenSlow != null) watches.push(slowWatch(abortWhenSlow));
  let ended = false;
  return (frame) => {
    if (ended) return null;
    const mix = frame.steps.filter(({ step }) => step >= firstOfMix);
    const said = watches.map((watch) => watch(mix)).find((sentence) => sentence !== null) ?? null;
    ended = said !== null;
    return said;
  };
}

function errorWatch({ errorRatio, seconds }: NonNullable<Limits["abortWhen"]>): Watch {
  let row = 0;
  return (mix) => {
    const { n, failed } = answersIn(mix);
    if (n > 0) row = failed / n > errorRatio ? row + 1 : 0;
    if (row < seconds) return null;
    return `Ended by its own limit: more than ${percent(errorRatio)} of the requests failed for ${seconds} s.`;
  };
}

function answersIn(mix: Frame["steps"]): { n: number; failed: number } {
  let [n, failed] = [0, 0];
  for (const step of mix) {
    for (const times of Object.values(step.failed)) failed += times ?? 0;
    failed -= ownFailures(step.failed);
    n += step.ok;
  }
  return { n: n + failed, failed };
}

function slowWatch({ q, limitMs, seconds }: NonNullable<Limits["abortWhenSlow"]>): Watch {
  let row = 0;
  return (mix) => {
    const latency = mergedLatency(mix);
    if (latency.n > 0) row = valueAtUs(latency, q) / 1_000 > limitMs ? row + 1 : 0;
    if (row < seconds) return null;
    return `Ended by its own limit: ${metricName({ kind: "percentile", q })} was over ${milliseconds(limitMs)} for ${seconds} s.`;
  };
}

function mergedLatency(mix: Frame["steps"]): Histogram {
  const sum = emptyHistogram();
  for (const { latency } of mix) mergeInto(sum, latency);
  return sum;
}
