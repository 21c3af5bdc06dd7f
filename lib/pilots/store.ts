import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { runs } from "#drizzle/schema/load.ts";
import { pilots, productionUnlocks, systems } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Database, Tx } from "../platform/database.ts";

export type PilotRow = typeof pilots.$inferSelect;
export type SystemRow = typeof systems.$inferSelect;
export type UnlockRow = typeof productionUnlocks.$inferSelect;
type Db = Database | Tx;

// Pilots

export async function findPilot(db: Db, slug: string): Promise<PilotRow | null> {
  const [row] = await db.select().from(pilots).where(eq(pilots.slug, slug));
  return row ?? null;
}

export async function findPilotById(db: Db, id: string): Promise<PilotRow | null> {
  const [row] = await db.select().from(pilots).where(eq(pilots.id, id));
  return row ?? null;
}

/** Archived ones too. */
export function listPilots(db: Db): Promise<PilotRow[]> {
  return db.select().from(pilots).orderBy(asc(pilots.name), asc(pilots.slug));
}

/** False when there is a pilot of this slug already. */
export async function insertPilot(db: Db, pilot: typeof pilots.$inferInsert): Promise<boolean> {
  const made = await db.insert(pilots).values(pilot).onConflictDoNothing().returning({ id: pilots.id });
  return made.length === 1;
}

/** Holds the pilot's row to the commit. */
export async function lockPilot(tx: Tx, slug: string): Promise<PilotRow | null> {
  const [row] = await tx.select().from(pilots).where(eq(pilots.slug, slug)).for("no key update");
  return row ?? null;
}

/** With its new version. The row must be locked. */
export async function updatePilot(tx: Tx, id: string, change: Partial<typeof pilots.$inferInsert>): Promise<PilotRow> {
  const version = sql`${pilots.version} + 1`;
  const [row] = await tx
    .update(pilots)
    .set({ ...change, version })
    .where(eq(pilots.id, id))
    .returning();
  if (!row) throw new Error(`The pilot ${id} that was locked is gone.`);
  return row;
}

export async function countOpenRuns(tx: Tx, pilotId: string): Promise<number> {
  const open = sql<number>`(count(*) filter (where ${runs.state} <> 'ended'))::int`;
  const [row] = await tx.select({ open }).from(runs).where(eq(runs.pilotId, pilotId));
  return row?.open ?? 0;
}

/** What was saved about a pilot or a system after a version of it, in order: the events that raised it. */
export function savedSince(
  db: Db,
  { pilotId, kind, id, version }: { pilotId: string; kind: "pilot" | "system"; id: string; version: number },
): Promise<{ by: string; before: unknown }[]> {
  return db
    .select({ by: events.actorName, before: events.before })
    .from(events)
    .where(
      and(
        eq(events.chain, pilotId),
        eq(events.subjectKind, kind),
        eq(events.subjectId, id),
        sql`(${events.after} ->> 'version')::int > ${version}`,
      ),
    )
    .orderBy(asc(events.sequence))
    .limit(100);
}

// Systems

/** Those that were not removed, in the order in which they were named. */
export function listSystems(db: Db, pilotId: string): Promise<SystemRow[]> {
  return db
    .select()
    .from(systems)
    .where(and(eq(systems.pilotId, pilotId), isNull(systems.removedAt)))
    .orderBy(asc(systems.createdAt), asc(systems.id));
}

/** Removed ones too. */
export async function findSystem(db: Db, pilotId: string, id: string): Promise<SystemRow | null> {
  const [row] = await db.select().from(systems).where(ofPilot(pilotId, id));
  return row ?? null;
}

/** Holds its row to the commit. Take it after the pilot's: all verbs lock in this order. */
export async function lockSystem(tx: Tx, pilotId: string, id: string): Promise<SystemRow | null> {
  const [row] = await tx.select().from(systems).where(ofPilot(pilotId, id)).for("no key update");
  return row ?? null;
}

const ofPilot = (pilotId: string, id: string) => and(eq(systems.pilotId, pilotId), eq(systems.id, id));

/** False when the pilot already has a system of this name. */
export async function insertSystem(db: Db, system: typeof systems.$inferInsert): Promise<boolean> {
  const made = await db.insert(systems).values(system).onConflictDoNothing().returning({ id: systems.id });
  return made.length === 1;
}

/** Answers the new version. The row must be locked. */
export async function updateSystem(
  tx: Tx,
  id: string,
  change: Partial<typeof systems.$inferInsert>,
): Promise<SystemRow> {
  const version = sql`${systems.version} + 1`;
  const [row] = await tx
    .update(systems)
    .set({ ...change, version })
    .where(eq(systems.id, id))
    .returning();
  if (!row) throw new Error(`The system ${id} that was locked is gone.`);
  return row;
}

// Unlocks

export async function insertUnlock(db: Db, unlock: typeof productionUnlocks.$inferInsert): Promise<void> {
  await db.insert(productionUnlocks).values(unlock);
}

const live = (now: Date) =>
  and(
    isNull(productionUnlocks.usedByRunId),
    isNull(productionUnlocks.withdrawnAt),
    gt(productionUnlocks.expiresAt, now),
  );

/** Unlocks that no run has used, that nobody withdrew and that still hold. */
export function liveUnlocks(db: Db, now: Date): Promise<UnlockRow[]> {
  return db.select().from(productionUnlocks).where(live(now)).orderBy(asc(productionUnlocks.expiresAt));
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
      where system_id = ${taken.systemId} and used_by_run_id is null and withdrawn_at is null
        and expires_at > ${taken.now.toISOString()}
      order by expires_at limit 1 for update skip locked
    )
    returning reason`);
  return rows[0]?.reason ?? null;
}

/** Ends one live unlock; null when it is not live, or has just been taken. */
export async function withdrawUnlock(
  tx: Tx,
  { systemId, id, now }: { systemId: string; id: string; now: Date },
): Promise<UnlockRow | null> {
  const [row] = await tx
    .update(productionUnlocks)
    .set({ withdrawnAt: now })
    .where(and(eq(productionUnlocks.id, id), eq(productionUnlocks.systemId, systemId), live(now)))
    .returning();
  return row ?? null;
}

/** Ends all live unlocks of some systems; answers how many. One that a starting run holds right now is that run's: whoever waited for it
 *  here would hold up the run that waits for the pilot. */
export async function withdrawUnlocks(tx: Tx, systemIds: readonly string[], now: Date): Promise<number> {
  if (systemIds.length === 0) return 0;
  const ids = sql.join(
    systemIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const at = now.toISOString();
  const rows = await tx.execute(sql`
    update production_unlocks set withdrawn_at = ${at}
    where id in (
      select id from production_unlocks
      where system_id in (${ids}) and used_by_run_id is null and withdrawn_at is null and expires_at > ${at}
      for update skip locked
    )
    returning id`);
  return rows.length;
}
