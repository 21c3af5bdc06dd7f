import { v7 as uuidv7 } from "uuid";
import type { Ctx, Role } from "#lib/platform/ctx.ts";
import type { Tx } from "#lib/platform/database.ts";
import { newSetUpToken, setUpTokenHash } from "./set-up-token.ts";
import { type AccountLink, insertLink } from "./store-links.ts";

const hour = 60 * 60_000;
/** How long each kind holds: an invitation waits for somebody, a reset is handed over now. */
const linkHolds: Readonly<Record<AccountLink["kind"], number>> = { invite: 7 * 24 * hour, reset: 24 * hour };

export type MadeLink = { ok: true; id: string; path: string; expiresAt: Date };
type For = { kind: AccountLink["kind"]; personId: string | null; email: string; name: string; roles: readonly Role[] };

/** Writes a one-time link; its token is only in the answer's `path`, which is to be put behind GANTRY_URL. */
export async function newAccountLink(tx: Tx, ctx: Ctx, { kind, personId, email, name, roles }: For): Promise<MadeLink> {
  const token = newSetUpToken();
  const id = uuidv7();
  const createdAt = ctx.now();
  const expiresAt = new Date(createdAt.getTime() + linkHolds[kind]);
  const madeBy = { madeById: ctx.actor.id, madeByName: ctx.actor.name };
  const tokenHash = setUpTokenHash(token);
  await insertLink(tx, {
    id,
    tokenHash,
    kind,
    personId,
    email,
    name,
    roles: [...roles],
    ...madeBy,
    createdAt,
    expiresAt,
  });
  return { ok: true, id, path: `/invite?token=${token}`, expiresAt };
}
