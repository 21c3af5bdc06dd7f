import { rateOfMix } from "#lib/load/core/arithmetic.ts";
import { smokeProfile } from "#lib/load/core/check-list.ts";
import type { ClosedLevel, ClosedProfile, Profile, Ramp } from "#lib/load/core/profile.ts";
import type { Scenario } from "#lib/load/core/scenario.ts";
import type { Notes } from "./draft-notes.ts";
import { clean } from "./new-run-number.ts";
import { readClosedShape, readOpenShape } from "./read-shape.ts";
import { type LevelDraft, type RunDraft, type StageDraft, secondsOf } from "./run-draft.ts";

/** The load that a draft asks for, with NaN for each figure that is missing or wrong; null where no model is chosen. */
export function readLoad(draft: RunDraft, scenario: Scenario | null, notes: Notes): Profile | null {
  if (draft.kind === "smoke") return smokeProfile;
  if (draft.model === "") {
    notes.miss("profile.model");
    return null;
  }
  const warmUp = notes.numberOr("profile.warmUpSeconds", draft.warmUp, 0);
  const warm = warmUp === 0 ? {} : { warmUpSeconds: warmUp };
  const profile = draft.model === "closed" ? closedOf(draft, notes) : openOf(draft, scenario, notes);
  return { ...profile, ...warm };
}

function openOf(draft: RunDraft, scenario: Scenario | null, notes: Notes): Profile {
  readOpenShape(draft.openShape, draft.figures, notes);
  const stages = draft.stages.map((stage, index) => rampOf(stage, { index, scenario, notes }));
  const maxUsers = notes.number("profile.maxUsers", draft.maxUsers);
  const limit = { times: 1000, most: 600_000, says: "0.001 to 600 s" };
  const startLimitMs = notes.whole("profile.startLimitMs", draft.startLimit, limit);
  const goal = () => notes.numberOr("profile.search.atLeast", draft.atLeast, null);
  const search = draft.search ? { search: { atLeast: goal() } } : {};
  const arrivals = draft.arrivals === "poisson" ? { arrivals: draft.arrivals } : {};
  return { model: "open", stages, maxUsers, startLimitMs, ...arrivals, ...search };
}

type At = { index: number; scenario: Scenario | null; notes: Notes };

function rampOf(stage: StageDraft, { index, scenario, notes }: At): Ramp {
  const place = `profile.stages.${index}`;
  const seconds = secondsIn(`${place}.seconds`, stage, notes);
  if (stage.shape === "by step") {
    const rate = rateByStep(stage, seconds, { place, scenario, notes });
    return { from: rate, to: rate, seconds };
  }
  const from = notes.number(`${place}.from`, stage.from);
  return { from, to: stage.shape === "ramp" ? notes.number(`${place}.to`, stage.to) : from, seconds };
}

type AtPlace = { place: string; scenario: Scenario | null; notes: Notes };

function rateByStep({ times: typed, step }: StageDraft, seconds: number, { place, scenario, notes }: AtPlace): number {
  const times = notes.number(`${place}.from`, typed);
  if (step === "") notes.miss(`${place}.step`);
  else if (scenario !== null && !scenario.mix.some(({ name }) => name === step))
    notes.refuse(`${place}.step`, `the scenario has no step named ${step}`);
  return scenario === null ? Number.NaN : rateOfMix(scenario, { step, times, seconds });
}

function secondsIn(place: string, { length, unit }: Pick<StageDraft, "length" | "unit">, notes: Notes): number {
  return clean(notes.number(place, length) * secondsOf[unit]);
}

function closedOf(draft: RunDraft, notes: Notes): ClosedProfile {
  const spawnPerSecond = notes.number("profile.spawnPerSecond", draft.spawnPerSecond);
  const rest = { model: "closed", spawnPerSecond } as const;
  if (draft.closedShape === "users") {
    const users = notes.number("profile.users", draft.users);
    return { ...rest, users, durationSeconds: secondsIn("profile.durationSeconds", draft, notes) };
  }
  readClosedShape(draft.closedShape, draft.figures, notes);
  const levels = draft.levels.map((level, index) => levelOf(level, index, notes));
  if (levels.length === 0) notes.refuse("profile.levels", "add a level");
  return { ...rest, ...wholeOf(levels, notes), levels };
}

/** The most users there are at once, and the longest that all levels take. */
function wholeOf(levels: readonly ClosedLevel[], notes: Notes): Pick<ClosedProfile, "users" | "durationSeconds"> {
  const users = Math.max(...levels.map((level) => level.users));
  const seconds = levels.map((level) => ("seconds" in level ? level.seconds : level.atMostSeconds));
  const durationSeconds = clean(seconds.reduce((sum, one) => sum + one, 0));
  if (durationSeconds > 86_400) notes.refuse("profile.levels", "at most 24 h in all");
  return { users, durationSeconds };
}

function levelOf(level: LevelDraft, index: number, notes: Notes): ClosedLevel {
  const place = `profile.levels.${index}`;
  const users = notes.whole(`${place}.users`, level.users, { most: 20_000, says: "1 to 20,000 whole users" });
  const seconds = secondsIn(`${place}.seconds`, level, notes);
  if (seconds < 1 || seconds > 86_400) notes.refuse(`${place}.seconds`, "1 s to 24 h");
  if (level.ends === "time") return { users, seconds };
  const most = { most: 1_000_000, says: "1 to 1,000,000 whole requests" };
  return { users, requestsEach: notes.whole(`${place}.requestsEach`, level.each, most), atMostSeconds: seconds };
}
