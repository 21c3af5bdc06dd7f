import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { EndIncident } from "./input/plan.ts";
import { endNote, findNote } from "./store-plan.ts";

type Asked = EndIncident & { pilot: string; note: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "incident-not-open";

/** Says how an incident ended. */
export async function endIncident(
  ctx: Ctx,
  { pilot: slug, note, says }: Asked,
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const row = await findNote(tx, pilotId, note);
    if (row === null || row.kind !== "incident" || row.endedAt !== null) return refuse("incident-not-open");
    await endNote(tx, note, { endedAt: ctx.now(), endedBy: ctx.actor.name, endedSays: says });
    const subject = { kind: "launch-note", id: note };
    await record(tx, ctx, { pilotId, verb: "incident.ended", subject, before: { text: row.text }, after: { says } });
    return { ok: true };
  });
}
