import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { NameSystem } from "./input.ts";
import { readPilot } from "./read-pilot.ts";
import { type SystemView, systemView } from "./read-systems.ts";
import { insertSystem } from "./store.ts";

/** Names a system that the pilot may reach from now on. */
export async function nameSystem(
  ctx: Ctx,
  { pilot: slug, ...input }: NameSystem & { pilot: string },
): Promise<{ ok: true; system: SystemView } | Refused<"pilot-not-found" | "system-name-taken">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const baseUrl = input.baseUrl.replace(/\/+$/, "");
  const row = { id: uuidv7(), pilotId, ...input, baseUrl, createdBy: ctx.actor.name, createdAt: ctx.now() };
  return ctx.transaction(async (tx) => {
    if (!(await insertSystem(tx, row))) return refuse("system-name-taken", { says: { name: input.name } });
    const { reason, ...after } = { ...input, baseUrl };
    await record(tx, ctx, { pilotId, verb: "system.named", subject: { kind: "system", id: row.id }, after, reason });
    return { ok: true, system: systemView(row, []) };
  });
}
