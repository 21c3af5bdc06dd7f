import type { Shift } from "./shifts.ts";
import type { SystemMetrics } from "./system-metrics.ts";

/** What a pilot is and where: as the settings page and the rail show it. */

export type GoLiveWindow = { from: string; to: string };

export type PilotFacts = {
  slug: string;
  name: string;
  site: string;
  timeZone: string;
  practice: boolean;
  /** ISO instant, or null while it goes on. */
  archivedAt: string | null;
  /** Instants. */
  window: GoLiveWindow | null;
  /** Days of the site's calendar, both inclusive. */
  programme: { from: string; to: string } | null;
  shifts: readonly Shift[];
  parityScope: readonly string[];
  version: number;
};

/** Words for the fields, as sentences about changes use them. */
export const fieldWords: Readonly<Record<string, string>> = {
  name: "the name",
  site: "the site",
  timeZone: "the time zone",
  window: "the go-live window",
  programme: "the programme dates",
  shifts: "the shifts",
  parityScope: "the scope of parity",
  baseUrl: "the address",
  environment: "the environment",
  role: "the role",
  addresses: "where its figures are read",
  figures: "its figures",
};

export type Environment = "practice" | "test" | "staging" | "production";

/** What Gantry may do with a system now. Production is locked until an admin unlocks it for one run. */
export function mayDo(environment: Environment, liveUnlocks: number): { word: string; isLocked: boolean } {
  if (environment !== "production") return { word: "load runs", isLocked: false };
  if (liveUnlocks === 0) return { word: "load runs locked", isLocked: true };
  return { word: liveUnlocks === 1 ? "one load run, unlocked" : `${liveUnlocks} load runs, unlocked`, isLocked: false };
}

export const duties = ["station-owner", "decider", "product-owner", "verifier"] as const;
export type Duty = (typeof duties)[number];

/** What each duty is, for who gives it. */
export const dutyWords: Readonly<Record<Duty, { word: string; does: string }>> = {
  "station-owner": { word: "station owner", does: "calls go or no-go for one station" },
  decider: { word: "decider", does: "signs the launch decision, with a second one" },
  "product-owner": { word: "product owner", does: "accepts what the new system does differently on purpose" },
  verifier: { word: "verifier", does: "confirms what another person has checked" },
};

/** The stations of every launch; a plan may add its own. */
export const usualStations = ["Load", "Shadow", "Checklist", "Training", "Rollback", "Operations"] as const;

/** What is still missing before a launch can be decided, in sentences. Whoever is disabled does not count. */
export function missingDuties(held: readonly { personId: string; duty: Duty; enabled: boolean }[]): string[] {
  const able = held.filter(({ enabled }) => enabled);
  const people = (duty: Duty) => new Set(able.filter((one) => one.duty === duty).map(({ personId }) => personId)).size;
  const deciders = people("decider");
  return [
    ...(deciders < 2
      ? [`A launch is decided by two people: ${deciders === 0 ? "two deciders are" : "one decider is"} missing.`]
      : []),
    ...(people("verifier") === 0
      ? ["Nobody verifies yet: an answer counts once another person has confirmed it."]
      : []),
  ];
}

export type HeldDuty = { id: string; personId: string; name: string; duty: Duty; station: string; enabled: boolean };

/** What the keeper last saw of a system. */
export type SystemCheck = {
  answers: boolean;
  since: string;
  checkedAt: string;
  latencyMs: number | null;
  why: string | null;
  addresses: readonly string[];
};

export type PlacedSystem = {
  id: string;
  name: string;
  baseUrl: string;
  environment: Environment;
  role: "legacy" | "new" | "other";
  version: number;
  /** Which of its own figures load runs read. */
  metrics: SystemMetrics;
  /** Null until the keeper has looked at this address. */
  check: SystemCheck | null;
  unlocks: readonly { id: string; reason: string; grantedBy: string; expiresAt: string }[];
};

/** A check is too old to say "now" after this long. */
export const checkStaleAfterMs = 45_000;
