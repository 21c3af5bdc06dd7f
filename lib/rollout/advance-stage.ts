import type { Ctx } from "../platform/ctx.ts";
import { refuse } from "../platform/result.ts";
import { stageText } from "./core/say-rollout.ts";
import { healthySeen, whatBlocks } from "./core/state.ts";
import type { AdvanceStage } from "./input/rollout.ts";
import { sayInRollout } from "./say-in-rollout.ts";
import { findReading } from "./store.ts";

/** A person lets the next stage begin, or says after the last that the cut-over is complete. Refused while the stage's time or its gate holds
 *  it, and where the rollout is not where the person saw it. */
export async function advanceStage(ctx: Ctx, { pilot, from }: AdvanceStage & { pilot: string }) {
  return sayInRollout(ctx, pilot, async ({ tx, rollout, state, now }) => {
    const { stages, healthyLeast } = rollout.plan;
    if (state.back !== null || state.stage !== from || state.phase === "done")
      return refuse("stage-moved-on", { says: { what: stageText(state, stages) } });
    if (state.phase === "held")
      return refuse("stage-not-ready", { says: { what: `it is held: ${state.heldWhy ?? ""}` } });
    if (state.open !== null || state.mayAdvance)
      return refuse("stage-moved-on", { says: { what: "the next stage begins already." } });
    const reading = await findReading(tx, rollout.pilotId);
    const healthyNew = healthySeen(reading?.servers ?? null, healthyLeast);
    const blocked = whatBlocks({ ...state, mayAdvance: true }, stages, { now, healthyNew, healthyLeast });
    return blocked === null
      ? [{ do: "advanced" as const, from }]
      : refuse("stage-not-ready", { says: { what: blocked } });
  });
}
