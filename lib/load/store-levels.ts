import { asc, eq, inArray } from "drizzle-orm";
import { runLevels } from "#drizzle/schema/load-lab.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { LevelFigures } from "./core/level-fold.ts";

/** Levels of a run, each written once when it has ended. */
export async function insertLevel(db: Database | Tx, runId: string, figures: LevelFigures, at: Date): Promise<void> {
  await db.insert(runLevels).values({ runId, level: figures.index, figures, storedAt: at }).onConflictDoNothing();
}

export async function listLevels(db: Database | Tx, runId: string): Promise<LevelFigures[]> {
  const rows = await db
    .select({ figures: runLevels.figures })
    .from(runLevels)
    .where(eq(runLevels.runId, runId))
    .orderBy(asc(runLevels.level));
  return rows.map(({ figures }) => figures);
}

/** The levels of all these runs. */
export async function listLevelsOf(
  db: Database | Tx,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, LevelFigures[]>> {
  if (runIds.length === 0) return new Map();
  const rows = await db
    .select({ runId: runLevels.runId, figures: runLevels.figures })
    .from(runLevels)
    .where(inArray(runLevels.runId, [...runIds]))
    .orderBy(asc(runLevels.runId), asc(runLevels.level));
  const byRun = new Map<string, LevelFigures[]>();
  for (const { runId, figures } of rows) byRun.set(runId, [...(byRun.get(runId) ?? []), figures]);
  return byRun;
}
