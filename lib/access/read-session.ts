import type { Actor } from "#lib/platform/ctx.ts";
import type { Database } from "#lib/platform/database.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { openSessionToken } from "./session-token.ts";
import { findSession, touchSessions } from "./store-sessions.ts";

export type Session = { id: string; actor: Actor; email: string; expiresAt: Date };
export type NoSession = Refused<"signed-out" | "session-expired" | "session-ended" | "account-disabled">;

/** How old "last seen" may get before it is written anew: not a write for each request. */
export const seenEveryMs = 60_000;

/** Who asks, from a request's cookie header. Account and session are read each time, so that disabling and ending work at once.
 *  Refuses no or a foreign token (signed-out), one older than 8 hours (session-expired), a session that was ended, and one whose account
 *  was disabled. */
export async function readSession(
  db: Database,
  cookieHeader: string | null,
): Promise<{ ok: true; session: Session } | NoSession> {
  const claims = await openSessionToken(cookieHeader);
  if (typeof claims === "string") return refuse(claims);
  const found = await findSession(db, { userId: claims.sub, sessionId: claims.sid });
  if (!found) return refuse("signed-out");
  const { user, session } = found;
  if (user.disabledAt !== null) return refuse("account-disabled");
  if (session === null) return refuse("session-ended");
  const now = new Date();
  if (now.getTime() - session.lastSeenAt.getTime() > seenEveryMs) await touchSessions(db, [session], now);
  const actor: Actor = { kind: "person", id: user.id, name: user.name, roles: user.roles };
  return { ok: true, session: { id: session.id, actor, email: user.email, expiresAt: new Date(claims.exp * 1000) } };
}
