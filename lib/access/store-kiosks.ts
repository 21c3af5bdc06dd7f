import { and, eq, gt, isNull } from "drizzle-orm";
import { kiosks } from "#drizzle/schema/training.ts";
import type { Database, Tx } from "#lib/platform/database.ts";

/** Tablets that are handed round, by the hash of what they carry. */

export type KioskRow = typeof kiosks.$inferSelect;

export async function insertKiosk(tx: Tx, row: typeof kiosks.$inferInsert): Promise<void> {
  await tx.insert(kiosks).values(row);
}

/** Only one that is open now. */
export async function findOpenKiosk(db: Database | Tx, tokenHash: string, now: Date): Promise<KioskRow | null> {
  const open = and(eq(kiosks.tokenHash, tokenHash), isNull(kiosks.closedAt), gt(kiosks.expiresAt, now));
  const [row] = await db.select().from(kiosks).where(open);
  return row ?? null;
}

export async function touchKiosk(db: Database | Tx, id: string, now: Date): Promise<void> {
  await db.update(kiosks).set({ lastSeenAt: now }).where(eq(kiosks.id, id));
}

export async function closeKiosk(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .update(kiosks)
    .set({ closedAt: now })
    .where(and(eq(kiosks.id, id), isNull(kiosks.closedAt)));
}

/** Held to the commit. */
export async function lockKiosk(tx: Tx, id: string): Promise<KioskRow | null> {
  const [row] = await tx.select().from(kiosks).where(eq(kiosks.id, id)).for("no key update");
  return row ?? null;
}

export async function saveKioskTries(tx: Tx, id: string, tries: Pick<KioskRow, "wrong" | "wrongSince">): Promise<void> {
  await tx.update(kiosks).set(tries).where(eq(kiosks.id, id));
}
