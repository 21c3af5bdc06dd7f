import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { GiveDuty } from "./input.ts";
import { openPilot } from "./read-open-pilot.ts";
import { holdEnabledPerson, insertDuty } from "./store-duties.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "person-not-enabled" | "duty-held";

/** Gives a person a duty in a pilot. Any enabled account may hold one, whatever its roles. */
export async function giveDuty(
  ctx: Ctx,
  { pilot: slug, personId, duty, station }: GiveDuty & { pilot: string },
): Promise<{ ok: true; id: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const person = await holdEnabledPerson(tx, personId);
    if (person === null) return refuse("person-not-enabled");
    const given = { id: uuidv7(), pilotId, personId, duty, station, givenBy: ctx.actor.name, givenAt: ctx.now() };
    if (!(await insertDuty(tx, given))) return refuse("duty-held", { says: { name: person.name } });
    const after = { personId, name: person.name, duty, station };
    await record(tx, ctx, { pilotId, verb: "duty.given", subject: { kind: "duty", id: given.id }, after });
    return { ok: true, id: given.id };
  });
}
