import type { ItemStanding, PausePoint } from "#lib/checklist/core/item.ts";
import type { CallKind, Condition } from "./calls.ts";

/** Readiness as screens, documents and pipelines get it. Times in ms since 1970. */

export const stationStates = ["NO-GO", "STALE", "HOLD", "NOT POLLED", "WAIVED", "GO"] as const;
export type StationState = (typeof stationStates)[number];

/** A needed item as readiness sees it: wherever its evidence comes from. */
export type NeededItem = {
  id: string;
  checklistId: string;
  number: string;
  station: string;
  title: string;
  owner: string;
  isKiller: boolean;
  ruleVersion: number;
  pausePoint: PausePoint;
  /** Whether a probe answers it: a silent keeper makes it stale while it lasts, and voids nothing. */
  isProbe: boolean;
  standing: ItemStanding;
  /** Where its evidence is looked at: an address in Gantry. */
  href: string;
};

export type StationCall = {
  id: string;
  call: CallKind;
  reason: string;
  conditions: readonly Condition[];
  byId: string;
  by: string;
  at: number;
  fingerprint: string;
  /** When and why a GO fell; or since when a HOLD or NO-GO has other evidence under it. */
  moved: { at: number; what: string } | null;
  /** Whether it counts: neither void nor lifted nor followed by another. */
  stands: boolean;
};

export type Station = {
  name: string;
  state: StationState;
  /** Why, in one sentence, complete in itself. */
  sentence: string;
  href: string;
  /** Age of the newest evidence is counted from here; null without any. */
  evidenceAt: number | null;
  fingerprint: string;
  owners: readonly { id: string; name: string }[];
  call: StationCall | null;
  items: readonly NeededItem[];
  waived: readonly { number: string; title: string }[];
};

/** What keeps the launch, worst first: who can do something about it, and where. */
export type Blocker = {
  station: string;
  state: Exclude<StationState, "GO" | "WAIVED">;
  sentence: string;
  releases: string;
  owner: string;
  href: string;
};

export type Readiness = {
  at: number;
  overall: "NO-GO" | "STALE" | "HOLD" | "GO";
  sentence: string;
  stations: readonly Station[];
  blockers: readonly Blocker[];
};

/** One change of a station, or of the whole where `station` is null. Null before the first look, and after a station left the plan. */
export type ReadinessChange = {
  sequence: number;
  at: number;
  station: string | null;
  before: string | null;
  after: string | null;
  sentence: string;
};
