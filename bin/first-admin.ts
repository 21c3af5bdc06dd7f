import { createFirstAdmin } from "#lib/access/create-first-admin.ts";
import { makeSetUpLink } from "#lib/access/make-set-up-link.ts";
import type { Config } from "#lib/platform/config.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import type { Connection } from "#lib/platform/database.ts";

/** While there is no account: names the first admin from the configuration, or makes the one-time link. Answers what to print. */
export async function firstAdmin({ db }: Connection, { admin, url }: Config): Promise<string[]> {
  const ctx = systemCtx(db, "set-up");
  if (admin !== null) {
    const name = admin.email.split("@")[0] ?? admin.email;
    const made = await createFirstAdmin(ctx, { ...admin, name });
    return made.ok ? [`${admin.email} is the first admin.`] : [];
  }
  const link = await makeSetUpLink(ctx);
  if (!link.ok) return [];
  return [
    "There is no account yet. Name the first admin here; the link works once, for 30 minutes:",
    `${url}${link.path}`,
  ];
}
