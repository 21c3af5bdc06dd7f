import { and, asc, eq, gt, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { writtenSince } from "#drizzle/schema/rollout.ts";
import type { Database, Tx } from "../platform/database.ts";

/** The list of what was written to the new system since a cut-over. */

type Db = Database | Tx;
export type WrittenRow = typeof writtenSince.$inferSelect;
export type NewWritten = Pick<WrittenRow, "key" | "legacyKey" | "what" | "writtenAt"> &
  Partial<Pick<WrittenRow, "exchange">>;

/** A list has no more entries: whoever reconciles more needs another way. */
export const mostWritten = 100_000;

/** What is there already keeps what was said about it. */
export async function insertWritten(
  db: Db,
  { pilotId, rolloutId }: { pilotId: string; rolloutId: string },
  list: readonly NewWritten[],
): Promise<void> {
  for (let from = 0; from < list.length; from += 1_000) {
    const rows = list.slice(from, from + 1_000).map((one) => ({ id: uuidv7(), pilotId, rolloutId, ...one }));
    await db.insert(writtenSince).values(rows).onConflictDoNothing();
  }
}

/** By state. */
export async function countWritten(db: Db, rolloutId: string): Promise<Record<WrittenRow["state"], number>> {
  const rows = await db
    .select({ state: writtenSince.state, n: sql<number>`count(*)::int` })
    .from(writtenSince)
    .where(eq(writtenSince.rolloutId, rolloutId))
    .groupBy(writtenSince.state);
  const counts = { open: 0, "carried-over": 0, "not-needed": 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** Oldest first, after an id. */
export function listWritten(db: Db, rolloutId: string, { after, most }: { after: string | null; most: number }) {
  return db
    .select()
    .from(writtenSince)
    .where(and(eq(writtenSince.rolloutId, rolloutId), after === null ? undefined : gt(writtenSince.id, after)))
    .orderBy(asc(writtenSince.id))
    .limit(most);
}

export async function lockWritten(tx: Tx, rolloutId: string, id: string): Promise<WrittenRow | null> {
  const [row] = await tx
    .select()
    .from(writtenSince)
    .where(and(eq(writtenSince.rolloutId, rolloutId), eq(writtenSince.id, id)))
    .for("no key update");
  return row ?? null;
}

export async function updateWritten(tx: Tx, id: string, change: Partial<WrittenRow>): Promise<void> {
  await tx.update(writtenSince).set(change).where(eq(writtenSince.id, id));
}
