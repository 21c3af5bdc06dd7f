import type { Ctx } from "#lib/platform/ctx.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { setUpTokenHash } from "./set-up-token.ts";
import { type AccountLink, findLink } from "./store-links.ts";

export type LinkRefused = Refused<"link-unknown" | "link-used" | "link-revoked" | "link-expired">;
export type OpenLink = { ok: true; link: AccountLink };

/** Whether a one-time link can still be used, and what for. */
export async function readAccountLink(ctx: Ctx, token: string): Promise<OpenLink | LinkRefused> {
  return openLink(await findLink(ctx.db, setUpTokenHash(token)), ctx.now());
}

/** The same for a row in hand. */
export function openLink(link: AccountLink | null, now: Date): OpenLink | LinkRefused {
  if (link === null) return refuse("link-unknown");
  if (link.usedAt !== null) return refuse("link-used");
  if (link.revokedAt !== null) return refuse("link-revoked");
  return link.expiresAt <= now ? refuse("link-expired") : { ok: true, link };
}
