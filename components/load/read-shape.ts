import { type Batch, type ClosedShape, type OpenShape, shapeLevels, stagesOf } from "#lib/load/core/load-shape.ts";
import { Notes } from "./draft-notes.ts";
import { levelRow, stageRow } from "./fill-load.ts";
import { type ClosedShapeName, firstStage, type OpenShapeName, type RunDraft, type StageDraft } from "./run-draft.ts";

/** Figures typed for a shape of load, read as that shape. Places are `profile.shape.` and the figure. */

export const shapePlace = (key: string) => `profile.shape.${key}`;
const mostParts = 50;

type Figures = RunDraft["figures"];

/** Null while something is missing or wrong, which is noted, and for shapes that are typed as stages. */
export function readOpenShape(name: OpenShapeName, figures: Figures, notes: Notes): OpenShape | null {
  const number = (key: string) => notes.number(shapePlace(key), figures[key] ?? "");
  const shape = openOf(name, number);
  if (shape === null) return null;
  for (const [key, sentence] of misfits(shape)) notes.refuse(shapePlace(`${name}.${key}`), sentence);
  return notes.isClean("profile.shape") ? shape : null;
}

function openOf(name: OpenShapeName, at: (key: string) => number): OpenShape | null {
  switch (name) {
    case "ramp":
      return {
        kind: name,
        from: at("ramp.from"),
        to: at("ramp.to"),
        seconds: at("ramp.seconds"),
        holdSeconds: at("ramp.hold"),
      };
    case "steps":
    case "search": {
      const [from, to, by] = [at(`${name}.from`), at(`${name}.to`), at(`${name}.by`)];
      return { kind: "steps", from, to, by, seconds: at(`${name}.seconds`) };
    }
    case "burst": {
      const times = { seconds: at("burst.seconds"), everySeconds: at("burst.every"), times: at("burst.times") };
      return { kind: name, base: at("burst.base"), burst: at("burst.burst"), ...times };
    }
    case "spike": {
      const seconds = {
        beforeSeconds: at("spike.before"),
        seconds: at("spike.seconds"),
        afterSeconds: at("spike.after"),
      };
      return { kind: name, base: at("spike.base"), spike: at("spike.spike"), ...seconds };
    }
    case "soak":
      return { kind: name, rate: at("soak.rate"), hours: at("soak.hours") };
    default:
      return null;
  }
}

type Misfit = [key: string, sentence: string];

/** What cannot be a shape, at the figure that would mend it. */
function misfits(shape: OpenShape): Misfit[] {
  switch (shape.kind) {
    case "ramp":
      return when(shape.from === shape.to, ["to", "another rate than the first"]);
    case "steps":
      return stepMisfits(shape);
    case "burst":
      return burstMisfits(shape);
    case "spike":
      return when(shape.spike <= shape.base, ["spike", "more than the base"]);
    case "soak":
      return when(shape.hours < 2 || shape.hours > 24, ["hours", "2 to 24 h; a shorter one is a constant rate"]);
    default:
      return [];
  }
}

const when = (wrong: boolean, misfit: Misfit): Misfit[] => (wrong ? [misfit] : []);

function stepMisfits({ from, to, by, seconds }: Extract<OpenShape, { kind: "steps" }>): Misfit[] {
  const levels = Math.floor(Math.abs(to - from) / by + 1e-9) + 1;
  return [
    ...when(by <= 0, ["by", "more than 0"]),
    ...when(levels < 2, ["to", "room for two levels at least"]),
    ...when(levels > mostParts, ["by", `that would be more than ${mostParts} levels`]),
    ...when(seconds < 1, ["seconds", "at least 1 s"]),
  ];
}

function burstMisfits({ base, burst, seconds, everySeconds, times }: Extract<OpenShape, { kind: "burst" }>): Misfit[] {
  return [
    ...when(burst <= base, ["burst", "more than the base"]),
    ...when(everySeconds - seconds < 1, ["seconds", "shorter than the time from one burst to the next"]),
    ...when(!Number.isInteger(times) || times < 2 || times > mostParts / 2, ["times", "2 to 25 bursts"]),
  ];
}

export function readClosedShape(name: ClosedShapeName, figures: Figures, notes: Notes): ClosedShape | null {
  if (name !== "sweep" && name !== "batches") return null;
  const seconds = notes.number(shapePlace(`${name}.seconds`), figures[`${name}.seconds`] ?? "");
  const key = name === "sweep" ? "sweep.users" : "batches.pairs";
  const typed = figures[key] ?? "";
  if (typed.trim() === "") notes.miss(shapePlace(key));
  const shape: ClosedShape | null = name === "sweep" ? sweepOf(typed, seconds) : batchesOf(typed, seconds);
  if (shape === null)
    notes.refuse(
      shapePlace(key),
      name === "sweep" ? "numbers of users, such as 10, 50, 100" : "pairs such as 5×50, 10×200",
    );
  return notes.isClean("profile.shape") ? shape : null;
}

function sweepOf(typed: string, seconds: number): ClosedShape | null {
  const users = partsOf(typed).map((part) => (/^[1-9]\d{0,4}$/.test(part) ? Number(part) : null));
  return isWhole(users) ? { kind: "sweep", users, seconds } : null;
}

function batchesOf(typed: string, atMostSeconds: number): ClosedShape | null {
  const batches = partsOf(typed.replace(/\s*[×x*]\s*/g, "×")).map((part): Batch | null => {
    const [, users, each] = /^([1-9]\d{0,4})×([1-9]\d{0,6})$/.exec(part) ?? [];
    return users === undefined ? null : { users: Number(users), requestsEach: Number(each) };
  });
  return isWhole(batches) ? { kind: "batches", batches, atMostSeconds } : null;
}

const partsOf = (typed: string) => typed.split(/[\s,;/]+/).filter((part) => part !== "");

function isWhole<One>(parts: readonly (One | null)[]): parts is readonly One[] {
  return parts.length > 0 && parts.length <= mostParts && !parts.includes(null);
}

/** What the shape makes of stages, levels and search; nothing while its figures cannot be read, or where it has none. */
export function shaped(draft: RunDraft): Partial<RunDraft> {
  const notes = new Notes();
  if (draft.model === "open") {
    const search = draft.openShape === "search";
    const shape = readOpenShape(draft.openShape, draft.figures, notes);
    return shape === null ? {} : { stages: stagesOf(shape).map(stageRow), search };
  }
  const shape = readClosedShape(draft.closedShape, draft.figures, notes);
  return shape === null ? {} : { levels: shapeLevels(shape).map(levelRow) };
}

/** Another shape of the present model. Constant takes the first of the stages there are, own takes all of them. */
export function withShape(draft: RunDraft, name: string): Partial<RunDraft> {
  if (draft.model === "closed") {
    const closedShape = (["users", "sweep", "batches", "own"] as const).find((one) => one === name) ?? "own";
    const levels = closedShape === "users" ? { levels: [] } : shaped({ ...draft, closedShape });
    return { closedShape, ...ownLevels(draft, closedShape), ...levels };
  }
  const names = ["constant", "ramp", "steps", "burst", "spike", "soak", "search", "own"] as const;
  const openShape = names.find((one) => one === name) ?? "own";
  if (openShape === "own") return { openShape };
  if (openShape !== "constant") return { openShape, search: false, ...shaped({ ...draft, openShape }) };
  return { openShape, search: false, stages: [firstOf(draft.stages)] };
}

/** Stages changed by hand: what they are called follows them. */
export function withStages({ search }: RunDraft, stages: StageDraft[]): Partial<RunDraft> {
  const isConstant = stages.length === 1 && stages[0]?.shape !== "ramp" && !search;
  return { stages, openShape: isConstant ? "constant" : "own" };
}

function firstOf([first = firstStage]: readonly StageDraft[]): StageDraft {
  return first.shape === "ramp" ? { ...first, shape: "constant" } : first;
}

/** Users who are already typed are the first level. */
function ownLevels({ levels, users, length, unit }: RunDraft, name: ClosedShapeName): Partial<RunDraft> {
  if (name !== "own" || levels.length > 0) return {};
  return { levels: [{ id: 1, users, ends: "time", each: "", length, unit }] };
}
