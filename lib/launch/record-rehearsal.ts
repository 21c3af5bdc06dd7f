import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Rehearsal } from "./core/plan.ts";
import type { RecordRehearsal } from "./input/plan.ts";
import { rehearsalOf } from "./plan-rows.ts";
import { insertRehearsal, isFileOf } from "./store-plan.ts";

type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "rehearsal-ahead"
  | "rehearsal-practice"
  | "rehearsal-file-not-found";

/** Puts a rehearsal of the way back on record, as somebody saw it. One against a practice plant proves nothing about another pilot's
 *  target: it is refused there. */
export async function recordRehearsal(
  ctx: Ctx,
  { pilot: slug, rehearsedAt, ...input }: RecordRehearsal & { pilot: string },
): Promise<{ ok: true; rehearsal: Rehearsal } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const at = new Date(rehearsedAt);
    if (at > ctx.now()) return refuse("rehearsal-ahead");
    if (input.environment === "practice" && !found.pilot.practice) return refuse("rehearsal-practice");
    if (input.fileId !== null && !(await isFileOf(tx, pilotId, input.fileId)))
      return refuse("rehearsal-file-not-found");
    const recorded = { recordedBy: ctx.actor.name, recordedAt: ctx.now() };
    const row = await insertRehearsal(tx, { id: uuidv7(), pilotId, rehearsedAt: at, ...input, ...recorded });
    const after = { number: row.number, rehearsedAt, ...input };
    await record(tx, ctx, { pilotId, verb: "rehearsal.recorded", subject: { kind: "rehearsal", id: row.id }, after });
    return { ok: true, rehearsal: rehearsalOf(row) };
  });
}
