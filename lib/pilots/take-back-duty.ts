import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { openPilot } from "./read-open-pilot.ts";
import { deleteDuty } from "./store-duties.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "duty-not-found";

/** Takes a duty back. What was signed under it stays signed: the log names it. */
export async function takeBackDuty(
  ctx: Ctx,
  { pilot: slug, duty: id }: { pilot: string; duty: string },
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const held = await deleteDuty(tx, pilotId, id);
    if (held === null) return refuse("duty-not-found");
    const before = { personId: held.personId, duty: held.duty, station: held.station };
    await record(tx, ctx, { pilotId, verb: "duty.taken-back", subject: { kind: "duty", id }, before });
    return { ok: true };
  });
}
