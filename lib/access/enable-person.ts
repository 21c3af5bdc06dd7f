import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import type { WithReason } from "./input.ts";
import { lockPeople, lockUser, updateUser } from "./store.ts";

type Refusals = "person-not-found" | "person-not-disabled";

/** Enables an account again, with the roles and the password it had; sessions that ended stay ended. Refuses person-not-found,
 *  person-not-disabled. */
export async function enablePerson(
  ctx: Ctx,
  { person: id, reason }: WithReason & { person: string },
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    await lockPeople(tx);
    const user = await lockUser(tx, id);
    if (user === null) return refuse("person-not-found");
    if (user.disabledAt === null) return refuse("person-not-disabled", { says: { name: user.name } });
    await updateUser(tx, id, { disabledAt: null });
    await record(tx, ctx, {
      pilotId: null,
      verb: "person.enabled",
      subject: { kind: "person", id },
      before: { enabled: false },
      after: { enabled: true, roles: user.roles },
      reason,
    });
    return { ok: true };
  });
}
