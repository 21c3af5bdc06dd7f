import { emptyHistogram, recordUs } from "#lib/platform/core/histogram.ts";
import { type Criterion, latencyLimitMs } from "../core/criterion.ts";
import { covers } from "../core/criterion-scope.ts";
import type { ErrorKind, Frame, StepFrame } from "../core/frame.ts";
import type { RunPlan } from "../core/run.ts";
import { latenessLimitMs } from "../core/saturation.ts";
import { type Step, stepsOf } from "../core/scenario.ts";

/** Counts one thread's requests into seconds. A second is closed a little after it ends and never touched again: what belongs to it but comes
 *  later counts in the second that is open then. Times are ms from the run's start. */

/** How long a second waits for what belongs to it. */
export const graceMs = 60;

export type Ended = {
  step: number;
  error: ErrorKind | null;
  latencyMs: number;
  serviceMs: number;
  bytesIn: number;
  bytesOut: number;
};

export type OpenSecond = Omit<Frame, "loopUtilisation" | "loopDelayMsP99" | "cpuCores" | "stealRatio" | "saturated">;

const none: readonly OverLimit[] = [];

type OverLimit = { criterion: number; limitMs: number };

export class FrameRecorder {
  #open: OpenSecond[] = [];
  /** The first second that is not closed. */
  #next = 0;
  readonly #overByStep: OverLimit[][];
  readonly #criteria: number;
  readonly #firstOfMix: number;

  constructor({ scenario, objectives }: RunPlan) {
    this.#criteria = objectives.criteria.length;
    this.#firstOfMix = scenario.setup.length;
    this.#overByStep = stepsOf(scenario).map((step, index) =>
      index < this.#firstOfMix ? [] : limitsFor(objectives.criteria, step),
    );
  }

  get next(): number {
    return this.#next;
  }

  /** Something was counted in a second that is not closed. */
  hasMore(): boolean {
    return this.#open.length > 0;
  }

  /** The open frame for a moment: its own second, or the first open one when that is closed. */
  at(ms: number): OpenSecond {
    const second = Math.max(this.#next, Math.floor(ms / 1000));
    const place = second - this.#next;
    while (this.#open.length <= place) this.#open.push(emptySecond(this.#next + this.#open.length));
    const frame = this.#open[place];
    if (frame === undefined) throw new RangeError(`no open second for ${ms} ms`);
    return frame;
  }

  late(dueMs: number, byMs: number): void {
    const frame = this.at(dueMs);
    recordUs(frame.lateness, byMs * 1000);
    if (byMs > latenessLimitMs) frame.late++;
  }

  /** A request that ended, at the moment it did. */
  ended(atMs: number, { step, error, latencyMs, serviceMs, bytesIn, bytesOut }: Ended): void {
    const frame = this.at(Math.max(0, atMs));
    const counts = this.#stepOf(frame, step);
    if (error === null) counts.ok++;
    else counts.failed[error] = (counts.failed[error] ?? 0) + 1;
    if (step >= this.#firstOfMix && error !== "unfinished") frame.ended++;
    counts.bytesIn += bytesIn;
    counts.bytesOut += bytesOut;
    recordUs(counts.latency, latencyMs * 1000);
    recordUs(counts.service, serviceMs * 1000);
    counts.latencySumMs += latencyMs;
    if (latencyMs > counts.latencyMaxMs) counts.latencyMaxMs = latencyMs;
    for (const { criterion, limitMs } of this.#overByStep[step] ?? none)
      if (latencyMs > limitMs) counts.over[criterion] = (counts.over[criterion] ?? 0) + 1;
  }

  #stepOf(frame: OpenSecond, step: number): StepFrame {
    for (const there of frame.steps) if (there.step === step) return there;
    const made = emptyStep(step, this.#criteria);
    frame.steps.push(made);
    return made;
  }

  /** Closes the first open second and gives it away. */
  close(): OpenSecond {
    const frame = this.at(this.#next * 1000);
    this.#open.shift();
    this.#next++;
    return frame;
  }
}

/** Which criteria count a step's samples over their limit. */
function limitsFor(criteria: readonly Criterion[], step: Step): OverLimit[] {
  return criteria.flatMap((one, criterion) => {
    const limitMs = latencyLimitMs(one);
    return limitMs !== null && covers(one.scope, step) ? [{ criterion, limitMs }] : [];
  });
}

function emptySecond(second: number): OpenSecond {
  return {
    second,
    planned: 0,
    sent: 0,
    dropped: 0,
    ended: 0,
    inFlight: 0,
    waiting: 0,
    users: 0,
    userMsPlanned: 0,
    userMsActive: 0,
    redrawn: 0,
    retried: 0,
    lateness: emptyHistogram(),
    late: 0,
    steps: [],
  };
}

function emptyStep(step: number, criteria: number): StepFrame {
  return {
    step,
    ok: 0,
    failed: {},
    bytesIn: 0,
    bytesOut: 0,
    latency: emptyHistogram(),
    service: emptyHistogram(),
    latencySumMs: 0,
    latencyMaxMs: 0,
    over: new Array<number>(criteria).fill(0),
  };
}
