import type { WantedDuty } from "../launch/core/plan.ts";
import { stepOf } from "../launch/plan-rows.ts";
import { findPlan, listSteps } from "../launch/store-plan.ts";
import type { PilotRow } from "../pilots/store.ts";
import { listDuties } from "../pilots/store-duties.ts";
import type { Ctx } from "../platform/ctx.ts";
import { wallNext } from "./core/wall-next.ts";
import type { WallNext } from "./core/wall-view.ts";

/** Board D: the steps that come next, and who is on duty. Whoever is disabled holds nothing. */
export async function readWallNext(ctx: Ctx, { id, windowFrom }: PilotRow): Promise<WallNext> {
  const [plan, steps, duties] = await Promise.all([
    findPlan(ctx.db, id),
    listSteps(ctx.db, id),
    listDuties(ctx.db, id),
  ]);
  const able = duties.filter(({ disabledAt }) => disabledAt === null);
  const wanted = (plan?.wanted ?? []).map((one): WantedDuty => {
    const held = able.filter(({ duty, station }) => duty === one.duty && station === one.station);
    return { ...one, held: held.map(({ name }) => name) };
  });
  const ofPlan = steps.map((row) => stepOf(row, windowFrom));
  return wallNext(ofPlan, wanted, ctx.now().getTime());
}
