import { and, asc, count, desc, eq, gt, inArray, isNull, lt, notInArray } from "drizzle-orm";
import { sessions, users } from "#drizzle/schema/access.ts";
import type { Database, Tx } from "#lib/platform/database.ts";
import type { User } from "./store.ts";

export type SessionRow = typeof sessions.$inferSelect;
type Reader = Database | Tx;

/** A person who has more open at once loses the oldest: a script that never signs out must not fill the table. */
const sessionsKept = 100;

/** The person and, when it is still open, the session: one question by two keys. */
export async function findSession(
  db: Reader,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<{ user: User; session: SessionRow | null } | null> {
  const [row] = await db
    .select({ user: users, session: sessions })
    .from(users)
    .leftJoin(sessions, and(eq(sessions.id, sessionId), eq(sessions.userId, users.id)))
    .where(eq(users.id, userId));
  return row ?? null;
}

/** Of these sessions those that are open and whose account is enabled. */
export async function standingSessions(db: Reader, ids: readonly string[]) {
  return db
    .select({ id: sessions.id, userId: sessions.userId, lastSeenAt: sessions.lastSeenAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(inArray(sessions.id, [...ids]), isNull(users.disabledAt)));
}

/** Two statements, each by itself: held together they could wait for a verb that locks the person first. */
export async function touchSessions(db: Database, seen: { id: string; userId: string }[], at: Date): Promise<void> {
  const ids = seen.map(({ id }) => id);
  const people = [...new Set(seen.map(({ userId }) => userId))];
  await db.update(sessions).set({ lastSeenAt: at }).where(inArray(sessions.id, ids));
  await db.update(users).set({ lastHereAt: at }).where(inArray(users.id, people));
}

export async function insertSession(tx: Tx, session: SessionRow): Promise<void> {
  const { userId, createdAt } = session;
  await tx.delete(sessions).where(lt(sessions.expiresAt, createdAt));
  const newest = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.createdAt))
    .limit(sessionsKept - 1);
  await tx.delete(sessions).where(and(eq(sessions.userId, userId), notInArray(sessions.id, newest)));
  await tx.insert(sessions).values(session);
  await tx.update(users).set({ lastHereAt: createdAt }).where(eq(users.id, userId));
}

/** A person's open sessions, the oldest first. */
export async function listSessions(db: Reader, userId: string, now: Date): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(asc(sessions.createdAt), asc(sessions.id));
}

/** False when the person has no such session open. */
export async function deleteSession(tx: Tx, { userId, sessionId }: { userId: string; sessionId: string }) {
  const gone = await tx
    .delete(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return gone.length === 1;
}

/** How many there were. `except`: a session that stays. */
export async function deleteSessions(tx: Tx, userId: string, except: string | null = null): Promise<number> {
  const all = eq(sessions.userId, userId);
  const gone = await tx
    .delete(sessions)
    .where(except === null ? all : and(all, notInArray(sessions.id, [except])))
    .returning({ id: sessions.id });
  return gone.length;
}

/** How many sessions each person has open; who has none is not in it. */
export async function countSessions(db: Reader, now: Date): Promise<Map<string, number>> {
  const rows = await db
    .select({ userId: sessions.userId, n: count() })
    .from(sessions)
    .where(gt(sessions.expiresAt, now))
    .groupBy(sessions.userId);
  return new Map(rows.map(({ userId, n }) => [userId, n]));
}
