import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { type MadeLink, newAccountLink } from "./account-link.ts";
import type { InvitePerson } from "./input.ts";
import { findUserByEmail, lockPeople } from "./store.ts";
import { revokeInvitesTo } from "./store-links.ts";

/** A one-time link by which somebody makes their account, for 7 days. An open invitation of the same address loses its force. Refuses
 *  email-taken. */
export async function invitePerson(
  ctx: Ctx,
  { email, name, roles }: InvitePerson,
): Promise<MadeLink | Refused<"email-taken">> {
  return ctx.transaction(async (tx) => {
    await lockPeople(tx);
    if (await findUserByEmail(tx, email)) return refuse("email-taken", { says: { email } });
    await revokeInvitesTo(tx, email, ctx.now());
    const made = await newAccountLink(tx, ctx, { kind: "invite", personId: null, email, name, roles });
    const { id, expiresAt } = made;
    await record(tx, ctx, {
      pilotId: null,
      verb: "person.invited",
      subject: { kind: "invite", id },
      after: { email, name, roles, expiresAt },
    });
    return made;
  });
}
