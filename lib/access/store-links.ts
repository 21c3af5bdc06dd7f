import { and, asc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { accountLinks } from "#drizzle/schema/access.ts";
import type { Database, Tx } from "#lib/platform/database.ts";

export type AccountLink = typeof accountLinks.$inferSelect;
type Reader = Database | Tx;

const keptMs = 30 * 24 * 60 * 60_000;
const open = and(isNull(accountLinks.usedAt), isNull(accountLinks.revokedAt));

export async function findLink(db: Reader, tokenHash: string): Promise<AccountLink | null> {
  const [link] = await db.select().from(accountLinks).where(eq(accountLinks.tokenHash, tokenHash));
  return link ?? null;
}

/** Held to the commit: of two who use it at once one waits, and finds it used. */
export async function lockLink(tx: Tx, tokenHash: string): Promise<AccountLink | null> {
  const [link] = await tx.select().from(accountLinks).where(eq(accountLinks.tokenHash, tokenHash)).for("no key update");
  return link ?? null;
}

/** Also throws away what ran out a month ago: who comes with it then is told that it is not known. */
export async function insertLink(tx: Tx, link: typeof accountLinks.$inferInsert): Promise<void> {
  await tx.delete(accountLinks).where(lt(accountLinks.expiresAt, new Date(link.createdAt.getTime() - keptMs)));
  await tx.insert(accountLinks).values(link);
}

export async function markLinkUsed(tx: Tx, id: string, usedAt: Date): Promise<void> {
  await tx.update(accountLinks).set({ usedAt }).where(eq(accountLinks.id, id));
}

/** Invitations that can still be used, the newest last. */
export async function listOpenInvites(db: Reader, now: Date): Promise<AccountLink[]> {
  return db
    .select()
    .from(accountLinks)
    .where(and(eq(accountLinks.kind, "invite"), open, gt(accountLinks.expiresAt, now)))
    .orderBy(asc(accountLinks.createdAt), asc(accountLinks.id));
}

/** What was revoked, or null when no such invitation is open. */
export async function revokeInviteRow(tx: Tx, id: string, revokedAt: Date): Promise<AccountLink | null> {
  const [link] = await tx
    .update(accountLinks)
    .set({ revokedAt })
    .where(and(eq(accountLinks.id, id), eq(accountLinks.kind, "invite"), open))
    .returning();
  return link ?? null;
}

export async function revokeInvitesTo(tx: Tx, email: string, revokedAt: Date): Promise<void> {
  const same = sql`lower(${accountLinks.email}) = lower(${email})`;
  await tx
    .update(accountLinks)
    .set({ revokedAt })
    .where(and(eq(accountLinks.kind, "invite"), open, same));
}

export async function revokeResetsOf(tx: Tx, personId: string, revokedAt: Date): Promise<void> {
  await tx
    .update(accountLinks)
    .set({ revokedAt })
    .where(and(eq(accountLinks.personId, personId), open));
}

/** An admin who goes leaves no door behind. Answers how many links there were. */
export async function revokeLinksMadeBy(tx: Tx, personId: string, revokedAt: Date): Promise<number> {
  const gone = await tx
    .update(accountLinks)
    .set({ revokedAt })
    .where(and(eq(accountLinks.madeById, personId), open, gt(accountLinks.expiresAt, revokedAt)))
    .returning({ id: accountLinks.id });
  return gone.length;
}
