import { isKeeperSilent, readinessOf } from "../launch/readiness-of.ts";
import { listDecisionActs } from "../launch/store-polls.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { wallPoll } from "./core/wall-poll.ts";
import type { WallPoll } from "./core/wall-view.ts";
import { lastOverall, newestPoll } from "./store-wall.ts";

/** Board A, from readiness as it stands now, and whether the keeper was silent when it was looked at. */
export async function readWallPoll(ctx: Ctx, pilot: PilotRow): Promise<{ poll: WallPoll; keeperSilent: boolean }> {
  const keeperSilent = await isKeeperSilent(ctx);
  const [{ readiness, acts }, written, { poll, signed }] = await Promise.all([
    readinessOf(ctx, pilot, keeperSilent),
    lastOverall(ctx.db, pilot.id),
    pollWithSigned(ctx, pilot.id),
  ]);
  return { poll: wallPoll({ readiness, acts, written, poll, signed }), keeperSilent };
}

async function pollWithSigned({ db }: Ctx, pilotId: string) {
  const row = await newestPoll(db, pilotId);
  if (row === null) return { poll: null, signed: [] };
  const { id, number, openedAt, closedAt } = row;
  const poll = { id, number, openedAt: openedAt.getTime(), isOpen: closedAt === null };
  return { poll, signed: await listDecisionActs(db, id) };
}
