import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Coverage, coverageOf } from "./coverage-of.ts";

/** Coverage as the launch judges it: at the window's beginning where it lies ahead, else now; each cell with the signatures behind it. */
export function readLaunchCoverage(ctx: Ctx, pilot: PilotRow): Promise<Coverage> {
  return coverageOf(ctx, pilot, "launch");
}
