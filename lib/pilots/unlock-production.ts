import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { UnlockProduction } from "./input.ts";
import { readPilot } from "./read-pilot.ts";
import { findSystem, insertUnlock } from "./store.ts";

type Asked = UnlockProduction & { pilot: string; system: string };
type Refusals = "pilot-not-found" | "system-not-found" | "unlock-needs-production" | "unlock-name-differs";

/** Gives leave for one load run against a production system, for a time and a reason. */
export async function unlockProduction(
  ctx: Ctx,
  { pilot: slug, system: systemId, reason, minutes, name }: Asked,
): Promise<{ ok: true; expiresAt: string } | Refused<Refusals>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const system = await findSystem(ctx.db, pilotId, systemId);
  if (system === null) return refuse("system-not-found");
  if (system.environment !== "production") return refuse("unlock-needs-production", { says: { name: system.name } });
  if (name !== system.name) return refuse("unlock-name-differs", { says: { name: system.name } });
  const grantedAt = ctx.now();
  const expiresAt = new Date(grantedAt.getTime() + minutes * 60_000);
  return ctx.transaction(async (tx) => {
    await insertUnlock(tx, { id: uuidv7(), systemId, reason, grantedBy: ctx.actor.name, grantedAt, expiresAt });
    const after = { minutes, expiresAt: expiresAt.toISOString(), forRuns: 1 };
    const subject = { kind: "system", id: systemId };
    await record(tx, ctx, { pilotId, verb: "system.unlocked", subject, after, reason });
    return { ok: true, expiresAt: expiresAt.toISOString() };
  });
}
