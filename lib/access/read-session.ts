import type { Actor } from "#lib/platform/ctx.ts";
import type { Database } from "#lib/platform/database.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { openSessionToken } from "./session-token.ts";
import { findUser } from "./store.ts";

export type Session = { actor: Actor; email: string; sessionVersion: number; expiresAt: Date };
export type NoSession = Refused<"signed-out" | "session-expired" | "session-ended" | "account-disabled">;

/** Who asks, from a request's cookie header. The account is read each time, so that disabling it or ending its sessions works at once.
 *  Refuses no or a foreign token (signed-out), one older than 8 hours (session-expired), one whose account was disabled or had its
 *  sessions ended since. */
export async function readSession(
  db: Database,
  cookieHeader: string | null,
): Promise<{ ok: true; session: Session } | NoSession> {
  const claims = await openSessionToken(cookieHeader);
  if (typeof claims === "string") return refuse(claims);
  const user = await findUser(db, claims.sub);
  if (!user) return refuse("signed-out");
  if (user.disabledAt !== null) return refuse("account-disabled");
  if (user.sessionVersion !== claims.sessionVersion) return refuse("session-ended");
  const actor: Actor = { kind: "person", id: user.id, name: user.name, roles: user.roles };
  const { email, sessionVersion } = user;
  return { ok: true, session: { actor, email, sessionVersion, expiresAt: new Date(claims.exp * 1000) } };
}
