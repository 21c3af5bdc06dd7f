import type { Ctx } from "../platform/ctx.ts";
import { refuse } from "../platform/result.ts";
import { sayInRollout } from "./say-in-rollout.ts";

/** Nothing advances until somebody lets it go on. What the switch does now stays as it is. */
export async function holdRollout(ctx: Ctx, { pilot, reason }: { pilot: string; reason: string }) {
  return sayInRollout(ctx, pilot, ({ state }) => {
    if (state.back !== null) return refuse("back-called-already", { says: { by: state.back.by } });
    if (state.phase === "held") return refuse("rollout-held-already", { says: { reason: state.heldWhy ?? "" } });
    return [{ do: "held" as const, reason }];
  });
}
