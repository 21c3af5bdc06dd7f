import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { UnlockProduction } from "./input.ts";
import { openSystem, type SystemRefusals } from "./open-system.ts";
import { insertUnlock } from "./store.ts";

type Asked = UnlockProduction & { pilot: string; system: string };
type Refusals = SystemRefusals | "unlock-needs-production" | "unlock-name-differs";

/** Gives leave for one load run against a production system, for a time and a reason. */
export async function unlockProduction(
  ctx: Ctx,
  { pilot, system: systemId, reason, minutes, name }: Asked,
): Promise<{ ok: true; expiresAt: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openSystem(tx, { pilot, system: systemId });
    if (!found.ok) return found;
    const { system } = found;
    if (system.environment !== "production") return refuse("unlock-needs-production", { says: { name: system.name } });
    if (name !== system.name) return refuse("unlock-name-differs", { says: { name: system.name } });
    const grantedAt = ctx.now();
    const expiresAt = new Date(grantedAt.getTime() + minutes * 60_000);
    await insertUnlock(tx, { id: uuidv7(), systemId, reason, grantedBy: ctx.actor.name, grantedAt, expiresAt });
    const after = { minutes, expiresAt: expiresAt.toISOString(), forRuns: 1 };
    const subject = { kind: "system", id: systemId };
    await record(tx, ctx, { pilotId: system.pilotId, verb: "system.unlocked", subject, after, reason });
    return { ok: true, expiresAt: expiresAt.toISOString() };
  });
}
