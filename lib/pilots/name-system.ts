import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { NameSystem } from "./input.ts";
import { openPilot } from "./read-open-pilot.ts";
import { type SystemView, systemView } from "./read-systems.ts";
import { findSystem, insertSystem } from "./store.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "system-name-taken";

/** Names a system that the pilot may reach from now on. The name of one that was removed may be given again. */
export async function nameSystem(
  ctx: Ctx,
  { pilot: slug, ...input }: NameSystem & { pilot: string },
): Promise<{ ok: true; system: SystemView } | Refused<Refusals>> {
  const baseUrl = withoutLastSlash(input.baseUrl);
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const id = uuidv7();
    const named = { id, pilotId, ...input, baseUrl, createdBy: ctx.actor.name, createdAt: ctx.now() };
    const row = (await insertSystem(tx, named)) ? await findSystem(tx, pilotId, id) : null;
    if (row === null) return refuse("system-name-taken", { says: { name: input.name } });
    const { reason, ...after } = { ...input, baseUrl };
    await record(tx, ctx, { pilotId, verb: "system.named", subject: { kind: "system", id }, after, reason });
    return { ok: true, system: systemView(row, []) };
  });
}

/** Paths are put behind it. */
export function withoutLastSlash(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, "");
}
