import type { Ctx } from "../platform/ctx.ts";
import { refuse } from "../platform/result.ts";
import type { RolloutAct } from "./core/acts.ts";
import { isSeenBack } from "./core/back-clock.ts";
import { sayInRollout } from "./say-in-rollout.ts";
import { endRollout } from "./store.ts";

/** A person says who was told that everything is back. With it the way back ends; where something is still drained or listed, it ends with
 *  that. */
export async function announceBack(ctx: Ctx, { pilot, says }: { pilot: string; says: string }) {
  return sayInRollout(ctx, pilot, async ({ tx, rollout, state, now }) => {
    const done = state.back?.phases.filter(({ isGood }) => isGood) ?? [];
    const isDone = (phase: string) => done.some((one) => one.phase === phase);
    if (!isSeenBack(state)) return refuse("back-not-announced-yet");
    if (isDone("announce")) return refuse("back-announced-already");
    const startedAt = done.reduce((end, { endedAt }) => Math.max(end, endedAt), 0);
    const announced: RolloutAct = { do: "back-phase", phase: "announce", startedAt, endedAt: now, isGood: true, says };
    if (!isDone("drain") || !isDone("reconcile")) return [announced];
    await endRollout(tx, rollout.id, "back", ctx.now());
    return [announced, { do: "finished" as const, says: "All traffic is back." }];
  });
}
