import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "#lib/platform/ctx.ts";
import type { Tx } from "#lib/platform/database.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { countUsers, insertUser, lockFirstAdmin } from "./store.ts";

export type NamedAdmin = { ok: true; personId: string };
type Admin = { name: string; email: string; passwordHash: string };

/** The first account, with the roles that the first day needs. Waits for anybody else who is naming one, then refuses accounts-exist. */
export async function nameFirstAdmin(tx: Tx, ctx: Ctx, admin: Admin): Promise<NamedAdmin | Refused<"accounts-exist">> {
  await lockFirstAdmin(tx);
  if ((await countUsers(tx)) > 0) return refuse("accounts-exist");
  const id = uuidv7();
  const { name, email, passwordHash } = admin;
  await insertUser(tx, { id, name, email, passwordHash, roles: ["admin", "lead"], createdAt: ctx.now() });
  await record(tx, ctx, {
    pilotId: null,
    verb: "person.named-first-admin",
    subject: { kind: "person", id },
    after: { name, email, roles: ["admin", "lead"] },
  });
  return { ok: true, personId: id };
}
