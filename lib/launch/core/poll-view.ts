import type { SaidStationAct } from "./calls.ts";
import type { Signature } from "./signatures.ts";
import type { Snapshot } from "./snapshot.ts";

/** A poll as screens and documents get it. Times in ms since 1970. */

export type PollView = {
  number: number;
  openedBy: string;
  openedAt: number;
  closed: { at: number; by: string; sentence: string } | null;
  /** As it was frozen when the poll was opened. */
  opened: { sha256: string; at: number };
  /** The newest: who signs, signs over this one. `moves`: how often the evidence moved while the poll was open. */
  snapshot: { sha256: string; at: number; content: Snapshot };
  moves: number;
  /** SHA-256 of the calls that count now; who signs, signs it too. Null once the poll is closed. */
  calls: string | null;
  /** What was called and what became of it, in this poll. */
  said: readonly SaidStationAct[];
  signatures: readonly Signature[];
  decision: "go" | "no-go" | null;
};

export type ListedPoll = Pick<PollView, "number" | "openedBy" | "openedAt" | "closed">;
