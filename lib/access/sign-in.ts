import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import type { Credentials } from "./input.ts";
import { passwordMatches } from "./password.ts";
import { findUserByEmail, lockUser } from "./store.ts";

export type SignedIn = { ok: true; person: { id: string; name: string; email: string; sessionVersion: number } };

/** Opens a session for an e-mail address and password. Refuses wrong-credentials without saying which of the two, after the same work
 *  for an address nobody has; account-disabled only to who knows the password. */
export async function signIn(
  ctx: Ctx,
  { email, password }: Credentials,
): Promise<SignedIn | Refused<"wrong-credentials" | "account-disabled">> {
  const found = await findUserByEmail(ctx.db, email);
  const matches = await passwordMatches(password, found?.passwordHash ?? null);
  if (!found || !matches) return refuse("wrong-credentials");
  return ctx.transaction(async (tx) => {
    const user = await lockUser(tx, found.id);
    if (user?.passwordHash !== found.passwordHash) return refuse("wrong-credentials");
    if (user.disabledAt !== null) return refuse("account-disabled");
    const { id, name, sessionVersion, roles } = user;
    const asPerson: Ctx = { ...ctx, actor: { kind: "person", id, name, roles } };
    await record(tx, asPerson, { pilotId: null, verb: "person.signed-in", subject: { kind: "person", id } });
    return { ok: true, person: { id, name, email: user.email, sessionVersion } };
  });
}
