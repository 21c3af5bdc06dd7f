import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { practiceDatabaseIsOffered } from "../platform/practice-database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { practiceName } from "./practice-name.ts";
import { heldTests, insertPractice, lockClaims, newestPractice } from "./store.ts";

type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "practice-database-not-offered"
  | "practice-database-in-making"
  | "practice-database-in-use";

/** Asks a runner to make the practice database, or to make it anew. */
export async function askPracticeDatabase(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; id: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    if (!found.pilot.practice || !practiceDatabaseIsOffered()) return refuse("practice-database-not-offered");
    // No runner takes a test of it meanwhile.
    await lockClaims(tx);
    const newest = await newestPractice(tx);
    if (newest?.state === "queued" || newest?.state === "making") return refuse("practice-database-in-making");
    const reading = (await heldTests(tx)).find(({ database }) => database === practiceName);
    if (reading !== undefined) return refuse("practice-database-in-use", { says: { number: String(reading.number) } });
    const [id, pilotId] = [uuidv7(), found.pilot.id];
    const asked = { requestedBy: ctx.actor.name, requestedAt: ctx.now() };
    await insertPractice(tx, { id, pilotId, state: "queued", part: "", done: 0, parts: 1, ...asked });
    await record(tx, ctx, { pilotId, verb: "practice-database.asked", subject: { kind: "practice-database", id } });
    return { ok: true, id };
  });
}
