import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { losesAdmin } from "./change-person.ts";
import type { WithReason } from "./input.ts";
import { lockPeople, lockUser, updateUser } from "./store.ts";
import { revokeLinksMadeBy, revokeResetsOf } from "./store-links.ts";
import { deleteSessions } from "./store-sessions.ts";

type Refusals = "person-not-found" | "person-disabled" | "last-admin";

/** Disables an account at once: its sessions end, its screens within 5 s; links to it and links it made open nothing any more. What the
 *  person did stays. Refuses person-not-found, person-disabled, last-admin. */
export async function disablePerson(
  ctx: Ctx,
  { person: id, reason }: WithReason & { person: string },
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    await lockPeople(tx);
    const user = await lockUser(tx, id);
    if (user === null) return refuse("person-not-found");
    if (user.disabledAt !== null) return refuse("person-disabled", { says: { name: user.name } });
    const lost = await losesAdmin(tx, user, []);
    if (!lost.ok) return lost;
    const now = ctx.now();
    await updateUser(tx, id, { disabledAt: now });
    await revokeResetsOf(tx, id, now);
    const linksRevoked = await revokeLinksMadeBy(tx, id, now);
    const sessionsEnded = await deleteSessions(tx, id);
    await record(tx, ctx, {
      pilotId: null,
      verb: "person.disabled",
      subject: { kind: "person", id },
      before: { enabled: true },
      after: { enabled: false, sessionsEnded, linksRevoked },
      reason,
    });
    return { ok: true };
  });
}
