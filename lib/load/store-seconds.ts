import { and, asc, eq, gte, lte, sql } from "drizzle-orm";
import { runSeconds, runStepSeconds } from "#drizzle/schema/load.ts";
import type { Database } from "../platform/database.ts";
import type { Frame } from "./core/frame.ts";
import { decodeHistogram, encodeHistogram } from "./core/histogram.ts";
import type { Db } from "./store.ts";

/** A run's stored seconds: the part of the module's SQL that is about frames. */

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

/** Seconds read at once: a day's run has 86,400, and a frame in memory is as large as a hundred in the database. */
const readAtOnce = 120;

/** Stored frames from `from` to `to`, in order, a piece at a time. */
export async function* storedFrames(
  db: Db,
  runId: string,
  { from, to = 2_147_483_647 }: { from: number; to?: number },
): AsyncGenerator<Frame> {
  for (let next = from; next <= to; ) {
    const piece = await readPiece(db, runId, { from: next, to });
    yield* piece;
    const last = piece.at(-1);
    if (last === undefined || piece.length < readAtOnce) return;
    next = last.second + 1;
  }
}

/** Seconds first, then their steps: they are stored together, so that a second that is seen has its steps. */
async function readPiece(db: Db, runId: string, { from, to }: { from: number; to: number }): Promise<Frame[]> {
  const seconds = await db
    .select()
    .from(runSeconds)
    .where(and(eq(runSeconds.runId, runId), gte(runSeconds.second, from), lte(runSeconds.second, to)))
    .orderBy(asc(runSeconds.second))
    .limit(readAtOnce);
  const last = seconds.at(-1)?.second;
  if (last === undefined) return [];
  const bySecond = await readSteps(db, runId, { from, to: last });
  return seconds.map(({ runId: _run, storedAt: _at, lateness, ...figures }) => ({
    ...figures,
    lateness: decodeHistogram(lateness),
    steps: bySecond.get(figures.second) ?? [],
  }));
}

async function readSteps(
  db: Db,
  runId: string,
  { from, to }: { from: number; to: number },
): Promise<Map<number, Frame["steps"]>> {
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
