import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { sayTry } from "./core/sign-in-waits.ts";
import type { Device } from "./device-token.ts";
import type { Credentials } from "./input.ts";
import { passwordMatches } from "./password.ts";
import { sessionSeconds } from "./session-token.ts";
import { findUserByEmail, lockUser, type User } from "./store.ts";
import { insertSession } from "./store-sessions.ts";
import { keysOfAddress, keysOfDevice, type SignInWaits, takeTry, tryWasRight } from "./take-try.ts";
import type { Where } from "./where.ts";

export type SignedIn = { ok: true; person: { id: string; name: string; email: string; sessionId: string } };
type From = { where: Where; device: Device | null };
type SignInRefused = SignInWaits | Refused<"wrong-credentials" | "account-disabled">;

/** Opens a session for an e-mail address and password. Refuses sign-in-waits after wrong tries; wrong-credentials without saying which of
 *  the two, after the same work and the same counting for an address nobody has; account-disabled only to who knows the password. */
export async function signIn(
  ctx: Ctx,
  { email, password }: Credentials,
  { where, device }: From,
): Promise<SignedIn | SignInRefused> {
  const found = await findUserByEmail(ctx.db, email);
  const known = device !== null && device.personId === found?.id ? device : null;
  const taken = await takeTry(ctx, known ? keysOfDevice(email, known.id) : keysOfAddress(email, where.address));
  if (!taken.ok) return taken;
  const wrong = refuse("wrong-credentials", { says: { which: sayTry(taken.wrong) } });
  const matches = await passwordMatches(password, found?.passwordHash ?? null);
  if (!found || !matches) return wrong;
  await tryWasRight(ctx, taken.keys);
  return (await openSession(ctx, found, where)) ?? wrong;
}

/** Null when the password was changed while it was looked at. */
async function openSession(
  ctx: Ctx,
  { id, passwordHash }: User,
  { address, browser }: Where,
): Promise<SignedIn | Refused<"account-disabled"> | null> {
  return ctx.transaction(async (tx) => {
    const user = await lockUser(tx, id);
    if (user?.passwordHash !== passwordHash) return null;
    if (user.disabledAt !== null) return refuse("account-disabled");
    const { name, email, roles } = user;
    const [sessionId, createdAt] = [uuidv7(), ctx.now()];
    const expiresAt = new Date(createdAt.getTime() + sessionSeconds * 1000);
    await insertSession(tx, {
      id: sessionId,
      userId: id,
      address,
      browser,
      createdAt,
      expiresAt,
      lastSeenAt: createdAt,
    });
    const asPerson: Ctx = { ...ctx, actor: { kind: "person", id, name, roles } };
    const after = { session: sessionId, address, browser };
    await record(tx, asPerson, { pilotId: null, verb: "person.signed-in", subject: { kind: "person", id }, after });
    return { ok: true, person: { id, name, email, sessionId } };
  });
}
