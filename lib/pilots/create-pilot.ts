import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { PilotFacts } from "./core/place.ts";
import type { CreatePilot } from "./input.ts";
import { pilotFacts } from "./pilot-facts.ts";
import { findPilot, insertPilot } from "./store.ts";

/** Makes a pilot. Its slug is for good: it is in every address that people keep. Refuses pilot-slug-taken, also for an archived one. */
export async function createPilot(
  ctx: Ctx,
  input: CreatePilot,
): Promise<{ ok: true; pilot: PilotFacts } | Refused<"pilot-slug-taken">> {
  const id = uuidv7();
  return ctx.transaction(async (tx) => {
    const made = await insertPilot(tx, { id, ...input, createdAt: ctx.now() });
    const pilot = made ? await findPilot(tx, input.slug) : null;
    if (pilot === null) return refuse("pilot-slug-taken", { says: { slug: input.slug } });
    await record(tx, ctx, { pilotId: id, verb: "pilot.created", subject: { kind: "pilot", id }, after: input });
    return { ok: true, pilot: pilotFacts(pilot) };
  });
}
