import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { summarise } from "./core/summary.ts";
import { findTest, listStatements, lockTest, updateTest } from "./store.ts";

type Asked = { pilot: string; number: number; reason: string };
type Refusals = "pilot-not-found" | "database-test-not-found" | "database-test-already-ended";

/** Asks the runner to stop a test; a queued one ends at once. Asking again changes nothing. */
export async function stopTest(
  ctx: Ctx,
  { pilot: slug, number, reason }: Asked,
): Promise<{ ok: true; stopRequestedAt: string } | Refused<Refusals>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const test = await findTest(ctx.db, found.pilot.id, number);
  if (test === null) return refuse("database-test-not-found");
  const { id, pilotId } = test;
  return ctx.transaction(async (tx) => {
    const locked = await lockTest(tx, id);
    if (locked === null || locked.state === "ended") return refuse("database-test-already-ended");
    if (locked.stopRequestedAt !== null) return { ok: true, stopRequestedAt: locked.stopRequestedAt.toISOString() };
    const at = ctx.now();
    const asked = { stopRequestedAt: at, stopRequestedBy: ctx.actor.name, stopReason: reason };
    const endedSentence = `Stopped by ${ctx.actor.name} before it began: ${reason}`;
    const summary = summarise(await listStatements(tx, id), endedSentence);
    const end = { state: "ended" as const, outcome: "stopped" as const, endedAt: at, endedSentence, summary };
    const ends = locked.state === "queued";
    await updateTest(tx, id, { ...asked, ...(ends ? end : {}) });
    const said = { verb: "database-test.ended", after: { outcome: "stopped", verdict: summary.verdict } };
    const event = ends ? said : { verb: "database-test.stop-requested" };
    await record(tx, ctx, { pilotId, ...event, subject: { kind: "database-test", id }, reason });
    return { ok: true, stopRequestedAt: at.toISOString() };
  });
}
