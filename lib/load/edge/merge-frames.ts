import { mergeInto } from "#lib/platform/core/histogram.ts";
import type { ErrorKind, Frame, StepFrame } from "../core/frame.ts";
import { isSaturated } from "../core/saturation.ts";
import type { ThreadFrame } from "./engine-messages.ts";
import type { MachineReading } from "./self-watch.ts";

/** One second of the whole run from the same second of each thread. Counts and histograms add up exactly. */
export function mergeFrames(parts: readonly ThreadFrame[], machine: MachineReading): Frame {
  const [first, ...others] = parts;
  if (first === undefined) throw new RangeError("no thread's frame to merge");
  const frame: Frame = { ...first, ...machine, saturated: false };
  for (const other of others) addPart(frame, other);
  frame.saturated = isSaturated(frame);
  return frame;
}

const summed = [
  "planned",
  "sent",
  "dropped",
  "ended",
  "inFlight",
  "waiting",
  "users",
  "userMsPlanned",
  "userMsActive",
  "redrawn",
  "retried",
  "late",
] as const;

function addPart(frame: Frame, part: ThreadFrame): void {
  for (const name of summed) frame[name] += part[name];
  mergeInto(frame.lateness, part.lateness);
  frame.loopUtilisation = Math.max(frame.loopUtilisation, part.loopUtilisation);
  frame.loopDelayMsP99 = Math.max(frame.loopDelayMsP99, part.loopDelayMsP99);
  for (const step of part.steps) {
    const same = frame.steps.find((one) => one.step === step.step);
    if (same === undefined) frame.steps.push(step);
    else addStep(same, step);
  }
}

function addStep(into: StepFrame, from: StepFrame): void {
  into.ok += from.ok;
  into.bytesIn += from.bytesIn;
  into.bytesOut += from.bytesOut;
  into.latencySumMs += from.latencySumMs;
  into.latencyMaxMs = Math.max(into.latencyMaxMs, from.latencyMaxMs);
  mergeInto(into.latency, from.latency);
  mergeInto(into.service, from.service);
  for (const [kind, times] of Object.entries(from.failed) as [ErrorKind, number][])
    into.failed[kind] = (into.failed[kind] ?? 0) + times;
  into.over = into.over.map((times, criterion) => times + (from.over[criterion] ?? 0));
}
