import type { DriverError } from "./driver.ts";
import type { GateVerdict } from "./vitals.ts";

/** What was done and found in a rollout. Acts are only ever added; where it stands is computed from them. */

/** The way back, in this order (launch.md). */
export const backPhases = ["detect", "decide", "switch", "verify", "drain", "reconcile", "announce"] as const;
export type BackPhase = (typeof backPhases)[number];

export type RolloutAct =
  | { do: "begun"; says: string }
  /** Before the switch is asked: what is meant to happen. A process that finds this without its end reads reality first. */
  | { do: "switching"; stage: number | null; percent: number; expected: number | null | "any"; requestId: string }
  | { do: "switched"; percent: number; requestId: string; tookMs: number; raw: string }
  | { do: "switch-failed"; requestId: string; error: DriverError; says: string; raw: string; found: number | null }
  /** What a process read when it took the rollout up, or when the switch moved without Gantry. */
  | { do: "found"; percent: number | null; expected: number | null; says: string }
  | { do: "gate"; stage: number; verdict: GateVerdict }
  /** A person lets the next stage begin. */
  | { do: "advanced"; from: number }
  | { do: "held"; reason: string }
  | { do: "released" }
  | { do: "finished"; says: string }
  /** A person says that it is final: Gantry leads nobody back from it any more. */
  | { do: "closed"; reason: string }
  | { do: "abandoned"; reason: string }
  /** The rule says what it would do, once, then it is quiet until somebody has looked. */
  | { do: "would-roll-back"; says: string }
  /** `noticedAt`: since when it is bad; `startedAt`: the first of the two taps. ms since 1970. */
  | { do: "back-called"; reason: string; noticedAt: number; startedAt: number }
  | { do: "back-phase"; phase: BackPhase; startedAt: number; endedAt: number; isGood: boolean; says: string };

/** `at` in ms since 1970. `by`: a person, or Gantry. */
export type SaidRolloutAct = { id: string; act: RolloutAct; byId: string; by: string; at: number };
