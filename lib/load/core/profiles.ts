import type { ClosedLevel, ClosedProfile, OpenProfile, Ramp } from "./profile.ts";

/** Loads as templates write them. */

/** The same rate all the time, or from one to the next. */
export function rates(stages: readonly Ramp[], rest: Partial<OpenProfile> = {}): OpenProfile {
  return { model: "open", stages, maxUsers: 200, startLimitMs: 5_000, ...rest };
}

/** One rate, requests a second, for so many seconds. */
export function constant(perSecond: number, seconds: number, rest: Partial<OpenProfile> = {}): OpenProfile {
  return rates([{ from: perSecond, to: perSecond, seconds }], rest);
}

/** So many users for so many seconds, `spawnPerSecond` of them coming each second. */
export function users(count: number, seconds: number, spawnPerSecond: number): ClosedProfile {
  return { model: "closed", users: count, spawnPerSecond, durationSeconds: seconds };
}

/** Levels one after another. */
export function levels(of: readonly ClosedLevel[], spawnPerSecond: number): ClosedProfile {
  const durationSeconds = of.reduce((sum, one) => sum + ("seconds" in one ? one.seconds : one.atMostSeconds), 0);
  return {
    model: "closed",
    users: Math.max(...of.map((one) => one.users)),
    spawnPerSecond,
    durationSeconds,
    levels: of,
  };
}

/** Up from one rate to another in even steps, until a level does not hold. */
export function search(from: number, { to, by, seconds }: { to: number; by: number; seconds: number }): OpenProfile {
  const count = Math.floor((to - from) / by) + 1;
  const stages = Array.from({ length: count }, (_, step) => {
    const rate = from + step * by;
    return { from: rate, to: rate, seconds };
  });
  return rates(stages, { search: { atLeast: null } });
}
