import type { Ctx } from "../platform/ctx.ts";
import { refuse } from "../platform/result.ts";
import { sayInRollout } from "./say-in-rollout.ts";
import { endRollout } from "./store.ts";

/** The cut-over is final: Gantry leads nobody back from it any more. One that never moved anything, or is back, is abandoned instead. */
export async function closeRollout(ctx: Ctx, { pilot, reason }: { pilot: string; reason: string }) {
  return sayInRollout(ctx, pilot, async ({ tx, rollout, state }) => {
    if (state.phase === "done" && state.back === null) {
      await endRollout(tx, rollout.id, "over", ctx.now());
      return [{ do: "closed" as const, reason }];
    }
    if (state.percent !== 0 || state.open !== null || state.back !== null) return refuse("traffic-still-over");
    await endRollout(tx, rollout.id, "abandoned", ctx.now());
    return [{ do: "abandoned" as const, reason }];
  });
}
