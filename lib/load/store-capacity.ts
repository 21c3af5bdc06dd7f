import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { runs, scenarios, scenarioVersions } from "#drizzle/schema/load.ts";
import { capacityRows, capacityTables } from "#drizzle/schema/load-lab.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { SpanFigure } from "./core/capacity-table.ts";
import type { VerdictKind } from "./core/verdict.ts";
import { summaryFigure } from "./store.ts";

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

export async function countCapacityTables(db: Db, pilotId: string): Promise<number> {
  return db.$count(capacityTables, eq(capacityTables.pilotId, pilotId));
}

export async function countCapacityRows(db: Db, tableId: string): Promise<number> {
  return db.$count(capacityRows, eq(capacityRows.tableId, tableId));
}

export type FoundCapacityRow = Awaited<ReturnType<typeof listCapacityRows>>[number];

/** Of all these tables, by replicas, then by run; each with what it shows of its run. */
export async function listCapacityRows(db: Db, tableIds: readonly string[]) {
  if (tableIds.length === 0) return [];
  return db
    .select({
      row: capacityRows,
      run: {
        ...{ id: runs.id, number: runs.number, name: runs.name, environment: runs.environment, profile: runs.profile },
        ...{ startedAt: runs.startedAt, scenarioName: scenarios.name, scenarioVersion: scenarioVersions.version },
        verdict: sql<VerdictKind | null>`${runs.verdict}->>'kind'`,
        lastSecond: summaryFigure("lastSecond"),
        latencyMsP95: summaryFigure("latencyMsP95"),
        throughputPerSecond: sql<number | null>`(${runs.summary}->'steps'->0->>'throughputPerSecond')::float8`,
      },
    })
    .from(capacityRows)
    .innerJoin(runs, eq(runs.id, capacityRows.runId))
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .innerJoin(scenarios, eq(scenarios.id, scenarioVersions.scenarioId))
    .where(inArray(capacityRows.tableId, [...tableIds]))
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

/** Part of a run, between two moments in ms since 1970. */
export type RunSpan = { runId: string; fromMs: number; toMs: number };

type Mean = SpanFigure & { run_id: string };

/** The means of runs' own figures, each over its span; a run without figures is left out, and a mean is null where none could be read. */
export async function meansBetween(db: Db, spans: readonly RunSpan[]): Promise<ReadonlyMap<string, SpanFigure[]>> {
  if (spans.length === 0) return new Map();
  const found = await db.execute<Mean>(sql`
    select own.run_id, own.chosen->>'label' as label, own.chosen->>'unit' as unit, own.chosen->>'way' as way,
      (select avg(figure.value)::float8 from run_target_figures figure
        where figure.run_id = own.run_id and figure.series = own.series
          and figure.at_ms >= span."fromMs" and figure.at_ms < span."toMs") as mean
    from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as span("runId" uuid, "fromMs" bigint, "toMs" bigint)
    join run_target_series own on own.run_id = span."runId"
    order by own.run_id, own.series`);
  const byRun = new Map<string, SpanFigure[]>();
  for (const { run_id, ...figure } of found) byRun.set(run_id, [...(byRun.get(run_id) ?? []), figure]);
  return byRun;
}
