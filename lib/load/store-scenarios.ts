import { and, count, desc, eq, sql } from "drizzle-orm";
import { runs, scenarios, scenarioVersions } from "#drizzle/schema/load.ts";
import type { Db } from "./store.ts";

/** Scenarios by their versions and the runs that used them. */

type ScenarioRow = { id: string; name: string };

/** The newest version of each scenario of a pilot, without its text, by name. */
export function listNewestVersions(db: Db, pilotId: string) {
  return db
    .selectDistinctOn([scenarios.name], {
      id: scenarios.id,
      name: scenarios.name,
      version: scenarioVersions.version,
      savedBy: scenarioVersions.createdBy,
      savedAt: scenarioVersions.createdAt,
    })
    .from(scenarios)
    .innerJoin(scenarioVersions, eq(scenarioVersions.scenarioId, scenarios.id))
    .where(eq(scenarios.pilotId, pilotId))
    .orderBy(scenarios.name, desc(scenarioVersions.version));
}

/** Of each scenario the last run that was asked for with it. */
export function listLastRuns(db: Db, pilotId: string) {
  return db
    .select({
      scenarioId: scenarioVersions.scenarioId,
      number: sql<number>`max(${runs.number})`,
      at: sql<Date>`max(${runs.requestedAt})`.mapWith(runs.requestedAt),
    })
    .from(runs)
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .where(eq(runs.pilotId, pilotId))
    .groupBy(scenarioVersions.scenarioId);
}

export async function findScenario(db: Db, pilotId: string, id: string): Promise<ScenarioRow | null> {
  const [row] = await db
    .select({ id: scenarios.id, name: scenarios.name })
    .from(scenarios)
    .where(and(eq(scenarios.pilotId, pilotId), eq(scenarios.id, id)));
  return row ?? null;
}

/** The newest version under a name, and who saved it; null where there is none. */
export async function findNewestSaved(db: Db, pilotId: string, name: string) {
  const [row] = await db
    .select({ version: scenarioVersions.version, savedBy: scenarioVersions.createdBy })
    .from(scenarioVersions)
    .innerJoin(scenarios, eq(scenarios.id, scenarioVersions.scenarioId))
    .where(and(eq(scenarios.pilotId, pilotId), eq(scenarios.name, name)))
    .orderBy(desc(scenarioVersions.version))
    .limit(1);
  return row ?? null;
}

/** All versions of a scenario, the newest first, without their texts. */
export function listVersions(db: Db, scenarioId: string) {
  return db
    .select({
      id: scenarioVersions.id,
      version: scenarioVersions.version,
      savedBy: scenarioVersions.createdBy,
      savedAt: scenarioVersions.createdAt,
      runs: count(runs.id),
      newestRuns: sql<number[]>`coalesce(array_agg(${runs.number} order by ${runs.number} desc)
        filter (where ${runs.number} is not null), '{}')`,
    })
    .from(scenarioVersions)
    .leftJoin(runs, eq(runs.scenarioVersionId, scenarioVersions.id))
    .where(eq(scenarioVersions.scenarioId, scenarioId))
    .groupBy(scenarioVersions.id)
    .orderBy(desc(scenarioVersions.version));
}

export async function findVersion(db: Db, scenarioId: string, version: number) {
  const [row] = await db
    .select({ id: scenarioVersions.id, version: scenarioVersions.version, text: scenarioVersions.text })
    .from(scenarioVersions)
    .where(and(eq(scenarioVersions.scenarioId, scenarioId), eq(scenarioVersions.version, version)));
  return row ?? null;
}
