import { and, asc, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { objectiveSets, objectiveSetVersions } from "#drizzle/schema/load-lab.ts";
import type { Database, Tx } from "../platform/database.ts";

type Db = Database | Tx;
export type ObjectiveSetRow = {
  id: string;
  name: string;
  version: number;
  text: string;
  createdBy: string;
  createdAt: Date;
};

const columns = {
  id: objectiveSets.id,
  name: objectiveSets.name,
  version: objectiveSetVersions.version,
  text: objectiveSetVersions.text,
  createdBy: objectiveSetVersions.createdBy,
  createdAt: objectiveSetVersions.createdAt,
};

/** The newest version of each set of a pilot, by name. */
export async function listObjectiveSets(db: Db, pilotId: string): Promise<ObjectiveSetRow[]> {
  return db
    .selectDistinctOn([objectiveSets.name], columns)
    .from(objectiveSets)
    .innerJoin(objectiveSetVersions, eq(objectiveSetVersions.setId, objectiveSets.id))
    .where(eq(objectiveSets.pilotId, pilotId))
    .orderBy(asc(objectiveSets.name), desc(objectiveSetVersions.version));
}

/** All versions of a set, the newest first; empty where the pilot has no such set. */
export async function listObjectiveSetVersions(db: Db, pilotId: string, setId: string): Promise<ObjectiveSetRow[]> {
  return versionsOf(db, pilotId, setId);
}

function versionsOf(db: Db, pilotId: string, setId: string) {
  return db
    .select(columns)
    .from(objectiveSets)
    .innerJoin(objectiveSetVersions, eq(objectiveSetVersions.setId, objectiveSets.id))
    .where(and(eq(objectiveSets.pilotId, pilotId), eq(objectiveSets.id, setId)))
    .orderBy(desc(objectiveSetVersions.version))
    .$dynamic();
}

/** Null where the pilot has no such set, or it has no version yet. */
export async function newestObjectiveSetVersion(
  db: Db,
  pilotId: string,
  setId: string,
): Promise<ObjectiveSetRow | null> {
  const [newest] = await versionsOf(db, pilotId, setId).limit(1);
  return newest ?? null;
}

/** The set of this name, locked to the commit; made where there is none. */
export async function lockObjectiveSet(
  tx: Tx,
  { pilotId, name, at }: { pilotId: string; name: string; at: Date },
): Promise<string> {
  await tx.insert(objectiveSets).values({ id: uuidv7(), pilotId, name, createdAt: at }).onConflictDoNothing();
  const [set] = await tx
    .select({ id: objectiveSets.id })
    .from(objectiveSets)
    .where(and(eq(objectiveSets.pilotId, pilotId), eq(objectiveSets.name, name)))
    .for("no key update");
  if (!set) throw new Error("the set of limits that was just saved is gone");
  return set.id;
}

export async function insertObjectiveSetVersion(
  tx: Tx,
  version: Omit<typeof objectiveSetVersions.$inferInsert, "id">,
): Promise<void> {
  await tx.insert(objectiveSetVersions).values({ id: uuidv7(), ...version });
}
