import { emptyHistogram, type Histogram, mergeInto } from "#lib/platform/core/histogram.ts";
import type { ErrorKind, Frame, StepFrame } from "./frame.ts";
import { emptyMachine, type MachineTally, tallyMachine } from "./machine-tally.ts";
import { emptyRecoveries, type RecoveryTally, tallyRecovery } from "./recovery.ts";
import type { RunPlan } from "./run.ts";
import { stepsOf } from "./scenario.ts";
import { emptyTallies, type SecondTally, tallySecond } from "./second-limits.ts";

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
  /** The plan's first seconds, of which nothing below counts; what was on its way or waited when they ended. */
  warmUpSeconds: number;
  carried: number;
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
  machine: MachineTally;
  /** The whole mix, without set-up steps. */
  all: Counts;
  /** By index into `stepsOf(scenario)`. */
  steps: Counts[];
  /** Set-up steps come first; the mix begins here. */
  firstOfMix: number;
  /** Of the criteria that hold each second. */
  eachSecond: SecondTally[];
  recoveries: RecoveryTally[];
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

export function emptyTotals(plan: RunPlan): Totals {
  const { scenario, objectives, profile } = plan;
  const criteria = objectives.criteria.length;
  return {
    seconds: 0,
    lastSecond: -1,
    missingSeconds: 0,
    warmUpSeconds: profile.warmUpSeconds ?? 0,
    carried: 0,
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
    machine: emptyMachine(),
    all: emptyCounts(criteria),
    steps: stepsOf(scenario).map(() => emptyCounts(criteria)),
    firstOfMix: scenario.setup.length,
    eachSecond: emptyTallies(plan),
    recoveries: emptyRecoveries(plan),
  };
}

/** Adds a frame to the totals it is given and answers them. Frames come in order; a number already folded is passed over. */
export function addFrame(totals: Totals, frame: Frame): Totals {
  if (frame.second <= totals.lastSecond) return totals;
  totals.missingSeconds += frame.second - totals.lastSecond - 1;
  totals.seconds++;
  totals.lastSecond = frame.second;
  totals.users = frame.users;
  totals.inFlight = frame.inFlight;
  totals.waiting = frame.waiting;
  if (frame.second < totals.warmUpSeconds) totals.carried = frame.inFlight + frame.waiting;
  else countSecond(totals, frame);
  return totals;
}

function countSecond(totals: Totals, frame: Frame): void {
  for (const name of summed) totals[name] += frame[name];
  mergeInto(totals.lateness, frame.lateness);
  if (frame.saturated) totals.saturatedSeconds++;
  tallyMachine(totals.machine, frame);
  for (const step of frame.steps) addStep(totals, step);
  for (const tally of totals.eachSecond) tallySecond(tally, frame);
  for (const tally of totals.recoveries) tallyRecovery(tally, frame);
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

/** Several steps' counts together. */
export function sumOf(parts: readonly Counts[]): Counts {
  const sum = emptyCounts(parts[0]?.over.length ?? 0);
  for (const part of parts) {
    for (const name of summedCounts) sum[name] += part[name];
    for (const [kind, times] of Object.entries(part.failedByKind) as [ErrorKind, number][])
      sum.failedByKind[kind] = (sum.failedByKind[kind] ?? 0) + times;
    mergeInto(sum.latency, part.latency);
    mergeInto(sum.service, part.service);
    sum.latencyMaxMs = Math.max(sum.latencyMaxMs, part.latencyMaxMs);
    for (const [criterion, over] of part.over.entries()) sum.over[criterion] = (sum.over[criterion] ?? 0) + over;
  }
  return sum;
}

const summedCounts = ["n", "ok", "failed", "bytesIn", "bytesOut", "latencySumMs"] as const;

/** Requests that were sent but had not answered when the run was over: their kind is `unfinished`. */
export function unfinishedOf(totals: Totals): number {
  return totals.all.failedByKind.unfinished ?? 0;
}
