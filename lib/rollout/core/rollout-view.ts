import type { Environment } from "../../pilots/core/place.ts";
import type { SaidRolloutAct } from "./acts.ts";
import type { SwitchServer } from "./driver.ts";
import type { RolloutPlan } from "./plan.ts";
import type { RolloutState } from "./state.ts";
import type { VitalsSample } from "./vitals.ts";

/** A rollout as screens get it. Times are ms since 1970. */

export type SwitchChoice = { name: string; driver: "haproxy" | "command"; environment: Environment; canSplit: boolean };

/** What the keeper last read of the switch. `readAt`: when it last answered; older than 10 s is not now. */
export type ReadingView = {
  switch: string;
  newPercent: number | null;
  servers: readonly SwitchServer[];
  error: string | null;
  says: string | null;
  readAt: number | null;
  triedAt: number;
};

export type RolloutLine = {
  number: number;
  kind: "cut-over" | "drill";
  environment: Environment;
  startedBy: string;
  startedAt: number;
  endedAt: number | null;
  endedHow: "over" | "back" | "abandoned" | null;
  /** From when it was noticed to when all traffic was seen to be back; null: nobody went back. */
  backTookMs: number | null;
};

export type OpenRollout = RolloutLine & {
  plan: RolloutPlan;
  state: RolloutState;
  /** One sentence each: where it stands, and what it waits for; null: it waits for nothing. */
  stands: string;
  waits: string | null;
  acts: readonly SaidRolloutAct[];
  written: { open: number; "carried-over": number; "not-needed": number };
};

export type SideVitalsView = { samples: readonly VitalsSample[]; why: string | null };

export type RolloutView = {
  now: number;
  plan: RolloutPlan | null;
  /** Of the plan; 0 before the first save. */
  version: number;
  switches: readonly SwitchChoice[];
  reading: ReadingView | null;
  /** The open one, else the newest. */
  rollout: OpenRollout | null;
  /** Newest first. */
  past: readonly RolloutLine[];
  /** Of the last half hour. */
  vitals: { legacy: SideVitalsView; new: SideVitalsView };
};
