import type { Ctx } from "#lib/platform/ctx.ts";
import type { InviteRow, PeopleView, PersonRow } from "./core/people.ts";
import { listUsers, type User } from "./store.ts";
import { type AccountLink, listOpenInvites } from "./store-links.ts";
import { countSessions } from "./store-sessions.ts";
import { waitingAddresses, waitsOf } from "./store-tries.ts";
import { accountKey } from "./where.ts";

/** Who is here and who may do what. Addresses, presence, waits and invitations are told to admins only. */
export async function readPeople(ctx: Ctx): Promise<PeopleView> {
  const { id: me, roles } = ctx.actor;
  const users = await listUsers(ctx.db);
  if (!roles.includes("admin"))
    return { me, mayChange: false, people: users.map((user) => rowOf(user, null)), invites: [], addressWaits: [] };
  const now = ctx.now();
  const [waits, open, invites, addresses] = await Promise.all([
    waitsOf(
      ctx.db,
      users.map(({ email }) => accountKey(email)),
      now,
    ),
    countSessions(ctx.db, now),
    listOpenInvites(ctx.db, now),
    waitingAddresses(ctx.db, now),
  ]);
  const people = users.map((user) => {
    const { email, lastHereAt } = user;
    const waitsUntil = waits.get(accountKey(email))?.toISOString() ?? null;
    const openSessions = open.get(user.id) ?? 0;
    return rowOf(user, { email, lastHereAt: lastHereAt?.toISOString() ?? null, openSessions, waitsUntil });
  });
  const addressWaits = addresses.map(({ place, until }) => ({
    address: place.replace(/^address /, ""),
    until: until.toISOString(),
  }));
  return { me, mayChange: true, people, invites: invites.map(inviteOf), addressWaits };
}

function rowOf({ id, name, roles, disabledAt }: User, admin: PersonRow["admin"]): PersonRow {
  return { id, name, roles, enabled: disabledAt === null, admin };
}

function inviteOf({ id, email, name, roles, madeByName, expiresAt }: AccountLink): InviteRow {
  return { id, email, name, roles, by: madeByName, expiresAt: expiresAt.toISOString() };
}
