import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { checklists, evidenceFiles, planTemplates } from "#drizzle/schema/checklist.ts";
import { clockHolds, launchNotes, launchPlans, launchRisks, launchSteps, rehearsals } from "#drizzle/schema/launch.ts";
import type { Database, Tx } from "../platform/database.ts";

/** The plan of a launch and its day: the rows. Whoever changes them holds the pilot's row. */

type Db = Database | Tx;
export type PlanRow = typeof launchPlans.$inferSelect;
export type RiskRow = typeof launchRisks.$inferSelect;
export type StepRow = typeof launchSteps.$inferSelect;
export type HoldRow = typeof clockHolds.$inferSelect;
export type NoteRow = typeof launchNotes.$inferSelect;
export type RehearsalRow = typeof rehearsals.$inferSelect;

export async function findPlan(db: Db, pilotId: string): Promise<PlanRow | null> {
  const [row] = await db.select().from(launchPlans).where(eq(launchPlans.pilotId, pilotId));
  return row ?? null;
}

/** Makes the row with the first change. */
export async function savePlan(
  tx: Tx,
  pilotId: string,
  change: Partial<Pick<PlanRow, "stations" | "wanted">> & { stations: string[] },
): Promise<PlanRow> {
  const [row] = await tx
    .insert(launchPlans)
    .values({ pilotId, ...change })
    .onConflictDoUpdate({
      target: launchPlans.pilotId,
      set: { ...change, version: sql`${launchPlans.version} + 1` },
    })
    .returning();
  if (!row) throw new Error("The plan was not stored.");
  return row;
}

export async function listTemplatesUsed(db: Db, pilotId: string): Promise<string[]> {
  const rows = await db.select().from(planTemplates).where(eq(planTemplates.pilotId, pilotId));
  return rows.map(({ template }) => template);
}

/** False when the plan was begun with it already. */
export async function insertTemplateUse(tx: Tx, use: typeof planTemplates.$inferInsert): Promise<boolean> {
  const made = await tx.insert(planTemplates).values(use).onConflictDoNothing().returning();
  return made.length === 1;
}

// Risks

export function listRisks(db: Db, pilotId: string): Promise<RiskRow[]> {
  return db
    .select()
    .from(launchRisks)
    .where(and(eq(launchRisks.pilotId, pilotId), isNull(launchRisks.removedAt)))
    .orderBy(asc(launchRisks.position), asc(launchRisks.id));
}

export async function findRisk(db: Db, pilotId: string, id: string): Promise<RiskRow | null> {
  const [row] = await db
    .select()
    .from(launchRisks)
    .where(and(eq(launchRisks.pilotId, pilotId), eq(launchRisks.id, id), isNull(launchRisks.removedAt)));
  return row ?? null;
}

export async function insertRisk(tx: Tx, risk: Omit<typeof launchRisks.$inferInsert, "position">): Promise<RiskRow> {
  const position = sql`(select coalesce(max(position), 0) + 1 from launch_risks where pilot_id = ${risk.pilotId})`;
  const [row] = await tx
    .insert(launchRisks)
    .values({ ...risk, position })
    .returning();
  if (!row) throw new Error("The risk was not stored.");
  return row;
}

export async function updateRisk(tx: Tx, id: string, change: Partial<RiskRow>): Promise<RiskRow> {
  const [row] = await tx
    .update(launchRisks)
    .set({ ...change, version: sql`${launchRisks.version} + 1` })
    .where(eq(launchRisks.id, id))
    .returning();
  if (!row) throw new Error(`The risk ${id} is gone.`);
  return row;
}

// Steps

/** In the order of the board: by part, planned time, then as they were added. */
export function listSteps(db: Db, pilotId: string): Promise<StepRow[]> {
  return db
    .select()
    .from(launchSteps)
    .where(and(eq(launchSteps.pilotId, pilotId), isNull(launchSteps.removedAt)))
    .orderBy(asc(launchSteps.part), asc(launchSteps.offsetMinutes), asc(launchSteps.position), asc(launchSteps.id));
}

export async function findStep(db: Db, pilotId: string, id: string): Promise<StepRow | null> {
  const [row] = await db
    .select()
    .from(launchSteps)
    .where(and(eq(launchSteps.pilotId, pilotId), eq(launchSteps.id, id), isNull(launchSteps.removedAt)));
  return row ?? null;
}

export async function insertStep(tx: Tx, step: Omit<typeof launchSteps.$inferInsert, "position">): Promise<StepRow> {
  const position = sql`(select coalesce(max(position), 0) + 1 from launch_steps where pilot_id = ${step.pilotId})`;
  const [row] = await tx
    .insert(launchSteps)
    .values({ ...step, position })
    .returning();
  if (!row) throw new Error("The step was not stored.");
  return row;
}

export async function updateStep(tx: Tx, id: string, change: Partial<StepRow>): Promise<StepRow> {
  const [row] = await tx
    .update(launchSteps)
    .set({ ...change, version: sql`${launchSteps.version} + 1` })
    .where(eq(launchSteps.id, id))
    .returning();
  if (!row) throw new Error(`The step ${id} is gone.`);
  return row;
}

export function listNames(db: Db, pilotId: string): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: checklists.id, name: checklists.name })
    .from(checklists)
    .where(and(eq(checklists.pilotId, pilotId), isNull(checklists.removedAt)))
    .orderBy(asc(checklists.position));
}

/** Whether the pilot has this list, and it was not removed. */
export async function isListOf(db: Db, pilotId: string, id: string): Promise<boolean> {
  const [row] = await db
    .select({ id: checklists.id })
    .from(checklists)
    .where(and(eq(checklists.pilotId, pilotId), eq(checklists.id, id), isNull(checklists.removedAt)));
  return row !== undefined;
}

// The clock's holds

export function listHolds(db: Db, pilotId: string): Promise<HoldRow[]> {
  return db.select().from(clockHolds).where(eq(clockHolds.pilotId, pilotId)).orderBy(asc(clockHolds.fromAt));
}

export async function findOpenHold(db: Db, pilotId: string): Promise<HoldRow | null> {
  const open = and(eq(clockHolds.pilotId, pilotId), isNull(clockHolds.untilAt));
  const [row] = await db.select().from(clockHolds).where(open);
  return row ?? null;
}

export async function insertHold(tx: Tx, hold: typeof clockHolds.$inferInsert): Promise<void> {
  await tx.insert(clockHolds).values(hold);
}

export async function endHold(
  tx: Tx,
  id: string,
  end: { untilAt: Date; endedBy: string; says: string },
): Promise<void> {
  await tx.update(clockHolds).set(end).where(eq(clockHolds.id, id));
}

// Notes, newest first

export function listNotes(db: Db, pilotId: string): Promise<NoteRow[]> {
  return db
    .select()
    .from(launchNotes)
    .where(eq(launchNotes.pilotId, pilotId))
    .orderBy(desc(launchNotes.at), desc(launchNotes.id))
    .limit(500);
}

export async function findNote(db: Db, pilotId: string, id: string): Promise<NoteRow | null> {
  const [row] = await db
    .select()
    .from(launchNotes)
    .where(and(eq(launchNotes.pilotId, pilotId), eq(launchNotes.id, id)));
  return row ?? null;
}

export async function insertNote(tx: Tx, note: typeof launchNotes.$inferInsert): Promise<void> {
  await tx.insert(launchNotes).values(note);
}

export async function endNote(
  tx: Tx,
  id: string,
  end: { endedAt: Date; endedBy: string; endedSays: string },
): Promise<void> {
  await tx.update(launchNotes).set(end).where(eq(launchNotes.id, id));
}

// Rehearsals, newest first

export function listRehearsals(db: Db, pilotId: string): Promise<RehearsalRow[]> {
  return db
    .select()
    .from(rehearsals)
    .where(eq(rehearsals.pilotId, pilotId))
    .orderBy(desc(rehearsals.rehearsedAt), desc(rehearsals.number))
    .limit(200);
}

export async function findRehearsal(db: Db, pilotId: string, id: string): Promise<RehearsalRow | null> {
  const [row] = await db
    .select()
    .from(rehearsals)
    .where(and(eq(rehearsals.pilotId, pilotId), eq(rehearsals.id, id)));
  return row ?? null;
}

export async function isFileOf(db: Db, pilotId: string, id: string): Promise<boolean> {
  const [row] = await db
    .select({ id: evidenceFiles.id })
    .from(evidenceFiles)
    .where(and(eq(evidenceFiles.pilotId, pilotId), eq(evidenceFiles.id, id)));
  return row !== undefined;
}

/** With the pilot's next number. */
export async function insertRehearsal(
  tx: Tx,
  rehearsal: Omit<typeof rehearsals.$inferInsert, "number">,
): Promise<RehearsalRow> {
  const number = sql`(select coalesce(max(number), 0) + 1 from rehearsals where pilot_id = ${rehearsal.pilotId})`;
  const [row] = await tx
    .insert(rehearsals)
    .values({ ...rehearsal, number })
    .returning();
  if (!row) throw new Error("The rehearsal was not stored.");
  return row;
}

export async function withdrawRow(
  tx: Tx,
  id: string,
  withdrawn: { withdrawnAt: Date; withdrawnBy: string; withdrawnWhy: string },
): Promise<void> {
  await tx.update(rehearsals).set(withdrawn).where(eq(rehearsals.id, id));
}
