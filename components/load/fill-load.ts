import { type ClosedShape, closedShapeOf, type OpenShape, openShapeOf } from "#lib/load/core/load-shape.ts";
import type { ClosedLevel, ClosedProfile, OpenProfile, Profile, Ramp } from "#lib/load/core/profile.ts";
import { exactText, numberText } from "./new-run-number.ts";
import {
  firstLevel,
  firstStage,
  type LevelDraft,
  type RunDraft,
  type StageDraft,
  secondsOf,
  type TimeUnit,
} from "./run-draft.ts";
import { firstFigures } from "./shape-figures.ts";

/** A load as the form shows it: its stages or levels, and the shape they have. */
export function loadOf(profile: Profile): Partial<RunDraft> {
  const warmUp = profile.warmUpSeconds ? numberText(profile.warmUpSeconds) : "";
  return {
    warmUp,
    search: false,
    atLeast: "",
    ...(profile.model === "closed" ? closedLoad(profile) : openLoad(profile)),
  };
}

function openLoad({ stages, maxUsers, startLimitMs, search, arrivals = "even" }: OpenProfile): Partial<RunDraft> {
  const room = { arrivals, maxUsers: numberText(maxUsers), startLimit: numberText(startLimitMs / 1000) };
  const shape = openShapeOf(stages);
  const isSearch = search != null;
  const named = shape?.kind === "steps" && isSearch ? "search" : (shape?.kind ?? "own");
  const openShape = isSearch && named !== "search" ? "own" : named;
  const figures = { ...firstFigures, ...(shape === null ? {} : openFigures(shape, openShape)) };
  const atLeast = search?.atLeast == null ? "" : numberText(search.atLeast);
  return { model: "open", openShape, figures, stages: stages.map(stageRow), ...room, search: isSearch, atLeast };
}

function openFigures(shape: OpenShape, name: string): Record<string, string> {
  const of = (figures: Record<string, number>) =>
    Object.fromEntries(Object.entries(figures).map(([key, value]) => [`${name}.${key}`, exactText(value)]));
  switch (shape.kind) {
    case "ramp":
      return of({ from: shape.from, to: shape.to, seconds: shape.seconds, hold: shape.holdSeconds });
    case "steps":
      return of({ from: shape.from, to: shape.to, by: shape.by, seconds: shape.seconds });
    case "burst": {
      const { base, burst, seconds, everySeconds: every, times } = shape;
      return of({ base, burst, seconds, every, times });
    }
    case "spike": {
      const { base, spike, beforeSeconds: before, seconds, afterSeconds: after } = shape;
      return of({ base, spike, before, seconds, after });
    }
    case "soak":
      return of({ rate: shape.rate, hours: shape.hours });
    default:
      return {};
  }
}

function closedLoad({ users, spawnPerSecond, durationSeconds, levels = [] }: ClosedProfile): Partial<RunDraft> {
  const typed = { users: numberText(users), spawnPerSecond: numberText(spawnPerSecond), ...lengthOf(durationSeconds) };
  const shape = closedShapeOf(levels);
  const closedShape = levels.length === 0 ? "users" : (shape?.kind ?? "own");
  const figures = { ...firstFigures, ...(shape === null ? {} : closedFigures(shape)) };
  return { model: "closed", closedShape, figures, levels: levels.map(levelRow), ...typed };
}

function closedFigures(shape: ClosedShape): Record<string, string> {
  if (shape.kind === "sweep")
    return { "sweep.users": shape.users.join(", "), "sweep.seconds": exactText(shape.seconds) };
  const pairs = shape.batches.map(({ users, requestsEach }) => `${users}×${requestsEach}`).join(", ");
  return { "batches.pairs": pairs, "batches.seconds": exactText(shape.atMostSeconds) };
}

export function stageRow({ from, to, seconds }: Ramp, index: number): StageDraft {
  const shape = from === to ? "constant" : "ramp";
  return { ...firstStage, id: index + 1, shape, from: exactText(from), to: exactText(to), ...lengthOf(seconds) };
}

export function levelRow(level: ClosedLevel, index: number): LevelDraft {
  const row = { ...firstLevel, id: index + 1, users: numberText(level.users) };
  if ("seconds" in level) return { ...row, ...lengthOf(level.seconds) };
  return { ...row, ends: "count", each: numberText(level.requestsEach), ...lengthOf(level.atMostSeconds) };
}

function lengthOf(seconds: number): { length: string; unit: TimeUnit } {
  const fits = (["h", "min"] as const).find((one) => seconds % secondsOf[one] === 0) ?? "s";
  return { length: numberText(seconds / secondsOf[fits]), unit: fits };
}
