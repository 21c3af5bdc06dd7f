import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { newSetUpToken, setUpLinkMinutes, setUpTokenHash } from "./set-up-token.ts";
import { countUsers, deleteUnusedSetUpLinks, insertSetUpLink, lockFirstAdmin } from "./store.ts";

export type MadeSetUpLink = { ok: true; token: string; path: string; expiresAt: Date };

/** A one-time link by which the first admin is named, for 30 minutes; `path` is to be put behind GANTRY_URL. Links made before lose their
 *  force. Refuses accounts-exist. */
export async function makeSetUpLink(ctx: Ctx): Promise<MadeSetUpLink | Refused<"accounts-exist">> {
  const token = newSetUpToken();
  return ctx.transaction(async (tx) => {
    await lockFirstAdmin(tx);
    if ((await countUsers(tx)) > 0) return refuse("accounts-exist");
    const createdAt = ctx.now();
    const expiresAt = new Date(createdAt.getTime() + setUpLinkMinutes * 60_000);
    await deleteUnusedSetUpLinks(tx);
    await insertSetUpLink(tx, { tokenHash: setUpTokenHash(token), createdAt, expiresAt });
    await record(tx, ctx, {
      pilotId: null,
      verb: "set-up-link.made",
      subject: { kind: "set-up-link", id: setUpTokenHash(token).slice(0, 8) },
      after: { expiresAt },
    });
    return { ok: true, token, path: `/set-up?token=${token}`, expiresAt };
  });
}
