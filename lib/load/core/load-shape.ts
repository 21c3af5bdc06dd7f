import type { ClosedLevel, Profile, Ramp } from "./profile.ts";

/** Shapes of load that people call by a name. Each is a few figures that become stages or levels, and is known again by those. Rates are requests a
 *  second, times are seconds. */

export type OpenShape =
  | { kind: "constant"; rate: number; seconds: number }
  | { kind: "ramp"; from: number; to: number; seconds: number; holdSeconds: number }
  | { kind: "steps"; from: number; to: number; by: number; seconds: number }
  /** Each time `everySeconds` long, the burst at its end. */
  | { kind: "burst"; base: number; burst: number; seconds: number; everySeconds: number; times: number }
  | { kind: "spike"; base: number; beforeSeconds: number; spike: number; seconds: number; afterSeconds: number }
  | { kind: "soak"; rate: number; hours: number };

export type ClosedShape =
  | { kind: "sweep"; users: readonly number[]; seconds: number }
  | { kind: "batches"; batches: readonly Batch[]; atMostSeconds: number };

export type Batch = { users: number; requestsEach: number };

/** From so long on a constant load is a soak. */
const soakFromSeconds = 7_200;
const hour = 3_600;

/** The stages of a shape, in order. */
export function stagesOf(shape: OpenShape): Ramp[] {
  switch (shape.kind) {
    case "constant":
      return [flat(shape.rate, shape.seconds)];
    case "soak":
      return [flat(shape.rate, clean(shape.hours * hour))];
    case "ramp":
      return rampStages(shape);
    case "steps":
      return ratesOf(shape).map((rate) => flat(rate, shape.seconds));
    case "burst":
      return burstStages(shape);
    case "spike":
      return spikeStages(shape);
  }
}

function burstStages({ base, burst, seconds, everySeconds, times }: Extract<OpenShape, { kind: "burst" }>): Ramp[] {
  return Array.from({ length: times }, () => [flat(base, everySeconds - seconds), flat(burst, seconds)]).flat();
}

function spikeStages(shape: Extract<OpenShape, { kind: "spike" }>): Ramp[] {
  const { base, beforeSeconds, spike, seconds, afterSeconds } = shape;
  return [flat(base, beforeSeconds), flat(spike, seconds), flat(base, afterSeconds)];
}

const flat = (rate: number, seconds: number): Ramp => ({ from: rate, to: rate, seconds });

function rampStages({ from, to, seconds, holdSeconds }: Extract<OpenShape, { kind: "ramp" }>): Ramp[] {
  const hold = holdSeconds > 0 ? [flat(to, holdSeconds)] : [];
  return [{ from, to, seconds }, ...hold];
}

/** Up or down, never beyond `to`. */
function ratesOf({ from, to, by }: { from: number; to: number; by: number }): number[] {
  const step = to < from ? -by : by;
  const steps = Math.floor(Math.abs(to - from) / by + 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => clean(from + index * step));
}

/** 0.1 + 0.2 is 0.3. */
const clean = (value: number) => Number(value.toPrecision(12));

/** The levels of a shape, in order. */
export function shapeLevels(shape: ClosedShape): ClosedLevel[] {
  if (shape.kind === "sweep") return shape.users.map((users) => ({ users, seconds: shape.seconds }));
  return shape.batches.map((batch) => ({ ...batch, atMostSeconds: shape.atMostSeconds }));
}

/** The shape that these stages have; null where none of those with a name. */
export function openShapeOf(stages: readonly Ramp[]): OpenShape | null {
  return onePart(stages) ?? rampOf(stages) ?? (stages.every(isFlat) ? flatShape(stages) : null);
}

const isFlat = ({ from, to }: Ramp) => from === to;

function onePart([first, ...more]: readonly Ramp[]): OpenShape | null {
  if (first === undefined || more.length > 0 || !isFlat(first)) return null;
  const { from: rate, seconds } = first;
  return seconds >= soakFromSeconds
    ? { kind: "soak", rate, hours: seconds / hour }
    : { kind: "constant", rate, seconds };
}

function rampOf([first, second, ...more]: readonly Ramp[]): OpenShape | null {
  if (first === undefined || isFlat(first) || more.length > 0) return null;
  if (second !== undefined && (!isFlat(second) || second.from !== first.to)) return null;
  return { kind: "ramp", ...first, holdSeconds: second?.seconds ?? 0 };
}

function flatShape(stages: readonly Ramp[]): OpenShape | null {
  return spikeOf(stages) ?? burstOf(stages) ?? stepsOf(stages);
}

function spikeOf([before, top, after, ...more]: readonly Ramp[]): OpenShape | null {
  if (before === undefined || top === undefined || after === undefined || more.length > 0) return null;
  if (before.from !== after.from || top.from <= before.from) return null;
  const times = { beforeSeconds: before.seconds, seconds: top.seconds, afterSeconds: after.seconds };
  return { kind: "spike", base: before.from, spike: top.from, ...times };
}

function burstOf(stages: readonly Ramp[]): OpenShape | null {
  const [base, burst] = stages;
  if (base === undefined || burst === undefined || stages.length < 4 || stages.length % 2 === 1) return null;
  const repeats = stages.every((stage, index) => isSame(stage, index % 2 === 0 ? base : burst));
  if (!repeats || burst.from <= base.from) return null;
  const everySeconds = base.seconds + burst.seconds;
  const times = stages.length / 2;
  return { kind: "burst", base: base.from, burst: burst.from, seconds: burst.seconds, everySeconds, times };
}

const isSame = (one: Ramp, other: Ramp) => one.from === other.from && one.seconds === other.seconds;

function stepsOf(stages: readonly Ramp[]): OpenShape | null {
  const [first, second] = stages;
  const last = stages.at(-1);
  if (first === undefined || second === undefined || last === undefined || first.from === second.from) return null;
  const shape = {
    from: first.from,
    to: last.from,
    by: clean(Math.abs(second.from - first.from)),
    seconds: first.seconds,
  };
  const rates = ratesOf(shape);
  const fits = stages.every(({ from, seconds }, index) => from === rates[index] && seconds === first.seconds);
  return fits && rates.length === stages.length ? { kind: "steps", ...shape } : null;
}

/** The shape that these levels have; null for none, or for levels of several kinds. */
export function closedShapeOf(levels: readonly ClosedLevel[]): ClosedShape | null {
  const [first] = levels;
  if (first === undefined) return null;
  if ("seconds" in first) {
    const { seconds } = first;
    const fits = levels.every((level) => "seconds" in level && level.seconds === seconds);
    return fits ? { kind: "sweep", users: levels.map(({ users }) => users), seconds } : null;
  }
  const { atMostSeconds } = first;
  const batches = levels.flatMap((level) =>
    "requestsEach" in level && level.atMostSeconds === atMostSeconds
      ? [{ users: level.users, requestsEach: level.requestsEach }]
      : [],
  );
  return batches.length === levels.length ? { kind: "batches", batches, atMostSeconds } : null;
}

/** The shape of a profile; null where none of those with a name. */
export function shapeOf(profile: Profile): OpenShape | ClosedShape | null {
  return profile.model === "open" ? openShapeOf(profile.stages) : closedShapeOf(profile.levels ?? []);
}
