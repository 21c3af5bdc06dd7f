import { and, asc, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import { rolloutActs, rolloutPlans, rollouts, rolloutVitals, switchReadings } from "#drizzle/schema/rollout.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { RolloutAct, SaidRolloutAct } from "./core/acts.ts";
import type { Side } from "./core/driver.ts";
import type { RolloutPlan } from "./core/plan.ts";
import type { VitalsSample } from "./core/vitals.ts";

/** Plans, rollouts, what was said in them, and what the keeper saw. */

type Db = Database | Tx;
export type PlanRow = typeof rolloutPlans.$inferSelect;
export type RolloutRow = typeof rollouts.$inferSelect;
export type ReadingRow = typeof switchReadings.$inferSelect;

export async function findPlan(db: Db, pilotId: string): Promise<PlanRow | null> {
  const [row] = await db.select().from(rolloutPlans).where(eq(rolloutPlans.pilotId, pilotId));
  return row ?? null;
}

/** Answers its version. */
export async function savePlan(tx: Tx, pilotId: string, plan: RolloutPlan): Promise<number> {
  const [row] = await tx
    .insert(rolloutPlans)
    .values({ pilotId, plan })
    .onConflictDoUpdate({ target: rolloutPlans.pilotId, set: { plan, version: sql`${rolloutPlans.version} + 1` } })
    .returning();
  if (!row) throw new Error("The plan of the rollout was not stored.");
  return row.version;
}

/** Who saved a pilot's plan last; null when nobody has. */
export async function planSavedBy(tx: Tx, pilotId: string): Promise<string | null> {
  const isPlan = and(eq(events.subjectKind, "rollout-plan"), eq(events.subjectId, pilotId));
  const [row] = await tx
    .select({ by: events.actorName })
    .from(events)
    .where(and(eq(events.chain, pilotId), isPlan))
    .orderBy(desc(events.sequence))
    .limit(1);
  return row?.by ?? null;
}

/** Every pilot that names a switch and was not archived. */
export function plannedPilots(db: Db) {
  return db
    .select({ pilot: pilots, plan: rolloutPlans.plan })
    .from(rolloutPlans)
    .innerJoin(pilots, eq(pilots.id, rolloutPlans.pilotId))
    .where(isNull(pilots.archivedAt));
}

// Rollouts

export async function insertRollout(
  tx: Tx,
  rollout: Omit<typeof rollouts.$inferInsert, "number">,
): Promise<RolloutRow | null> {
  const number = sql`(select coalesce(max(number), 0) + 1 from rollouts where pilot_id = ${rollout.pilotId})`;
  const [row] = await tx
    .insert(rollouts)
    .values({ ...rollout, number })
    .returning();
  return row ?? null;
}

export async function findOpenRollout(db: Db, pilotId: string): Promise<RolloutRow | null> {
  const [row] = await db
    .select()
    .from(rollouts)
    .where(and(eq(rollouts.pilotId, pilotId), isNull(rollouts.endedAt)));
  return row ?? null;
}

export async function findRollout(db: Db, pilotId: string, number: number): Promise<RolloutRow | null> {
  const [row] = await db
    .select()
    .from(rollouts)
    .where(and(eq(rollouts.pilotId, pilotId), eq(rollouts.number, number)));
  return row ?? null;
}

/** Newest first. */
export function listRollouts(db: Db, pilotId: string, most = 50): Promise<RolloutRow[]> {
  return db.select().from(rollouts).where(eq(rollouts.pilotId, pilotId)).orderBy(desc(rollouts.number)).limit(most);
}

/** Holds its row to the commit: what is said in it comes one after the other. */
export async function lockRollout(tx: Tx, id: string): Promise<RolloutRow | null> {
  const [row] = await tx.select().from(rollouts).where(eq(rollouts.id, id)).for("no key update");
  return row ?? null;
}

export async function endRollout(
  tx: Tx,
  id: string,
  how: NonNullable<RolloutRow["endedHow"]>,
  at: Date,
): Promise<void> {
  await tx.update(rollouts).set({ endedAt: at, endedHow: how, carriedBy: null }).where(eq(rollouts.id, id));
}

/** True when this process may touch the switch for it until then: nobody else does, or they have not been heard of since. */
export async function takeRollout(
  db: Db,
  id: string,
  who: { carrier: string; now: Date; until: Date },
): Promise<boolean> {
  const free = or(isNull(rollouts.carriedBy), eq(rollouts.carriedBy, who.carrier), lt(rollouts.carriedUntil, who.now));
  const taken = await db
    .update(rollouts)
    .set({ carriedBy: who.carrier, carriedUntil: who.until })
    .where(and(eq(rollouts.id, id), isNull(rollouts.endedAt), free))
    .returning({ id: rollouts.id });
  return taken.length === 1;
}

/** Whatever this process carries, another may take up at once. */
export async function giveRollouts(db: Db, carrier: string): Promise<void> {
  await db.update(rollouts).set({ carriedBy: null, carriedUntil: null }).where(eq(rollouts.carriedBy, carrier));
}

// Acts

type NewAct = {
  rollout: Pick<RolloutRow, "id" | "pilotId">;
  act: RolloutAct;
  by: { id: string; name: string };
  at: Date;
};

/** Answers its id; null where the id is there already. */
export async function insertAct(tx: Tx, { rollout, act, by, at }: NewAct, id = uuidv7()): Promise<string | null> {
  const row = { id, pilotId: rollout.pilotId, rolloutId: rollout.id, act, byId: by.id, by: by.name, at };
  const made = await tx.insert(rolloutActs).values(row).onConflictDoNothing().returning({ id: rolloutActs.id });
  return made[0]?.id ?? null;
}

/** In the order in which they were said. */
export async function actsOf(db: Db, rolloutId: string): Promise<SaidRolloutAct[]> {
  const rows = await db
    .select()
    .from(rolloutActs)
    .where(eq(rolloutActs.rolloutId, rolloutId))
    .orderBy(asc(rolloutActs.n));
  return rows.map(({ id, act, byId, by, at }) => ({ id, act, byId, by, at: at.getTime() }));
}

// What the keeper saw

export async function findReading(db: Db, pilotId: string): Promise<ReadingRow | null> {
  const [row] = await db.select().from(switchReadings).where(eq(switchReadings.pilotId, pilotId));
  return row ?? null;
}

export async function saveReading(db: Db, reading: typeof switchReadings.$inferInsert): Promise<void> {
  const { pilotId: _, ...rest } = reading;
  await db.insert(switchReadings).values(reading).onConflictDoUpdate({ target: switchReadings.pilotId, set: rest });
}

export async function insertVitals(db: Db, rows: (typeof rolloutVitals.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await db.insert(rolloutVitals).values(rows).onConflictDoNothing();
}

/** Of one side, oldest first. */
export async function vitalsSince(
  db: Db,
  pilotId: string,
  { side, since }: { side: Side; since: Date },
): Promise<(VitalsSample & { why: string | null })[]> {
  const rows = await db
    .select()
    .from(rolloutVitals)
    .where(and(eq(rolloutVitals.pilotId, pilotId), eq(rolloutVitals.side, side), gt(rolloutVitals.at, since)))
    .orderBy(asc(rolloutVitals.at));
  return rows.map(({ at, requests, errorRatio, latencyMsP99, why }) => ({
    ...{ at: at.getTime(), requests, errorRatio, latencyMsP99, why },
  }));
}

export async function dropVitalsBefore(db: Db, before: Date): Promise<void> {
  await db.delete(rolloutVitals).where(lt(rolloutVitals.at, before));
}
