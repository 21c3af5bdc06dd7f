import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { readPilot } from "./read-pilot.ts";
import { withdrawUnlock as endUnlock, findSystem } from "./store.ts";

type Asked = { pilot: string; system: string; unlock: string };
type Refusals = "pilot-not-found" | "system-not-found" | "unlock-gone";

/** Takes an unlock back that no run has used. A run and a withdrawal at once: one of them gets it. Nothing else is locked here, because a
 *  starting run holds its unlock while it waits for the pilot. */
export async function withdrawUnlock(
  ctx: Ctx,
  { pilot: slug, system: systemId, unlock }: Asked,
): Promise<{ ok: true; withdrawnAt: string } | Refused<Refusals>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  if ((await findSystem(ctx.db, pilotId, systemId)) === null) return refuse("system-not-found");
  const now = ctx.now();
  return ctx.transaction(async (tx) => {
    const row = await endUnlock(tx, { systemId, id: unlock, now });
    if (row === null) return refuse("unlock-gone");
    const before = { reason: row.reason, grantedBy: row.grantedBy, expiresAt: row.expiresAt.toISOString() };
    const subject = { kind: "system", id: systemId };
    await record(tx, ctx, { pilotId, verb: "system.unlock-withdrawn", subject, before });
    return { ok: true, withdrawnAt: now.toISOString() };
  });
}
