import { count, eq, inArray, isNull, sql } from "drizzle-orm";
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

export async function lockUser(tx: Tx, id: string): Promise<User | null> {
  const [user] = await tx.select().from(users).where(eq(users.id, id)).for("share");
  return user ?? null;
}

/** What decides whether open sessions may go on, of several people in one question. */
export async function standingOf(
  db: Reader,
  ids: readonly string[],
): Promise<Pick<User, "id" | "sessionVersion" | "disabledAt">[]> {
  return db
    .select({ id: users.id, sessionVersion: users.sessionVersion, disabledAt: users.disabledAt })
    .from(users)
    .where(inArray(users.id, [...ids]));
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
