import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { moduleVersions, roleRequirements, trainingModules, trainingSessions } from "#drizzle/schema/training.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { ModuleVersion, TrainingModule } from "./core/module.ts";

/** Modules, their versions, and which role needs which. Whoever changes them holds the pilot's row. */

type Db = Database | Tx;
export type ModuleRow = typeof trainingModules.$inferSelect;
export type VersionRow = typeof moduleVersions.$inferSelect;

// Reads

/** Those that were not removed, in their order, each with its newest version. */
export async function modulesOf(db: Db, pilotId: string): Promise<TrainingModule[]> {
  const rows = await db
    .select({ module: trainingModules, version: moduleVersions })
    .from(trainingModules)
    .innerJoin(moduleVersions, isNewest)
    .where(and(eq(trainingModules.pilotId, pilotId), isNull(trainingModules.removedAt)))
    .orderBy(asc(trainingModules.position), asc(trainingModules.code));
  return rows.map(moduleOf);
}

const isNewest = and(
  eq(moduleVersions.moduleId, trainingModules.id),
  eq(moduleVersions.number, trainingModules.newest),
);

/** A version by its id, with the module it is of; removed modules too. `version` is the one that was asked for, not the newest. */
export async function versionById(db: Db, pilotId: string, versionId: string): Promise<TrainingModule | null> {
  const [row] = await db
    .select({ module: trainingModules, version: moduleVersions })
    .from(moduleVersions)
    .innerJoin(trainingModules, eq(trainingModules.id, moduleVersions.moduleId))
    .where(and(eq(moduleVersions.pilotId, pilotId), eq(moduleVersions.id, versionId)));
  return row === undefined ? null : moduleOf(row);
}

/** Every version there ever was, removed modules' too, oldest first. */
export function versionRowsOf(db: Db, pilotId: string): Promise<VersionRow[]> {
  return db
    .select()
    .from(moduleVersions)
    .where(eq(moduleVersions.pilotId, pilotId))
    .orderBy(asc(moduleVersions.moduleId), asc(moduleVersions.number));
}

export function moduleOf({ module, version }: { module: ModuleRow; version: VersionRow }): TrainingModule {
  return { id: module.id, code: module.code, position: module.position, version: versionOf(version) };
}

export function versionOf(row: VersionRow): ModuleVersion {
  const { id, number, minutes, name, steps, statement, validForDays, dueForRoles } = row;
  return { id, number, minutes, name, steps, statement, validForDays, dueForRoles };
}

/** Null also when it was removed. */
export async function findModule(db: Db, pilotId: string, id: string): Promise<ModuleRow | null> {
  const [row] = await db.select().from(trainingModules).where(ofPilot(pilotId, id));
  return row ?? null;
}

const ofPilot = (pilotId: string, id: string) =>
  and(eq(trainingModules.pilotId, pilotId), eq(trainingModules.id, id), isNull(trainingModules.removedAt));

/** Of one module, oldest first. */
export function versionRowsOfModule(db: Db, moduleId: string): Promise<VersionRow[]> {
  return db
    .select()
    .from(moduleVersions)
    .where(eq(moduleVersions.moduleId, moduleId))
    .orderBy(asc(moduleVersions.number));
}

/** Of the newest version; null where the module was removed. */
export async function newestVersionId(db: Db, moduleId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: moduleVersions.id })
    .from(trainingModules)
    .innerJoin(moduleVersions, isNewest)
    .where(and(eq(trainingModules.id, moduleId), isNull(trainingModules.removedAt)));
  return row?.id ?? null;
}

export async function findVersionRow(db: Db, moduleId: string, number: number): Promise<VersionRow | null> {
  const [row] = await db
    .select()
    .from(moduleVersions)
    .where(and(eq(moduleVersions.moduleId, moduleId), eq(moduleVersions.number, number)));
  return row ?? null;
}

export async function findModuleByCode(db: Db, pilotId: string, code: string): Promise<ModuleRow | null> {
  const [row] = await db
    .select()
    .from(trainingModules)
    .where(and(eq(trainingModules.pilotId, pilotId), eq(trainingModules.code, code)));
  return row ?? null;
}

/** Number of a session that teaches the module and is not over; null: none. */
export async function openSessionOf(db: Db, moduleId: string): Promise<number | null> {
  const [row] = await db
    .select({ number: trainingSessions.number })
    .from(trainingSessions)
    .innerJoin(moduleVersions, eq(moduleVersions.id, trainingSessions.moduleVersionId))
    .where(
      and(
        eq(moduleVersions.moduleId, moduleId),
        isNull(trainingSessions.closedAt),
        isNull(trainingSessions.calledOffAt),
      ),
    )
    .orderBy(asc(trainingSessions.number))
    .limit(1);
  return row?.number ?? null;
}

// Changes

/** At the end of the list. */
export async function insertModule(
  tx: Tx,
  module: Omit<typeof trainingModules.$inferInsert, "position">,
): Promise<ModuleRow> {
  const position = sql`(select coalesce(max(position), 0) + 1 from training_modules where pilot_id = ${module.pilotId})`;
  const [row] = await tx
    .insert(trainingModules)
    .values({ ...module, position })
    .returning();
  if (!row) throw new Error("The module was not stored.");
  return row;
}

export async function insertVersion(tx: Tx, version: typeof moduleVersions.$inferInsert): Promise<void> {
  await tx.insert(moduleVersions).values(version);
}

export async function updateModule(tx: Tx, id: string, change: Partial<ModuleRow>): Promise<void> {
  await tx.update(trainingModules).set(change).where(eq(trainingModules.id, id));
}

// Requirements

export type Requirement = { role: string; moduleId: string };

/** Of modules that were not removed, by role and then in the modules' order. */
export function requirementsOf(db: Db, pilotId: string): Promise<Requirement[]> {
  return db
    .select({ role: roleRequirements.role, moduleId: roleRequirements.moduleId })
    .from(roleRequirements)
    .innerJoin(trainingModules, eq(trainingModules.id, roleRequirements.moduleId))
    .where(and(eq(roleRequirements.pilotId, pilotId), isNull(trainingModules.removedAt)))
    .orderBy(asc(roleRequirements.role), asc(trainingModules.position), asc(roleRequirements.moduleId));
}

/** The whole table anew. */
export async function replaceRequirements(tx: Tx, pilotId: string, table: readonly Requirement[]): Promise<void> {
  await tx.delete(roleRequirements).where(eq(roleRequirements.pilotId, pilotId));
  if (table.length > 0) await tx.insert(roleRequirements).values(table.map((one) => ({ ...one, pilotId })));
}

export async function deleteRequirementsOf(tx: Tx, moduleId: string): Promise<void> {
  await tx.delete(roleRequirements).where(eq(roleRequirements.moduleId, moduleId));
}
