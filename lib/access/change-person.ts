import type { Ctx } from "#lib/platform/ctx.ts";
import type { Tx } from "#lib/platform/database.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { type RoleName, sameRoles } from "./core/roles.ts";
import type { ChangePerson } from "./input.ts";
import { countOtherAdmins, lockPeople, lockUser, type User, updateUser } from "./store.ts";
import { revokeLinksMadeBy } from "./store-links.ts";

type Refusals = "person-not-found" | "person-changed" | "last-admin";

/** Changes a person's name and roles, with a reason; it holds from their next request. Refuses person-not-found, person-changed when it
 *  is no more what the form showed, last-admin. Who stops being an admin leaves no open links behind. */
export async function changePerson(
  ctx: Ctx,
  { person: id, was, name, roles, reason }: ChangePerson & { person: string },
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    await lockPeople(tx);
    const user = await lockUser(tx, id);
    if (user === null) return refuse("person-not-found");
    if (user.name !== was.name || !sameRoles(user.roles, was.roles))
      return refuse("person-changed", { says: { now: `${user.name}, ${user.roles.join(", ")}` } });
    const lost = await losesAdmin(tx, user, roles);
    if (!lost.ok) return lost;
    await updateUser(tx, id, { name, roles });
    const linksRevoked = lost.admin ? await revokeLinksMadeBy(tx, id, ctx.now()) : 0;
    await record(tx, ctx, {
      pilotId: null,
      verb: "person.changed",
      subject: { kind: "person", id },
      before: { name: user.name, roles: user.roles },
      after: { name, roles, ...(linksRevoked === 0 ? {} : { linksRevoked }) },
      reason,
    });
    return { ok: true };
  });
}

/** Whether these new roles (none: disabled) take admin away. Refuses it of the last one who is enabled. */
export async function losesAdmin(
  tx: Tx,
  { id, name, roles: before, disabledAt }: User,
  after: readonly RoleName[],
): Promise<{ ok: true; admin: boolean } | Refused<"last-admin">> {
  const admin = before.includes("admin") && !after.includes("admin");
  if (!admin || disabledAt !== null || (await countOtherAdmins(tx, id)) > 0) return { ok: true, admin };
  return refuse("last-admin", { says: { name } });
}
