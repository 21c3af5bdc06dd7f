import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { sayTry } from "./core/sign-in-waits.ts";
import type { ChangePassword } from "./input.ts";
import { hashPassword, passwordMatches } from "./password.ts";
import { findUser, lockPeople, lockUser, updateUser } from "./store.ts";
import { revokeResetsOf } from "./store-links.ts";
import { deleteSessions } from "./store-sessions.ts";
import { keysOfSession, takeTry, tryWasRight } from "./take-try.ts";

type Refusals = "person-not-found" | "old-password-wrong" | "password-waits";

/** Changes one's own password; one's other sessions end, and an open reset link with them. Wrong old passwords are counted for this
 *  session alone: nobody outside can hold it up. Refuses old-password-wrong, and password-waits after five. */
export async function changePassword(
  ctx: Ctx,
  { sessionId, old, password }: ChangePassword & { sessionId: string },
): Promise<{ ok: true; sessionsEnded: number } | Refused<Refusals>> {
  const { id } = ctx.actor;
  const found = await findUser(ctx.db, id);
  if (found === null) return refuse("person-not-found");
  const taken = await takeTry(ctx, keysOfSession(found.email, sessionId));
  if (!taken.ok) return refuse("password-waits", taken.details);
  const wrong = refuse("old-password-wrong", { says: { which: sayTry(taken.wrong) } });
  if (!(await passwordMatches(old, found.passwordHash))) return wrong;
  await tryWasRight(ctx, taken.keys);
  const passwordHash = await hashPassword(password);
  return ctx.transaction(async (tx) => {
    await lockPeople(tx);
    const user = await lockUser(tx, id);
    if (user?.passwordHash !== found.passwordHash) return wrong;
    await updateUser(tx, id, { passwordHash });
    await revokeResetsOf(tx, id, ctx.now());
    const sessionsEnded = await deleteSessions(tx, id, sessionId);
    const after = { sessionsEnded };
    await record(tx, ctx, { pilotId: null, verb: "person.password-changed", subject: { kind: "person", id }, after });
    return { ok: true, sessionsEnded };
  });
}
