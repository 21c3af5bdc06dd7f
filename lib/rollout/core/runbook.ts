import type { Environment } from "../../pilots/core/place.ts";
import type { RolloutPlan } from "./plan.ts";
import type { SwitchChoice } from "./rollout-view.ts";
import type { BackClock } from "./state.ts";

/** What a runbook of the way back prints of the rollout. Times are ms since 1970. */

/** A way back that was gone and seen to the end. `tookMs`: from when it was noticed until all traffic was seen to be back. */
export type LastBack = {
  number: number;
  environment: Environment;
  tookMs: number;
  back: Pick<BackClock, "by" | "reason" | "calledAt" | "phases">;
};

export type Runbook = {
  plan: RolloutPlan | null;
  /** Null where the configuration names no such switch for this pilot. */
  switch: SwitchChoice | null;
  drill: LastBack | null;
  rollback: LastBack | null;
};
