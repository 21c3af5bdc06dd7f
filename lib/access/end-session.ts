import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { deleteSession, deleteSessions } from "./store-sessions.ts";

/** Ends one of one's own sessions; its screens go dark within 5 s. Refuses session-not-found, also for somebody else's. */
export async function endSession(
  ctx: Ctx,
  { session: sessionId }: { session: string },
): Promise<{ ok: true } | Refused<"session-not-found">> {
  const { id } = ctx.actor;
  return ctx.transaction(async (tx) => {
    if (!(await deleteSession(tx, { userId: id, sessionId }))) return refuse("session-not-found");
    const after = { session: sessionId };
    await record(tx, ctx, { pilotId: null, verb: "person.session-ended", subject: { kind: "person", id }, after });
    return { ok: true };
  });
}

/** Ends all of one's own sessions, this one too. */
export async function signOutEverywhere(ctx: Ctx): Promise<{ ok: true; sessionsEnded: number }> {
  const { id } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const sessionsEnded = await deleteSessions(tx, id);
    const after = { sessionsEnded };
    await record(tx, ctx, {
      pilotId: null,
      verb: "person.signed-out-everywhere",
      subject: { kind: "person", id },
      after,
    });
    return { ok: true, sessionsEnded };
  });
}
