/** How much load, and when. Rates are requests of the mix a second, times are seconds from the run's start. */

/** A part of the run in which the rate climbs or falls evenly; constant where `from === to`. */
export type Ramp = { from: number; to: number; seconds: number };

/** The run ends after the first level that does not hold, or cannot be judged. `atLeast`: requests a second that have to hold; null: whatever is found. */
export type CapacitySearch = { atLeast: number | null };

export type OpenProfile = {
  model: "open";
  stages: readonly Ramp[];
  /** Users (each with a connection) that may be in use at once; an arrival beyond waits, then is dropped. */
  maxUsers: number;
  /** How long an arrival may wait for an idle user before it is dropped. */
  startLimitMs: number;
  /** The first seconds of the plan, which do not count. */
  warmUpSeconds?: number | undefined;
  /** Evenly, one after the same time as the other; or as people come who know nothing of each other, drawn from the run's seed. */
  arrivals?: "even" | "poisson" | undefined;
  /** Every constant stage is a level. */
  search?: CapacitySearch | null | undefined;
};

/** A part of the run with so many users, for a time or until each has sent so many requests. */
export type ClosedLevel =
  | { users: number; seconds: number }
  | { users: number; requestsEach: number; atMostSeconds: number };

export type ClosedProfile = {
  model: "closed";
  /** The most at once. */
  users: number;
  /** Users started a second until all are there. */
  spawnPerSecond: number;
  /** At most, where levels end by a count. */
  durationSeconds: number;
  warmUpSeconds?: number | undefined;
  /** One after another; one level with all users for the whole time where there are none. */
  levels?: readonly ClosedLevel[] | undefined;
};

export type Profile = OpenProfile | ClosedProfile;

/** The planned length of the run in seconds; the longest that it may take where it ends by a count. */
export function plannedSeconds(profile: Profile): number {
  if (profile.model === "closed") return profile.durationSeconds;
  return profile.stages.reduce((sum, stage) => sum + stage.seconds, 0);
}

/** The highest rate of all stages, a second. */
export function peakRate(stages: readonly Ramp[]): number {
  return Math.max(...stages.map(({ from, to }) => Math.max(from, to)));
}

/** The levels of a closed profile, also where none were named. */
export function closedLevels({ levels, users, durationSeconds }: ClosedProfile): readonly ClosedLevel[] {
  return levels === undefined || levels.length === 0 ? [{ users, seconds: durationSeconds }] : levels;
}

/** The longest that a level may take. */
export function levelSeconds(level: ClosedLevel): number {
  return "seconds" in level ? level.seconds : level.atMostSeconds;
}

/** Requests that a profile is to send when it ends by a count, else null. */
export function requestsByCount(profile: Profile): number | null {
  if (profile.model === "open") return null;
  const levels = closedLevels(profile);
  if (!levels.some((level) => "requestsEach" in level)) return null;
  return levels.reduce((sum, level) => sum + ("requestsEach" in level ? level.users * level.requestsEach : 0), 0);
}

/** The number of requests is drawn as well: what the plan says is its mean. */
export function isByChance(profile: Profile): boolean {
  return profile.model === "open" && profile.arrivals === "poisson";
}

/** By a count, or by a search: its planned end is its latest. */
export function mayEndBefore(profile: Profile): boolean {
  return requestsByCount(profile) !== null || isSearch(profile);
}

/** It ends at the first level that does not hold or cannot be judged, and its levels decide. */
export function isSearch(profile: Profile): profile is OpenProfile & { search: CapacitySearch } {
  return profile.model === "open" && profile.search != null;
}
