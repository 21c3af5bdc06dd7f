import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { revokeInviteRow } from "./store-links.ts";

/** Takes an invitation back: its link opens nothing from now on. Refuses invite-not-found when it was used, revoked or replaced. */
export async function revokeInvite(
  ctx: Ctx,
  { invite: id }: { invite: string },
): Promise<{ ok: true } | Refused<"invite-not-found">> {
  return ctx.transaction(async (tx) => {
    const link = await revokeInviteRow(tx, id, ctx.now());
    if (link === null) return refuse("invite-not-found");
    const { email, name, roles } = link;
    await record(tx, ctx, {
      pilotId: null,
      verb: "person.invitation-revoked",
      subject: { kind: "invite", id },
      before: { email, name, roles },
    });
    return { ok: true };
  });
}
