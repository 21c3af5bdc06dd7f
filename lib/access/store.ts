import { and, arrayContains, asc, count, eq, isNull, ne, sql } from "drizzle-orm";
import { setUpLinks, users } from "#drizzle/schema/access.ts";
import type { Database, Tx } from "#lib/platform/database.ts";

/** The module's only SQL. */

export type User = typeof users.$inferSelect;
export type SetUpLink = typeof setUpLinks.$inferSelect;
type Reader = Database | Tx;

export async function findUser(db: Reader, id: string): Promise<User | null> {
  const [user] = await db.select().from(users).where(eq(users.id, id));
  return user ?? null;
}

export async function findUserByEmail(db: Reader, email: string): Promise<User | null> {
  const [user] = await db.select().from(users).where(sql`lower(${users.email}) = lower(${email})`);
  return user ?? null;
}

/** Held to the commit; what refers to the person goes on. */
export async function lockUser(tx: Tx, id: string): Promise<User | null> {
  const [user] = await tx.select().from(users).where(eq(users.id, id)).for("no key update");
  return user ?? null;
}

export async function listUsers(db: Reader): Promise<User[]> {
  return db.select().from(users).orderBy(sql`lower(${users.name})`, asc(users.id));
}

export async function updateUser(tx: Tx, id: string, change: Partial<Omit<User, "id">>): Promise<void> {
  await tx.update(users).set(change).where(eq(users.id, id));
}

/** Enabled admins beside one person. */
export async function countOtherAdmins(tx: Tx, id: string): Promise<number> {
  const others = and(ne(users.id, id), isNull(users.disabledAt), arrayContains(users.roles, ["admin"]));
  const [row] = await tx.select({ n: count() }).from(users).where(others);
  return row?.n ?? 0;
}

/** Held to the commit by whoever changes who may do what: there is always one enabled admin, and an address has one account. */
export async function lockPeople(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gantry.people'))`);
}

export async function countUsers(db: Reader): Promise<number> {
  const [row] = await db.select({ n: count() }).from(users);
  return row?.n ?? 0;
}

export async function insertUser(tx: Tx, user: typeof users.$inferInsert): Promise<void> {
  await tx.insert(users).values(user);
}

/** Held to the commit by whoever names the first admin: two at once become one after the other. */
export async function lockFirstAdmin(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gantry.first-admin'))`);
}

export async function findSetUpLink(db: Reader, tokenHash: string): Promise<SetUpLink | null> {
  const [link] = await db.select().from(setUpLinks).where(eq(setUpLinks.tokenHash, tokenHash));
  return link ?? null;
}

export async function insertSetUpLink(tx: Tx, link: typeof setUpLinks.$inferInsert): Promise<void> {
  await tx.insert(setUpLinks).values(link);
}

export async function deleteUnusedSetUpLinks(tx: Tx): Promise<void> {
  await tx.delete(setUpLinks).where(isNull(setUpLinks.usedAt));
}

export async function markSetUpLinkUsed(tx: Tx, tokenHash: string, usedAt: Date): Promise<void> {
  await tx.update(setUpLinks).set({ usedAt }).where(eq(setUpLinks.tokenHash, tokenHash));
}
