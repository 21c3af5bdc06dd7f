import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { Refused } from "../platform/result.ts";
import type { AddNote } from "./input/plan.ts";
import { insertNote } from "./store-plan.ts";

/** Writes down what happens on and after the launch day: an incident, a note, a handover to the next shift, a line of the review. */
export async function addNote(
  ctx: Ctx,
  { pilot: slug, ...note }: AddNote & { pilot: string },
): Promise<{ ok: true; id: string } | Refused<"pilot-not-found" | "pilot-archived">> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const id = uuidv7();
    await insertNote(tx, { id, pilotId, ...note, by: ctx.actor.name, at: ctx.now() });
    const { kind, ...after } = note;
    await record(tx, ctx, { pilotId, verb: `${kind}.added`, subject: { kind: "launch-note", id }, after });
    return { ok: true, id };
  });
}
