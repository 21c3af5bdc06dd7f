import { eq } from "drizzle-orm";
import { displays } from "#drizzle/schema/displays.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import type { Database, Tx } from "#lib/platform/database.ts";

/** Screens on a wall, by the hash of what they carry. */

export type KnownDisplay = {
  display: typeof displays.$inferSelect;
  pilot: { name: string; archivedAt: Date | null };
};

/** Revoked ones too. */
export async function findDisplayByToken(db: Database | Tx, tokenHash: string): Promise<KnownDisplay | null> {
  const [row] = await db
    .select({ display: displays, pilot: { name: pilots.name, archivedAt: pilots.archivedAt } })
    .from(displays)
    .innerJoin(pilots, eq(pilots.id, displays.pilotId))
    .where(eq(displays.tokenHash, tokenHash));
  return row ?? null;
}

export async function touchDisplay(
  db: Database | Tx,
  id: string,
  seen: { lastSeenAt: Date; lastAddress: string },
): Promise<void> {
  await db.update(displays).set(seen).where(eq(displays.id, id));
}
