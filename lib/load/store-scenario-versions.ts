import { and, desc, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { scenarios, scenarioVersions } from "#drizzle/schema/load.ts";
import { dataFiles, scenarioFiles } from "#drizzle/schema/load-lab.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { Db } from "./store.ts";

/** The newest version of each scenario of a pilot. */
export async function listScenarios(db: Db, pilotId: string) {
  return db
    .selectDistinctOn([scenarios.id], {
      id: scenarios.id,
      name: scenarios.name,
      version: scenarioVersions.version,
      text: scenarioVersions.text,
    })
    .from(scenarios)
    .innerJoin(scenarioVersions, eq(scenarioVersions.scenarioId, scenarios.id))
    .where(eq(scenarios.pilotId, pilotId))
    .orderBy(scenarios.id, desc(scenarioVersions.version));
}

/** The newest version of a scenario by its name; null where there is none. */
export async function newestVersion(db: Db, pilotId: string, name: string) {
  const [newest] = await db
    .select({
      id: scenarioVersions.id,
      scenarioId: scenarios.id,
      version: scenarioVersions.version,
      text: scenarioVersions.text,
    })
    .from(scenarioVersions)
    .innerJoin(scenarios, eq(scenarios.id, scenarioVersions.scenarioId))
    .where(and(eq(scenarios.pilotId, pilotId), eq(scenarios.name, name)))
    .orderBy(desc(scenarioVersions.version))
    .limit(1);
  return newest ?? null;
}

type NewVersion = {
  pilotId: string;
  name: string;
  text: string;
  files?: readonly KeptFile[];
  by: string;
  at: Date;
};

/** The version that has this text and these files: the newest of that name when it is the same, else a new one. */
export async function saveScenarioVersion(tx: Tx, given: NewVersion): Promise<SavedVersion> {
  const { pilotId, name, text, files = [], by, at } = given;
  await tx.insert(scenarios).values({ id: uuidv7(), pilotId, name, createdAt: at }).onConflictDoNothing();
  const [scenario] = await tx
    .select()
    .from(scenarios)
    .where(and(eq(scenarios.pilotId, pilotId), eq(scenarios.name, name)))
    .for("no key update");
  if (!scenario) throw new Error("the scenario that was just saved is gone");
  const newest = await newestVersion(tx, pilotId, name);
  if (newest !== null && newest.text === text && (await hasFiles(tx, newest.id, files)))
    return { id: newest.id, scenarioId: scenario.id, version: newest.version, made: false };
  const version = (newest?.version ?? 0) + 1;
  const id = uuidv7();
  await tx
    .insert(scenarioVersions)
    .values({ id, scenarioId: scenario.id, version, text, createdBy: by, createdAt: at });
  await insertFiles(tx, { pilotId, versionId: id }, files);
  return { id, scenarioId: scenario.id, version, made: true };
}

async function hasFiles(tx: Tx, versionId: string, files: readonly KeptFile[]): Promise<boolean> {
  const there = await listFileHashes(tx, [versionId]);
  const same = (file: KeptFile) => there.some(({ name, sha256 }) => name === file.name && sha256 === file.sha256);
  return there.length === files.length && files.every(same);
}

export type SavedVersion = { id: string; scenarioId: string; version: number; made: boolean };

/** A data file of a scenario, under the name that the scenario uses. */
export type KeptFile = { name: string; text: string; sha256: string };

/** The files of a version, by name. */
export async function listFiles(db: Database | Tx, versionId: string): Promise<KeptFile[]> {
  return db
    .select({ name: scenarioFiles.name, text: dataFiles.text, sha256: scenarioFiles.sha256 })
    .from(scenarioFiles)
    .innerJoin(dataFiles, and(eq(dataFiles.pilotId, scenarioFiles.pilotId), eq(dataFiles.sha256, scenarioFiles.sha256)))
    .where(eq(scenarioFiles.scenarioVersionId, versionId))
    .orderBy(scenarioFiles.name);
}

/** Names and hashes alone. */
export async function listFileHashes(db: Database | Tx, versionIds: readonly string[]) {
  if (versionIds.length === 0) return [];
  return db
    .select({ versionId: scenarioFiles.scenarioVersionId, name: scenarioFiles.name, sha256: scenarioFiles.sha256 })
    .from(scenarioFiles)
    .where(inArray(scenarioFiles.scenarioVersionId, [...versionIds]))
    .orderBy(scenarioFiles.name);
}

type Version = { pilotId: string; versionId: string };

async function insertFiles(tx: Tx, { pilotId, versionId }: Version, files: readonly KeptFile[]): Promise<void> {
  if (files.length === 0) return;
  await tx
    .insert(dataFiles)
    .values(files.map(({ text, sha256 }) => ({ pilotId, sha256, text })))
    .onConflictDoNothing();
  await tx
    .insert(scenarioFiles)
    .values(files.map(({ name, sha256 }) => ({ scenarioVersionId: versionId, name, pilotId, sha256 })));
}
