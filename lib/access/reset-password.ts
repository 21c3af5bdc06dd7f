import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import type { ResetPassword } from "./input.ts";
import { hashPassword } from "./password.ts";
import { type LinkRefused, openLink, readAccountLink } from "./read-account-link.ts";
import { setUpTokenHash } from "./set-up-token.ts";
import { lockPeople, lockUser, updateUser } from "./store.ts";
import { lockLink, markLinkUsed } from "./store-links.ts";
import { deleteSessions } from "./store-sessions.ts";
import { liftTries } from "./store-tries.ts";
import { accountKey } from "./where.ts";

type Reset = { ok: true; email: string };

/** Sets a new password by an admin's one-time link and ends the person's sessions; waits after wrong tries are lifted. Refuses a link
 *  that is unknown, used, revoked or too old, and account-disabled; of two at once one wins. */
export async function resetPassword(
  ctx: Ctx,
  { token, password }: ResetPassword,
): Promise<Reset | LinkRefused | Refused<"account-disabled">> {
  const known = await readAccountLink(ctx, token);
  if (!known.ok) return known;
  const passwordHash = await hashPassword(password);
  return ctx.transaction(async (tx) => {
    await lockPeople(tx);
    const open = openLink(await lockLink(tx, setUpTokenHash(token)), ctx.now());
    if (!open.ok) return open;
    const user = open.link.personId === null ? null : await lockUser(tx, open.link.personId);
    if (user === null) return refuse("link-unknown");
    const { id, name, email, roles } = user;
    if (user.disabledAt !== null) return refuse("account-disabled");
    await updateUser(tx, id, { passwordHash });
    await markLinkUsed(tx, open.link.id, ctx.now());
    const sessionsEnded = await deleteSessions(tx, id);
    await liftTries(tx, { account: accountKey(email) }, ctx.now());
    const asPerson: Ctx = { ...ctx, actor: { kind: "person", id, name, roles } };
    const after = { sessionsEnded };
    await record(tx, asPerson, {
      pilotId: null,
      verb: "person.password-reset",
      subject: { kind: "person", id },
      after,
    });
    return { ok: true, email };
  });
}
