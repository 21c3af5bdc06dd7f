import { and, asc, eq, sql } from "drizzle-orm";
import { runTargetFigures, runTargetSeries, runTargetSources } from "#drizzle/schema/load-lab.ts";
import type { ChosenFigure } from "#lib/pilots/core/system-metrics.ts";
import type { Database } from "../platform/database.ts";
import type { FigurePoint } from "./core/target-figures.ts";
import type { Db } from "./store.ts";

export type RunSeries = { series: number; source: number; chosen: Omit<ChosenFigure, "address"> };

/** Keeps which figures a run reads, as they were chosen. */
export async function freezeTargetSeries(
  db: Db,
  { runId, addresses, series }: { runId: string; addresses: readonly string[]; series: readonly RunSeries[] },
): Promise<void> {
  const sources = addresses.map((address, source) => ({ runId, source, address }));
  await db.insert(runTargetSources).values(sources).onConflictDoNothing();
  await db
    .insert(runTargetSeries)
    .values(series.map((one) => ({ runId, ...one })))
    .onConflictDoNothing();
}

export type Reading = {
  runId: string;
  source: number;
  at: Date;
  figures: readonly { series: number; value: number | null }[];
  /** Null: it was read. */
  why: string | null;
};

/** Stores what one look at an address gave, and how often it was asked. */
export async function insertReading(db: Database, { runId, source, at, figures, why }: Reading): Promise<void> {
  const atMs = at.getTime();
  await db.transaction(async (tx) => {
    if (figures.length > 0)
      await tx
        .insert(runTargetFigures)
        .values(figures.map((figure) => ({ runId, atMs, ...figure })))
        .onConflictDoNothing();
    await tx
      .update(runTargetSources)
      .set({
        asked: sql`${runTargetSources.asked} + 1`,
        ...(why === null ? { readAt: at } : { failed: sql`${runTargetSources.failed} + 1`, why }),
      })
      .where(and(eq(runTargetSources.runId, runId), eq(runTargetSources.source, source)));
  });
}

export function listTargetSources(db: Db, runId: string) {
  return db
    .select()
    .from(runTargetSources)
    .where(eq(runTargetSources.runId, runId))
    .orderBy(asc(runTargetSources.source));
}

export function listTargetSeries(db: Db, runId: string): Promise<RunSeries[]> {
  const { series, source, chosen } = runTargetSeries;
  return db
    .select({ series, source, chosen })
    .from(runTargetSeries)
    .where(eq(runTargetSeries.runId, runId))
    .orderBy(asc(series));
}

export type SeriesTotals = {
  series: number;
  mean: number | null;
  max: number | null;
  readings: number;
  missed: number;
};

/** Of each series everything that was read since a moment. */
export function targetTotals(db: Db, runId: string, sinceMs: number): Promise<SeriesTotals[]> {
  return db.execute<SeriesTotals>(sql`
    select series, avg(value)::float8 as mean, max(value)::float8 as max,
      count(value)::int as readings, (count(*) - count(value))::int as missed
    from run_target_figures where run_id = ${runId} and at_ms >= ${sinceMs} group by series`);
}

export type AskedPoints = {
  runId: string;
  /** Where second 0 is. */
  startMs: number;
  from: number;
  /** 1: as they were read; else one point for so many seconds, the mean of those that were read. */
  width: number;
  most: number;
};

/** Points in the order of their seconds, at most `most` of all series together. */
export async function targetPoints(db: Db, { runId, startMs, from, width, most }: AskedPoints) {
  const second = sql`(floor((at_ms - ${startMs}::bigint) / 1000.0 / ${width}::int) * ${width}::int)::int`;
  const rows = await db.execute<{ series: number; second: number; value: number | null }>(sql`
    select series, ${second} as second, avg(value)::float8 as value from run_target_figures
    where run_id = ${runId} and at_ms >= ${startMs + from * 1000}
    group by 1, 2 order by 2, 1 limit ${most}`);
  return [...rows] as { series: number; second: number; value: number | null }[];
}

/** Of one series. */
export function pointsOf(rows: Awaited<ReturnType<typeof targetPoints>>, series: number): FigurePoint[] {
  return rows.filter((row) => row.series === series).map(({ second, value }) => [second, value]);
}
