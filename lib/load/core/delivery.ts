import { type Totals, unfinishedOf } from "./fold.ts";
import { type Profile, plannedSeconds, requestsByCount } from "./profile.ts";
import type { RunPlan } from "./run.ts";

/** Below this share of the plan nothing passes, whatever the objectives say. */
export const leastDeliveredShare = 0.98;

/** What the plan asked for so far, and how much of it was delivered: requests (open model, and closed by a count), or user-seconds after the ramp. */
export type Delivery = { delivered: number; planned: number };

export function deliveryUnit(profile: Profile): "requests" | "user-seconds" {
  return profile.model === "closed" && requestsByCount(profile) === null ? "user-seconds" : "requests";
}

/** Open model: planned = delivered + dropped + unfinished. While a run goes on, what is still on its way is not yet owed. */
export function deliveryOf({ profile }: Pick<RunPlan, "profile">, totals: Totals): Delivery {
  if (deliveryUnit(profile) === "user-seconds") {
    const { userMsActive, userMsPlanned } = totals;
    return { delivered: Math.min(userMsActive, userMsPlanned) / 1000, planned: userMsPlanned / 1000 };
  }
  const { dropped } = totals;
  // What was due in the warm-up is in no count but that of its end.
  const ended = Math.max(0, totals.ended - totals.carried);
  const settled = ended + dropped + unfinishedOf(totals);
  const lost = isWhole({ profile }, totals) ? Math.max(0, totals.planned - settled) : 0;
  return { delivered: ended, planned: settled + lost };
}

/** The plan was recorded to its end and nothing is on its way any more. Only then can a request be missed that was due and is in no count:
 *  before, a frame's `inFlight` is read a moment after its second ended, and the difference trembles. */
export function isWhole({ profile }: Pick<RunPlan, "profile">, totals: Totals): boolean {
  const byCount = requestsByCount(profile);
  const isThere = byCount === null ? totals.lastSecond + 1 >= plannedSeconds(profile) : totals.planned >= byCount;
  return isThere && totals.inFlight + totals.waiting === 0;
}
