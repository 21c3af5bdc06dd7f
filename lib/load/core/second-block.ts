import { ByteReader, ByteWriter } from "./byte-columns.ts";
import type { ErrorKind, Frame, StepFrame } from "./frame.ts";
import { readHistograms, writeHistograms } from "./histogram-columns.ts";

/** Frames as one block of bytes and back, every figure to the bit. Figures stand in columns, not frame by frame: compressed, a second of ten
 *  steps takes a fraction of what it takes as rows. */

/** A block covers the seconds [piece × 120, piece × 120 + 120) of a run. */
export const blockSeconds = 120;

const layout = 1;

const frameFigures = [
  "second",
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
  "loopUtilisation",
  "loopDelayMsP99",
  "cpuCores",
  "stealRatio",
] as const satisfies readonly (keyof Frame)[];
const stepFigures = [
  "step",
  "ok",
  "bytesIn",
  "bytesOut",
  "latencySumMs",
  "latencyMaxMs",
] as const satisfies readonly (keyof StepFrame)[];

/** A step's second with its frame's index, and its own among the frame's steps. */
type Placed = { of: StepFrame; frame: number; place: number };

export function encodeBlock(frames: readonly Frame[]): Uint8Array {
  const to = new ByteWriter();
  to.whole(layout);
  for (const name of frameFigures) to.numbers(frames.map((frame) => frame[name]));
  to.wholes(frames.map(({ saturated }) => (saturated ? 1 : 0)));
  writeHistograms(
    to,
    frames.map(({ lateness }) => lateness),
  );
  writeSteps(to, frames);
  return to.done();
}

/** One step's seconds stand beside each other: they are alike. */
function writeSteps(to: ByteWriter, frames: readonly Frame[]): void {
  const placed = frames
    .flatMap(({ steps }, frame) => steps.map((of, place): Placed => ({ of, frame, place })))
    .sort((a, b) => a.of.step - b.of.step);
  to.wholes(placed.map(({ frame }) => frame));
  to.wholes(placed.map(({ place }) => place));
  const steps = placed.map(({ of }) => of);
  for (const name of stepFigures) to.numbers(steps.map((step) => step[name]));
  to.wholes(steps.map(({ over }) => over.length));
  to.numbers(steps.flatMap(({ over }) => over));
  writeFailures(to, steps);
  for (const name of ["latency", "service"] as const)
    writeHistograms(
      to,
      steps.map((step) => step[name]),
    );
}

function writeFailures(to: ByteWriter, steps: readonly StepFrame[]): void {
  const failures = steps.map(({ failed }) => Object.entries(failed) as [ErrorKind, number][]);
  const kinds = [...new Set(failures.flatMap((of) => of.map(([kind]) => kind)))];
  to.text(JSON.stringify(kinds));
  to.wholes(failures.map((of) => of.length));
  to.wholes(failures.flatMap((of) => of.map(([kind]) => kinds.indexOf(kind))));
  to.numbers(failures.flatMap((of) => of.map(([, times]) => times)));
}

/** Throws a RangeError on bytes that `encodeBlock` did not make. */
export function decodeBlock(bytes: Uint8Array): Frame[] {
  const from = new ByteReader(bytes);
  const found = from.whole();
  if (found !== layout) throw new RangeError(`the block has layout ${found}, which is not known`);
  const columns = frameFigures.map(() => from.numbers());
  const saturated = from.wholes();
  const frames = readHistograms(from).map((lateness, at): Frame => {
    const figures = figuresAt(frameFigures, columns, at);
    return { ...figures, lateness, saturated: saturated[at] === 1, steps: [] };
  });
  readSteps(from, frames);
  from.end();
  return frames;
}

function readSteps(from: ByteReader, frames: readonly Frame[]): void {
  const [frameOf, placeOf] = [from.wholes(), from.wholes()];
  const columns = stepFigures.map(() => from.numbers());
  const overs = shared(from.wholes(), from.numbers());
  const failures = readFailures(from);
  const [latencies, services] = [readHistograms(from), readHistograms(from)];
  for (const [at, frame] of frameOf.entries()) {
    const [latency, service, steps, place] = [latencies[at], services[at], frames[frame]?.steps, placeOf[at]];
    if (latency === undefined || service === undefined || steps === undefined || place === undefined)
      throw new RangeError("the block lacks a step's figures");
    const figures = figuresAt(stepFigures, columns, at);
    steps[place] = { ...figures, failed: failures[at] ?? {}, latency, service, over: overs[at] ?? [] };
  }
}

function readFailures(from: ByteReader): StepFrame["failed"][] {
  const kinds: readonly ErrorKind[] = JSON.parse(from.text());
  const [sizes, indexes, times] = [from.wholes(), from.wholes(), from.numbers()];
  const pairs = indexes.map((index, at): [ErrorKind | undefined, number] => [kinds[index], times[at] ?? 0]);
  return shared(sizes, pairs).map((of) => Object.fromEntries(of));
}

/** Parts of a column, so many each. */
function shared<T>(sizes: readonly number[], values: readonly T[]): T[][] {
  let at = 0;
  return sizes.map((size) => {
    at += size;
    return values.slice(at - size, at);
  });
}

function figuresAt<Name extends string>(
  names: readonly Name[],
  columns: readonly number[][],
  at: number,
): Record<Name, number> {
  const pairs = names.map((name, column) => [name, columns[column]?.[at] ?? 0] as const);
  return Object.fromEntries(pairs) as Record<Name, number>;
}
