/** How much load, and when. Rates are requests of the mix a second, times are seconds from the run's start. */

/** A part of the run in which the rate climbs or falls evenly; constant where `from === to`. */
export type Ramp = { from: number; to: number; seconds: number };

export type OpenProfile = {
  model: "open";
  stages: readonly Ramp[];
  /** Users (each with a connection) that may be in use at once; an arrival beyond waits, then is dropped. */
  maxUsers: number;
  /** How long an arrival may wait for an idle user before it is dropped. */
  startLimitMs: number;
};

export type ClosedProfile = {
  model: "closed";
  users: number;
  /** Users started a second until all are there. */
  spawnPerSecond: number;
  durationSeconds: number;
};

export type Profile = OpenProfile | ClosedProfile;

/** The planned length of the run in seconds. */
export function plannedSeconds(profile: Profile): number {
  if (profile.model === "closed") return profile.durationSeconds;
  return profile.stages.reduce((sum, stage) => sum + stage.seconds, 0);
}
