import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { findPlan } from "./store-plan.ts";

/** Whether a pilot's launch is planned: then its launch page is where people begin. */
export async function readHasPlan(ctx: Ctx, pilot: string): Promise<boolean> {
  const found = await readPilot(ctx, pilot);
  return found.ok && (await findPlan(ctx.db, found.pilot.id)) !== null;
}
