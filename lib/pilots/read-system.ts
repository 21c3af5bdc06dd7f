import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { removedWhy } from "./open-system.ts";
import { findPilotById, findSystem, type SystemRow } from "./store.ts";

/** One system of a pilot that may be reached. Not found: another pilot's, one that was removed, and any of an archived pilot, in which
 *  nothing is started any more. */
export async function readSystem(
  ctx: Ctx,
  pilotId: string,
  id: string,
): Promise<{ ok: true; system: SystemRow } | Refused<"system-not-found">> {
  const system = await findSystem(ctx.db, pilotId, id);
  if (system === null) return refuse("system-not-found");
  if (system.removedAt !== null) return refuse("system-not-found", { says: { why: removedWhy } });
  const pilot = await findPilotById(ctx.db, pilotId);
  if (pilot?.archivedAt === null) return { ok: true, system };
  return refuse("system-not-found", { says: { why: " to reach: it is archived, and nothing is started in it" } });
}
