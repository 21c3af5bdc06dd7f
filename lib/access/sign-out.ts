import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { sessionClaims } from "./session-token.ts";
import { lockUser } from "./store.ts";
import { deleteSession } from "./store-sessions.ts";

/** Ends the session of a token that its browser gives back. Nothing happens when it has ended before. */
export async function signOut(ctx: Ctx, token: unknown): Promise<void> {
  const claims = sessionClaims.omit({ exp: true }).safeParse(token);
  if (!claims.success) return;
  const { sub: userId, sid: sessionId } = claims.data;
  await ctx.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (user === null || !(await deleteSession(tx, { userId, sessionId }))) return;
    const { id, name, roles } = user;
    const asPerson: Ctx = { ...ctx, actor: { kind: "person", id, name, roles } };
    const after = { session: sessionId };
    await record(tx, asPerson, { pilotId: null, verb: "person.signed-out", subject: { kind: "person", id }, after });
  });
}
