import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "#lib/platform/ctx.ts";
import type { Tx } from "#lib/platform/database.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import type { AcceptInvite } from "./input.ts";
import { hashPassword } from "./password.ts";
import { type LinkRefused, openLink, readAccountLink } from "./read-account-link.ts";
import { setUpTokenHash } from "./set-up-token.ts";
import { findUserByEmail, insertUser, lockPeople } from "./store.ts";
import { type AccountLink, lockLink, markLinkUsed } from "./store-links.ts";

type Accepted = { ok: true; personId: string; email: string };

/** Makes the account that an invitation is for; who comes names and password themselves. Refuses a link that is unknown, used, revoked
 *  or too old, and email-taken; of two at once one wins. */
export async function acceptInvite(
  ctx: Ctx,
  { token, name, password }: AcceptInvite,
): Promise<Accepted | LinkRefused | Refused<"email-taken">> {
  const known = await readAccountLink(ctx, token);
  if (!known.ok) return known;
  if (known.link.kind !== "invite") return refuse("link-unknown");
  const passwordHash = await hashPassword(password);
  return ctx.transaction(async (tx) => {
    await lockPeople(tx);
    const open = openLink(await lockLink(tx, setUpTokenHash(token)), ctx.now());
    if (!open.ok) return open;
    const { email } = open.link;
    if (await findUserByEmail(tx, email)) return refuse("email-taken", { says: { email } });
    return join(tx, ctx, { link: open.link, name, passwordHash });
  });
}

type Joining = { link: AccountLink; name: string; passwordHash: string };

async function join(tx: Tx, ctx: Ctx, { link, name, passwordHash }: Joining): Promise<Accepted> {
  const { email, roles, madeByName } = link;
  const [id, createdAt] = [uuidv7(), ctx.now()];
  await insertUser(tx, { id, name, email, passwordHash, roles, createdAt });
  await markLinkUsed(tx, link.id, createdAt);
  await record(
    tx,
    { ...ctx, actor: { kind: "person", id, name, roles } },
    {
      pilotId: null,
      verb: "person.joined",
      subject: { kind: "person", id },
      after: { name, email, roles, invite: link.id, invitedBy: madeByName },
    },
  );
  return { ok: true, personId: id, email };
}
