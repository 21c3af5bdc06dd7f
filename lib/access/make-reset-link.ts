import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { type MadeLink, newAccountLink } from "./account-link.ts";
import { lockPeople, lockUser } from "./store.ts";
import { revokeResetsOf } from "./store-links.ts";

/** A one-time link by which a person sets a new password, for 24 hours; an earlier one loses its force. Until it is used nothing else
 *  changes. Refuses person-not-found, person-disabled. */
export async function makeResetLink(
  ctx: Ctx,
  { person: id }: { person: string },
): Promise<MadeLink | Refused<"person-not-found" | "person-disabled">> {
  return ctx.transaction(async (tx) => {
    await lockPeople(tx);
    const user = await lockUser(tx, id);
    if (user === null) return refuse("person-not-found");
    const { name, email, roles } = user;
    if (user.disabledAt !== null) return refuse("person-disabled", { says: { name } });
    await revokeResetsOf(tx, id, ctx.now());
    const made = await newAccountLink(tx, ctx, { kind: "reset", personId: id, email, name, roles });
    await record(tx, ctx, {
      pilotId: null,
      verb: "person.reset-link-made",
      subject: { kind: "person", id },
      after: { expiresAt: made.expiresAt },
    });
    return made;
  });
}
