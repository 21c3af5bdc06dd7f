import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { pilots, productionUnlocks, systems } from "#drizzle/schema/pilots.ts";
import type { Database, Tx } from "../platform/database.ts";

export type PilotRow = typeof pilots.$inferSelect;
export type SystemRow = typeof systems.$inferSelect;
type Db = Database | Tx;

export async function findPilot(db: Db, slug: string): Promise<PilotRow | null> {
  const [row] = await db.select().from(pilots).where(eq(pilots.slug, slug));
  return row ?? null;
}

export function listPilots(db: Db): Promise<PilotRow[]> {
  return db.select().from(pilots).orderBy(asc(pilots.name));
}

/** False when there is a pilot of this slug already. */
export async function insertPilot(db: Db, pilot: typeof pilots.$inferInsert): Promise<boolean> {
  const made = await db.insert(pilots).values(pilot).onConflictDoNothing().returning({ id: pilots.id });
  return made.length === 1;
}

/** Holds the pilot's row to the commit. */
export async function lockPilot(tx: Tx, slug: string): Promise<PilotRow | null> {
  const [row] = await tx.select().from(pilots).where(eq(pilots.slug, slug)).for("update");
  return row ?? null;
}

export function listSystems(db: Db, pilotId: string): Promise<SystemRow[]> {
  return db.select().from(systems).where(eq(systems.pilotId, pilotId)).orderBy(asc(systems.createdAt), asc(systems.id));
}

export async function findSystem(db: Db, pilotId: string, id: string): Promise<SystemRow | null> {
  const [row] = await db
    .select()
    .from(systems)
    .where(and(eq(systems.pilotId, pilotId), eq(systems.id, id)));
  return row ?? null;
}

/** False when the pilot already has a system of this name. */
export async function insertSystem(db: Db, system: typeof systems.$inferInsert): Promise<boolean> {
  const made = await db.insert(systems).values(system).onConflictDoNothing().returning({ id: systems.id });
  return made.length === 1;
}

export async function moveSystem(db: Db, id: string, baseUrl: string): Promise<void> {
  await db.update(systems).set({ baseUrl }).where(eq(systems.id, id));
}

export async function insertUnlock(db: Db, unlock: typeof productionUnlocks.$inferInsert): Promise<void> {
  await db.insert(productionUnlocks).values(unlock);
}

/** Unlocks that no run has used and that still hold, by system. */
export function liveUnlocks(db: Db, now: Date): Promise<{ systemId: string; expiresAt: Date }[]> {
  return db
    .select({ systemId: productionUnlocks.systemId, expiresAt: productionUnlocks.expiresAt })
    .from(productionUnlocks)
    .where(and(isNull(productionUnlocks.usedByRunId), gt(productionUnlocks.expiresAt, now)));
}

/** Uses up one live unlock; null when there is none. Two at once: one gets it. */
export async function takeUnlock(
  tx: Tx,
  taken: { systemId: string; runId: string; now: Date },
): Promise<string | null> {
  const rows = await tx.execute<{ reason: string }>(sql`
    update production_unlocks set used_by_run_id = ${taken.runId}
    where id = (
      select id from production_unlocks
      where system_id = ${taken.systemId} and used_by_run_id is null and expires_at > ${taken.now.toISOString()}
      order by expires_at limit 1 for update skip locked
    )
    returning reason`);
  return rows[0]?.reason ?? null;
}
