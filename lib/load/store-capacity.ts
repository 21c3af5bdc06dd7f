import { and, asc, eq, sql } from "drizzle-orm";
import { runs } from "#drizzle/schema/load.ts";
import { capacityRows, capacityTables, runTargetSeries } from "#drizzle/schema/load-lab.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { SpanFigure } from "./core/capacity-table.ts";

type Db = Database | Tx;
export type CapacityTableRecord = typeof capacityTables.$inferSelect;
export type CapacityRowRecord = typeof capacityRows.$inferSelect;

/** In the order in which they were begun. */
export function listCapacityTables(db: Db, pilotId: string): Promise<CapacityTableRecord[]> {
  return db
    .select()
    .from(capacityTables)
    .where(eq(capacityTables.pilotId, pilotId))
    .orderBy(asc(capacityTables.addedAt), asc(capacityTables.id));
}

/** Held to the commit; null where this pilot has none. */
export async function lockCapacityTable(tx: Tx, pilotId: string, id: string): Promise<CapacityTableRecord | null> {
  const [found] = await tx
    .select()
    .from(capacityTables)
    .where(and(eq(capacityTables.pilotId, pilotId), eq(capacityTables.id, id)))
    .for("update");
  return found ?? null;
}

/** False where the pilot has a table of this name. */
export async function insertCapacityTable(tx: Tx, table: CapacityTableRecord): Promise<boolean> {
  const made = await tx.insert(capacityTables).values(table).onConflictDoNothing().returning({ id: capacityTables.id });
  return made.length === 1;
}

/** Its rows go with it. */
export async function deleteCapacityTable(tx: Tx, id: string): Promise<void> {
  await tx.delete(capacityTables).where(eq(capacityTables.id, id));
}

/** By replicas, then by run; each with its run's number. */
export function listCapacityRows(db: Db, tableId: string) {
  return db
    .select({ row: capacityRows, number: runs.number })
    .from(capacityRows)
    .innerJoin(runs, eq(runs.id, capacityRows.runId))
    .where(eq(capacityRows.tableId, tableId))
    .orderBy(asc(capacityRows.replicas), asc(runs.number));
}

/** False where the table has this run. */
export async function insertCapacityRow(tx: Tx, row: CapacityRowRecord): Promise<boolean> {
  const made = await tx.insert(capacityRows).values(row).onConflictDoNothing().returning({ id: capacityRows.id });
  return made.length === 1;
}

/** The row that is gone; null where the table has none such. */
export async function deleteCapacityRow(tx: Tx, tableId: string, id: string): Promise<CapacityRowRecord | null> {
  const [gone] = await tx
    .delete(capacityRows)
    .where(and(eq(capacityRows.tableId, tableId), eq(capacityRows.id, id)))
    .returning();
  return gone ?? null;
}

/** The means of a run's own figures between two moments, ms since 1970; null where none could be read. */
export async function meansBetween(
  db: Db,
  { runId, fromMs, toMs }: { runId: string; fromMs: number; toMs: number },
): Promise<SpanFigure[]> {
  const { series, chosen } = runTargetSeries;
  const [figures, means] = await Promise.all([
    db.select({ series, chosen }).from(runTargetSeries).where(eq(runTargetSeries.runId, runId)).orderBy(asc(series)),
    db.execute<{ series: number; mean: number | null }>(sql`
      select series, avg(value)::float8 as mean from run_target_figures
      where run_id = ${runId} and at_ms >= ${fromMs} and at_ms < ${toMs} group by series`),
  ]);
  return figures.map(({ series: place, chosen: { label, unit, way } }) => {
    return { label, unit, way, mean: means.find((one) => one.series === place)?.mean ?? null };
  });
}
