import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { WithReason } from "./input/plan.ts";
import { findRehearsal, withdrawRow } from "./store-plan.ts";

type Asked = WithReason & { pilot: string; rehearsal: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "rehearsal-not-found" | "rehearsal-withdrawn";

/** Takes a rehearsal that was recorded by mistake out of the evidence, with a reason; it stays on the record. */
export async function withdrawRehearsal(
  ctx: Ctx,
  { pilot: slug, rehearsal, reason }: Asked,
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const row = await findRehearsal(tx, pilotId, rehearsal);
    if (row === null) return refuse("rehearsal-not-found");
    if (row.withdrawnAt !== null) return refuse("rehearsal-withdrawn");
    await withdrawRow(tx, row.id, { withdrawnAt: ctx.now(), withdrawnBy: ctx.actor.name, withdrawnWhy: reason });
    const subject = { kind: "rehearsal", id: row.id };
    await record(tx, ctx, { pilotId, verb: "rehearsal.withdrawn", subject, before: { number: row.number }, reason });
    return { ok: true };
  });
}
