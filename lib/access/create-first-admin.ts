import type { Ctx } from "#lib/platform/ctx.ts";
import type { Refused } from "#lib/platform/result.ts";
import type { FirstAdmin } from "./input.ts";
import { type NamedAdmin, nameFirstAdmin } from "./name-first-admin.ts";
import { hashPassword } from "./password.ts";

/** Names the first admin from the configuration. Refuses accounts-exist when there is any account: it never changes one. */
export async function createFirstAdmin(
  ctx: Ctx,
  { name, email, password }: FirstAdmin,
): Promise<NamedAdmin | Refused<"accounts-exist">> {
  const passwordHash = await hashPassword(password);
  return ctx.transaction((tx) => nameFirstAdmin(tx, ctx, { name, email, passwordHash }));
}
