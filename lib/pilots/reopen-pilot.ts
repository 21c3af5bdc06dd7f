import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { PilotFacts } from "./core/place.ts";
import { pilotFacts } from "./pilot-facts.ts";
import { lockPilot, updatePilot } from "./store.ts";

/** Takes an archiving back. */
export async function reopenPilot(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; pilot: PilotFacts } | Refused<"pilot-not-found" | "pilot-not-archived">> {
  return ctx.transaction(async (tx) => {
    const row = await lockPilot(tx, slug);
    if (row === null) return refuse("pilot-not-found");
    if (row.archivedAt === null) return refuse("pilot-not-archived", { says: { name: row.name } });
    const pilot = pilotFacts(await updatePilot(tx, row.id, { archivedAt: null }));
    const before = { archivedAt: row.archivedAt.toISOString() };
    const subject = { kind: "pilot", id: row.id };
    await record(tx, ctx, { pilotId: row.id, verb: "pilot.reopened", subject, before });
    return { ok: true, pilot };
  });
}
