import { type Histogram, valueAtUs } from "#lib/platform/core/histogram.ts";
import { deliveryOf } from "./delivery.ts";
import { type Counts, type Totals, unfinishedOf } from "./fold.ts";
import { machineSummary } from "./machine-tally.ts";
import { plannedSeconds } from "./profile.ts";
import type { RunPlan } from "./run.ts";
import type { RunSummary, StepSummary } from "./run-view.ts";
import { stepsOf } from "./scenario.ts";

/** Seconds that count in which load was driven: what is waited for after the planned end does not thin out the throughput. */
export function drivenSeconds({ profile }: RunPlan, totals: Totals): number {
  return Math.max(0, Math.min(totals.lastSecond + 1, plannedSeconds(profile)) - totals.warmUpSeconds);
}

/** The figures of a run as the page, the list and the feed show them. */
export function summarise(plan: RunPlan, totals: Totals): RunSummary {
  const { all } = totals;
  const seconds = Math.max(1, drivenSeconds(plan, totals));
  const steps = stepsOf(plan.scenario).map((step, index) => {
    const counts = totals.steps[index] ?? all;
    return stepSummary(counts, { step: index, name: step.name, setUp: index < totals.firstOfMix, seconds });
  });
  return {
    seconds: totals.seconds,
    lastSecond: totals.lastSecond < 0 ? null : totals.lastSecond,
    planned: totals.planned,
    sent: totals.sent,
    ended: totals.ended,
    dropped: totals.dropped,
    unfinished: unfinishedOf(totals),
    failed: all.failed,
    failedByKind: all.failedByKind,
    deliveredRatio: deliveredRatio(plan, totals),
    errorRatio: all.n === 0 ? null : all.failed / all.n,
    latencyMsP50: ms(all.latency, 0.5),
    latencyMsP95: ms(all.latency, 0.95),
    latencyMsP99: ms(all.latency, 0.99),
    redrawn: totals.redrawn,
    retried: totals.retried,
    users: totals.users,
    latenessMsP99: ms(totals.lateness, 0.99),
    saturatedSeconds: totals.saturatedSeconds,
    machine: machineSummary(totals.machine),
    steps: [stepSummary(all, { step: -1, name: "all", setUp: false, seconds }), ...steps],
  };
}

function deliveredRatio(plan: RunPlan, totals: Totals): number | null {
  const { delivered, planned } = deliveryOf(plan, totals);
  return planned <= 0 ? null : delivered / planned;
}

type StepPlace = { step: number; name: string; setUp: boolean; seconds: number };

function stepSummary(counts: Counts, { seconds, ...place }: StepPlace): StepSummary {
  return {
    ...place,
    n: counts.n,
    ok: counts.ok,
    failed: counts.failed,
    failedByKind: counts.failedByKind,
    latencyMsP50: ms(counts.latency, 0.5),
    latencyMsP95: ms(counts.latency, 0.95),
    latencyMsP99: ms(counts.latency, 0.99),
    latencyMsMean: counts.n === 0 ? null : counts.latencySumMs / counts.n,
    latencyMsMax: counts.n === 0 ? null : counts.latencyMaxMs,
    serviceMsP50: ms(counts.service, 0.5),
    serviceMsP95: ms(counts.service, 0.95),
    serviceMsP99: ms(counts.service, 0.99),
    throughputPerSecond: counts.n / seconds,
    bytesIn: counts.bytesIn,
    bytesOut: counts.bytesOut,
  };
}

function ms(histogram: Histogram, q: number): number | null {
  return histogram.n === 0 ? null : valueAtUs(histogram, q) / 1000;
}
