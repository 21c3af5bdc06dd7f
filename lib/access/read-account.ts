import type { Ctx } from "#lib/platform/ctx.ts";
import type { AccountView } from "./core/people.ts";
import type { Session } from "./read-session.ts";
import { listSessions } from "./store-sessions.ts";

/** One's own account and where it is signed in, this session first. */
export async function readAccount(ctx: Ctx, { id: current, actor, email }: Session): Promise<AccountView> {
  const rows = await listSessions(ctx.db, actor.id, ctx.now());
  const sessions = rows.map(({ id, address, browser, createdAt, lastSeenAt }) => ({
    id,
    address,
    browser,
    sinceAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    thisOne: id === current,
  }));
  sessions.sort((one, other) => Number(other.thisOne) - Number(one.thisOne));
  return { name: actor.name, email, roles: [...actor.roles], sessions };
}
