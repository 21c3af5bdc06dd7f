import { and, asc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { runSeconds, runStepSeconds } from "#drizzle/schema/load.ts";
import { decodeHistogram, encodeHistogram } from "#lib/platform/core/histogram.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { Frame } from "./core/frame.ts";
import type { Db } from "./store.ts";

/** A run's newest seconds stand as rows until the keeper puts them into a block (`compact-runs.ts`). Whoever reads seconds asks `storedFrames`,
 *  which knows both. */

/** Stores a frame and tells the feeds, in one transaction. A second that is stored already stays as it is. */
export async function insertSecond(db: Database, run: { id: string; pilotId: string }, frame: Frame): Promise<void> {
  const { steps, lateness, ...figures } = frame;
  await db.transaction(async (tx) => {
    const made = await tx
      .insert(runSeconds)
      .values({ runId: run.id, ...figures, lateness: encodeHistogram(lateness), storedAt: new Date() })
      .onConflictDoNothing()
      .returning({ second: runSeconds.second });
    if (made.length === 0) return;
    if (steps.length > 0)
      await tx.insert(runStepSeconds).values(
        steps.map(({ latency, service, ...counts }) => ({
          runId: run.id,
          second: frame.second,
          ...counts,
          latency: encodeHistogram(latency),
          service: encodeHistogram(service),
        })),
      );
    await tx.execute(sql`select pg_notify('gantry_seconds', ${`${run.pilotId}:${run.id}:${frame.second}`})`);
  });
}

export type Span = { from: number; to: number };

/** Which seconds of a span stand as rows, in order. */
export async function rowSeconds(db: Db, runId: string, { from, to }: Span): Promise<number[]> {
  const rows = await db
    .select({ second: runSeconds.second })
    .from(runSeconds)
    .where(and(eq(runSeconds.runId, runId), gte(runSeconds.second, from), lte(runSeconds.second, to)))
    .orderBy(asc(runSeconds.second));
  return rows.map(({ second }) => second);
}

/** Seconds first, then their steps: they are stored together, so that a second that is seen has its steps. Only a block that was made in between
 *  has taken them away; it is read after this and counts. `settled`: only what was stored until then. */
export async function readRows(db: Db, runId: string, { from, to }: Span, settled?: Date): Promise<Frame[]> {
  const within = [eq(runSeconds.runId, runId), gte(runSeconds.second, from), lte(runSeconds.second, to)];
  const seconds = await db
    .select()
    .from(runSeconds)
    .where(and(...within, settled && lte(runSeconds.storedAt, settled)))
    .orderBy(asc(runSeconds.second));
  const last = seconds.at(-1)?.second;
  if (last === undefined) return [];
  const bySecond = await readSteps(db, runId, { from, to: last });
  return seconds.map(({ runId: _run, storedAt: _at, lateness, ...figures }) => ({
    ...figures,
    lateness: decodeHistogram(lateness),
    steps: bySecond.get(figures.second) ?? [],
  }));
}

async function readSteps(db: Db, runId: string, { from, to }: Span): Promise<Map<number, Frame["steps"]>> {
  const rows = await db
    .select()
    .from(runStepSeconds)
    .where(and(eq(runStepSeconds.runId, runId), gte(runStepSeconds.second, from), lte(runStepSeconds.second, to)))
    .orderBy(asc(runStepSeconds.second), asc(runStepSeconds.step));
  const bySecond = new Map<number, Frame["steps"]>();
  for (const { runId: _run, second, latency, service, ...counts } of rows) {
    const list = bySecond.get(second) ?? [];
    list.push({ ...counts, latency: decodeHistogram(latency), service: decodeHistogram(service) });
    bySecond.set(second, list);
  }
  return bySecond;
}

/** Takes away the rows of seconds that stand in a block now. */
export async function deleteRows(tx: Tx, runId: string, seconds: readonly number[]): Promise<void> {
  await tx
    .delete(runStepSeconds)
    .where(and(eq(runStepSeconds.runId, runId), inArray(runStepSeconds.second, [...seconds])));
  await tx.delete(runSeconds).where(and(eq(runSeconds.runId, runId), inArray(runSeconds.second, [...seconds])));
}

/** Fewer rows of a piece that a run still writes to are not worth writing its block anew. */
const fewestRows = 30;

/** Where rows that were stored until `settled` wait for a block: all of a run that has ended or of a piece that it has left, else a number of
 *  them. Some of them, the oldest of each run first. */
export async function waitingPieces(
  db: Db,
  settled: Date,
  atMost: number,
): Promise<{ runId: string; piece: number }[]> {
  const rows = await db.execute<{ run_id: string; piece: number }>(sql`
    select run_id, piece from (
      select s.run_id, r.state, s.second / 120 as piece, count(*) as rows,
        max(max(s.second)) over (partition by s.run_id) as newest
      from run_seconds s join runs r on r.id = s.run_id
      where s.stored_at <= ${settled.toISOString()}
      group by s.run_id, r.state, s.second / 120
    ) as pieces
    where state = 'ended' or newest >= (piece + 1) * 120 or rows >= ${fewestRows}
    order by run_id, piece limit ${atMost}`);
  return rows.map(({ run_id: runId, piece }) => ({ runId, piece }));
}
