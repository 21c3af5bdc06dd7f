import type { Only } from "./part-of-scenario.ts";
import { type ClosedLevel, closedLevels, type Profile, type Ramp } from "./profile.ts";
import type { RunKind } from "./run.ts";

/** What makes two runs of one scenario the same load. */
export type Load = { kind: RunKind; profile: Profile; only: Only | null };

/** One text for one load: what may be left out stands with what it then means, and in one order. Only loads of one key are held against a baseline. */
export function profileKey({ kind, profile, only }: Load): string {
  return JSON.stringify([kind, onlyKey(only), profile.model === "open" ? openKey(profile) : closedKey(profile)]);
}

function onlyKey(only: Only | null): string[] | null {
  if (only === null) return null;
  switch (only.kind) {
    case "step":
      return [only.kind, only.step];
    case "tag":
      return [only.kind, only.tag];
    case "users":
      return [only.kind, only.users];
  }
}

function openKey({ stages, arrivals, search, ...rest }: Extract<Profile, { model: "open" }>) {
  const ramps = stages.map(({ from, to, seconds }: Ramp) => [from, to, seconds]);
  const searched = search === undefined || search === null ? null : [search.atLeast];
  const drawn = arrivals === "poisson" ? [arrivals] : [];
  return ["open", ramps, rest.maxUsers, rest.startLimitMs, rest.warmUpSeconds ?? 0, searched, ...drawn];
}

function closedKey(profile: Extract<Profile, { model: "closed" }>) {
  const { users, spawnPerSecond, durationSeconds, warmUpSeconds } = profile;
  return ["closed", users, spawnPerSecond, durationSeconds, warmUpSeconds ?? 0, closedLevels(profile).map(levelKey)];
}

function levelKey(level: ClosedLevel): number[] {
  return "seconds" in level ? [level.users, level.seconds] : [level.users, level.requestsEach, level.atMostSeconds];
}
