import type { ItemAct } from "./acts.ts";
import type { Item, ItemStanding, PausePoint, StandingKind } from "./item.ts";

/** Lists and items as screens get them. Times in ms since 1970. */

type Word = { byId: string; by: string; at: number };

export type WaiverView = Word & {
  id: string;
  why: string;
  scope: string;
  until: number;
  granted: Word | null;
};

export type ItemView = Item & {
  standing: ItemStanding;
  /** The newest answer; taken back or not. */
  answer: (Word & { id: string; holds: boolean; says: string; files: readonly string[]; isWithdrawn: boolean }) | null;
  verified: Word | null;
  /** Asked for or in force. */
  waiver: WaiverView | null;
  /** The newest act's id: an answer says that its form showed it. */
  seen: string | null;
};

export type Counts = Readonly<Record<StandingKind, number>>;

export type ListView = {
  id: string;
  number: number;
  name: string;
  pausePoint: PausePoint;
  version: number;
  openedAt: number | null;
  openedBy: string | null;
  counts: Counts;
  items: readonly ItemView[];
};

export type ChecklistsView = { now: number; counts: Counts; lists: readonly ListView[] };

export type FileView = {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  by: string;
  at: number;
};
export type Outcome = "good" | "failed" | "no-answer";
export type ResultView = {
  n: number;
  outcome: Outcome;
  says: string;
  raw: string;
  latencyMs: number;
  at: number;
  askedBy: string | null;
};

export type ItemDetail = {
  now: number;
  item: ItemView;
  list: { id: string; name: string; version: number; openedAt: number | null };
  acts: readonly (Word & { id: string; act: ItemAct; ruleVersion: number })[];
  files: readonly FileView[];
  /** Newest first, with what was seen. */
  results: readonly ResultView[];
  /** Outcomes, oldest first. */
  history: readonly { outcome: Outcome; at: number }[];
};
