import type { Ctx } from "../platform/ctx.ts";
import { refuse } from "../platform/result.ts";
import { sayInRollout } from "./say-in-rollout.ts";

/** Lets a held rollout go on from where it stands; its stage's time begins anew with what was found. */
export async function releaseRollout(ctx: Ctx, { pilot }: { pilot: string }) {
  return sayInRollout(ctx, pilot, ({ state }) =>
    state.phase === "held" ? [{ do: "released" as const }] : refuse("rollout-not-held"),
  );
}
