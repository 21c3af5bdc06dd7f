import { emptyHistogram, type Histogram, mergeInto } from "#lib/platform/core/histogram.ts";
import type { ErrorKind, Frame, StepFrame } from "./frame.ts";
import type { RunPlan } from "./run.ts";
import { stepsOf } from "./scenario.ts";

/** Everything a verdict and a report need, folded from frames. The same frames give the same totals, wherever they are folded. */

export type Counts = {
  n: number;
  ok: number;
  failed: number;
  failedByKind: Partial<Record<ErrorKind, number>>;
  bytesIn: number;
  bytesOut: number;
  latency: Histogram;
  service: Histogram;
  latencySumMs: number;
  latencyMaxMs: number;
  /** By criterion index: samples over its limit. */
  over: number[];
};

export type Totals = {
  /** Frames folded, the newest one's number (-1 before the first), and numbers that were left out below it. */
  seconds: number;
  lastSecond: number;
  missingSeconds: number;
  planned: number;
  sent: number;
  ended: number;
  dropped: number;
  userMsPlanned: number;
  userMsActive: number;
  /** As of the newest frame. */
  users: number;
  inFlight: number;
  waiting: number;
  redrawn: number;
  retried: number;
  lateness: Histogram;
  late: number;
  saturatedSeconds: number;
  /** The whole mix, without set-up steps. */
  all: Counts;
  /** By index into `stepsOf(scenario)`. */
  steps: Counts[];
  /** Set-up steps come first; the mix begins here. */
  firstOfMix: number;
};

function emptyCounts(criteria: number): Counts {
  return {
    n: 0,
    ok: 0,
    failed: 0,
    failedByKind: {},
    bytesIn: 0,
    bytesOut: 0,
    latency: emptyHistogram(),
    service: emptyHistogram(),
    latencySumMs: 0,
    latencyMaxMs: 0,
    over: new Array<number>(criteria).fill(0),
  };
}

export function emptyTotals({ scenario, objectives }: RunPlan): Totals {
  const criteria = objectives.criteria.length;
  return {
    seconds: 0,
    lastSecond: -1,
    missingSeconds: 0,
    planned: 0,
    sent: 0,
    ended: 0,
    dropped: 0,
    userMsPlanned: 0,
    userMsActive: 0,
    users: 0,
    inFlight: 0,
    waiting: 0,
    redrawn: 0,
    retried: 0,
    lateness: emptyHistogram(),
    late: 0,
    saturatedSeconds: 0,
    all: emptyCounts(criteria),
    steps: stepsOf(scenario).map(() => emptyCounts(criteria)),
    firstOfMix: scenario.setup.length,
  };
}

/** Adds a frame to the totals it is given and answers them. Frames come in order; a number already folded is passed over. */
export function addFrame(totals: Totals, frame: Frame): Totals {
  if (frame.second <= totals.lastSecond) return totals;
  totals.missingSeconds += frame.second - totals.lastSecond - 1;
  totals.seconds++;
  totals.lastSecond = frame.second;
  for (const name of summed) totals[name] += frame[name];
  totals.users = frame.users;
  totals.inFlight = frame.inFlight;
  totals.waiting = frame.waiting;
  mergeInto(totals.lateness, frame.lateness);
  if (frame.saturated) totals.saturatedSeconds++;
  for (const step of frame.steps) addStep(totals, step);
  return totals;
}

const summed = [
  "planned",
  "sent",
  "ended",
  "dropped",
  "userMsPlanned",
  "userMsActive",
  "redrawn",
  "retried",
  "late",
] as const;

function addStep(totals: Totals, frame: StepFrame): void {
  const counts = totals.steps[frame.step];
  if (counts !== undefined) addCounts(counts, frame);
  if (frame.step >= totals.firstOfMix) addCounts(totals.all, frame);
}

/** Adds one step's second to counts of any span. */
function addCounts(counts: Counts, frame: StepFrame): void {
  let failed = 0;
  for (const [kind, times] of Object.entries(frame.failed) as [ErrorKind, number][]) {
    counts.failedByKind[kind] = (counts.failedByKind[kind] ?? 0) + times;
    failed += times;
  }
  counts.n += frame.ok + failed;
  counts.ok += frame.ok;
  counts.failed += failed;
  counts.bytesIn += frame.bytesIn;
  counts.bytesOut += frame.bytesOut;
  mergeInto(counts.latency, frame.latency);
  mergeInto(counts.service, frame.service);
  counts.latencySumMs += frame.latencySumMs;
  counts.latencyMaxMs = Math.max(counts.latencyMaxMs, frame.latencyMaxMs);
  for (let criterion = 0; criterion < counts.over.length; criterion++)
    counts.over[criterion] = (counts.over[criterion] ?? 0) + (frame.over[criterion] ?? 0);
}

/** Requests that were sent but had not answered when the run was over: their kind is `unfinished`. */
export function unfinishedOf(totals: Totals): number {
  return totals.all.failedByKind.unfinished ?? 0;
}
