import type { Ctx } from "#lib/platform/ctx.ts";
import type { Database, Tx } from "#lib/platform/database.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { setUpTokenHash } from "./set-up-token.ts";
import { findSetUpLink } from "./store.ts";

export type SetUpLinkRefused = Refused<"set-up-link-unknown" | "set-up-link-used" | "set-up-link-expired">;

/** Whether a link's token still names the first admin, and until when. */
export async function readSetUpLink(
  ctx: Ctx,
  token: string,
  db: Database | Tx = ctx.db,
): Promise<{ ok: true; expiresAt: Date } | SetUpLinkRefused> {
  const link = await findSetUpLink(db, setUpTokenHash(token));
  if (!link) return refuse("set-up-link-unknown");
  if (link.usedAt !== null) return refuse("set-up-link-used");
  if (link.expiresAt <= ctx.now()) return refuse("set-up-link-expired");
  return { ok: true, expiresAt: link.expiresAt };
}
