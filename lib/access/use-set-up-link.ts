import type { Ctx } from "#lib/platform/ctx.ts";
import type { Refused } from "#lib/platform/result.ts";
import type { UseSetUpLink } from "./input.ts";
import { type NamedAdmin, nameFirstAdmin } from "./name-first-admin.ts";
import { hashPassword } from "./password.ts";
import { readSetUpLink, type SetUpLinkRefused } from "./read-set-up-link.ts";
import { setUpTokenHash } from "./set-up-token.ts";
import { lockFirstAdmin, markSetUpLinkUsed } from "./store.ts";

/** Names the first admin by the one-time link. Refuses an unknown, used or expired link, and accounts-exist; of two at once one wins. */
export async function useSetUpLink(
  ctx: Ctx,
  { token, name, email, password }: UseSetUpLink,
): Promise<NamedAdmin | SetUpLinkRefused | Refused<"accounts-exist">> {
  const known = await readSetUpLink(ctx, token);
  if (!known.ok) return known;
  const passwordHash = await hashPassword(password);
  return ctx.transaction(async (tx) => {
    await lockFirstAdmin(tx);
    const link = await readSetUpLink(ctx, token, tx);
    if (!link.ok) return link;
    const named = await nameFirstAdmin(tx, ctx, { name, email, passwordHash });
    if (named.ok) await markSetUpLinkUsed(tx, setUpTokenHash(token), ctx.now());
    return named;
  });
}
