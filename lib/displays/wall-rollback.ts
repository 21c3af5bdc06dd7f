import type { Ctx } from "../platform/ctx.ts";
import { wallRollback } from "./core/wall-rollback.ts";
import type { WallRollback } from "./core/wall-view.ts";
import type { RolloutNow } from "./rollout-now.ts";
import { leadNames } from "./store-wall.ts";

const mostPeople = 6;

/** Board C: the way back, and who may call it. */
export async function readWallRollback(ctx: Ctx, rollout: RolloutNow): Promise<WallRollback> {
  const people = await leadNames(ctx.db, mostPeople);
  return wallRollback({ ...rollout, people }, ctx.now().getTime());
}
