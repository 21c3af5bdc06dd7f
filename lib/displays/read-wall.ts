import { findOpenHold } from "../launch/store-plan.ts";
import { type LiveRuns, webLiveRuns } from "../load/live-runs.ts";
import { findPilotById, type PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { isWallBusy } from "./core/wall-busy.ts";
import type { WallView } from "./core/wall-view.ts";
import { readRolloutNow } from "./rollout-now.ts";
import { readWallNext } from "./wall-next.ts";
import { readWallPoll } from "./wall-poll.ts";
import { readWallRollback } from "./wall-rollback.ts";
import { readWallVitals } from "./wall-vitals.ts";

/** What all walls of a pilot show now; null: there is no such pilot. `live`: the folds of running runs that the run pages use too. */
export async function readWall(
  ctx: Ctx,
  pilotId: string,
  live: () => LiveRuns = webLiveRuns,
): Promise<WallView | null> {
  const pilot = await findPilotById(ctx.db, pilotId);
  if (pilot === null) return null;
  const [{ poll, keeperSilent }, hold, next, { vitals, rollback, rolloutIsOpen }] = await Promise.all([
    readWallPoll(ctx, pilot),
    findOpenHold(ctx.db, pilotId),
    readWallNext(ctx, pilot),
    readWallRollout(ctx, pilot, live),
  ]);
  const at = ctx.now().getTime();
  return {
    ...{ at, pilot: pilotShown(pilot), poll, vitals, rollback, next, keeperSilent },
    held: hold && { since: hold.fromAt.getTime(), reason: hold.reason },
    busy: isWallBusy({ window: windowOf(pilot), poll, rollback, rolloutIsOpen }, at),
  };
}

async function readWallRollout(ctx: Ctx, pilot: PilotRow, live: () => LiveRuns) {
  const rollout = await readRolloutNow(ctx, pilot);
  const [vitals, rollback] = await Promise.all([
    readWallVitals(ctx, { pilotId: pilot.id, rollout, live }),
    readWallRollback(ctx, rollout),
  ]);
  return { vitals, rollback, rolloutIsOpen: rollout.rollout?.endedAt === null };
}

function windowOf({ windowFrom, windowTo }: PilotRow): { from: number; to: number } | null {
  return windowFrom && windowTo && { from: windowFrom.getTime(), to: windowTo.getTime() };
}

function pilotShown({ name, site, timeZone, practice, windowFrom, windowTo }: PilotRow): WallView["pilot"] {
  const window = windowFrom && windowTo ? { from: windowFrom.toISOString(), to: windowTo.toISOString() } : null;
  return { name, site, timeZone, practice, window };
}
