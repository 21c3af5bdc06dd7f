import type { ChangedLine } from "./changed-lines.ts";
import type { About } from "./subject.ts";
import { groupOf, type LogGroup, logGroups } from "./verbs.ts";

/** The event log as screens get it. Times are ISO instants, hashes hex. */

export type LogEntry = {
  sequence: number;
  at: string;
  who: string;
  /** False: a part of Gantry did it. */
  isPerson: boolean;
  verb: string;
  did: string;
  detail: string;
  about: About;
  reason: string | null;
  hash: string;
};

export const shownGroups = ["all", ...logGroups, "gantry"] as const;
export type ShownGroup = (typeof shownGroups)[number];
export type GroupCounts = Readonly<Record<ShownGroup, number>>;

export type LogView = {
  /** Newest first. */
  entries: readonly LogEntry[];
  counts: GroupCounts;
  /** Entries of this pilot, whatever the filter. */
  total: number;
  /** Where the page of older ones begins; null at the end. */
  older: number | null;
};

export type LogChoices = {
  people: readonly { id: string; name: string }[];
  stations: readonly string[];
  /** False: the database let Gantry make no login of its own; then only triggers and the hashes guard the log. */
  separateRoles: boolean;
};

type Neighbour = { sequence: number; hash: string; did: string };

export type EventView = LogEntry & {
  lines: readonly ChangedLine[];
  /** Null at the chain's ends. `follows`: whether the later one holds the hash of the one before. */
  previous: Neighbour | null;
  next: Neighbour | null;
  follows: boolean;
  nextFollows: boolean | null;
};

export type Verification =
  | { state: "none" }
  | { state: "running"; since: string; by: string; walked: number; of: number }
  | {
      state: "intact";
      at: string;
      seconds: number;
      entries: number;
      from: string | null;
      head: string | null;
      /** The farthest head that was noted outside the database and compared; null where there is none. */
      seenUpTo: number | null;
    }
  | { state: "broken"; at: string; seconds: number; entries: number; sentence: string }
  | { state: "broke-off"; at: string };

type Counted = { verb: string; isPerson: boolean; n: number };

export function foldCounts(rows: readonly Counted[]): GroupCounts {
  const counts = Object.fromEntries(shownGroups.map((group) => [group, 0])) as Record<ShownGroup, number>;
  for (const { verb, isPerson, n } of rows) {
    const group: LogGroup | null = groupOf(verb);
    counts.all += n;
    if (group !== null) counts[group] += n;
    if (!isPerson) counts.gantry += n;
  }
  return counts;
}
