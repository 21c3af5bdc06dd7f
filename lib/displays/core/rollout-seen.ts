import type { SaidRolloutAct } from "../../rollout/core/acts.ts";
import type { Stage } from "../../rollout/core/plan.ts";
import type { RolloutState } from "../../rollout/core/state.ts";

/** A pilot's newest rollout, as the boards need it. Times are ms since 1970. */

export type RolloutSeen = {
  number: number;
  drill: boolean;
  startedAt: number;
  endedAt: number | null;
  endedHow: "over" | "back" | "abandoned" | null;
  stages: readonly Stage[];
  state: RolloutState;
  acts: readonly SaidRolloutAct[];
};

/** How long what has ended stays on a wall. */
export const endedShownMs = 24 * 60 * 60_000;

/** What the switch was last read to do; older than this is not now. */
const readingHoldsMs = 10_000;

export type SwitchSeen = { newPercent: number | null; readAt: number | null };

/** What the switch sends to the new system now; null: not known. */
export function percentNow({ newPercent, readAt }: SwitchSeen, now: number): number | null {
  return readAt !== null && now - readAt <= readingHoldsMs ? newPercent : null;
}
