import { deflateRawSync, inflateRawSync } from "node:zlib";
import { and, asc, eq, gte, lte, sql } from "drizzle-orm";
import { runBlocks, runCheckpoints, runs } from "#drizzle/schema/load.ts";
import type { Tx } from "../platform/database.ts";
import type { ChartPoint } from "./core/chart-point.ts";
import { type Checkpoint, foldVersion, readCheckpoint, writeCheckpoint } from "./core/checkpoint.ts";
import type { Frame } from "./core/frame.ts";
import { decodeBlock, encodeBlock } from "./core/second-block.ts";
import type { Db } from "./store.ts";

/** Blocks of seconds and what is kept folded: the part of the module's SQL that is about them. */

export type Piece = { runId: string; piece: number };

const ofPiece = ({ runId, piece }: Piece) => and(eq(runBlocks.runId, runId), eq(runBlocks.piece, piece));

/** The frames of a block, in order; none where there is no block. */
export async function readBlock(db: Db, piece: Piece): Promise<Frame[]> {
  const [row] = await db.select({ frames: runBlocks.frames }).from(runBlocks).where(ofPiece(piece));
  return row === undefined ? [] : decodeBlock(inflateRawSync(row.frames));
}

/** `points`: null where they cannot be folded. */
export async function saveBlock(
  tx: Tx,
  piece: Piece,
  { frames, points, at }: { frames: readonly Frame[]; points: readonly ChartPoint[] | null; at: Date },
): Promise<void> {
  const lastSecond = frames.at(-1)?.second ?? 0;
  const kept = {
    seconds: frames.length,
    lastSecond,
    frames: deflateRawSync(encodeBlock(frames)),
    ...folded(points),
    storedAt: at,
  };
  await tx
    .insert(runBlocks)
    .values({ ...piece, ...kept })
    .onConflictDoUpdate({ target: [runBlocks.runId, runBlocks.piece], set: kept });
}

export async function savePoints(tx: Tx, piece: Piece, points: readonly ChartPoint[] | null): Promise<void> {
  await tx.update(runBlocks).set(folded(points)).where(ofPiece(piece));
}

function folded(points: readonly ChartPoint[] | null) {
  return { points: deflateRawSync(JSON.stringify(points ?? [])), foldVersion: points === null ? 0 : foldVersion };
}

/** Chart points by piece; null where another version folded them. */
export async function readPoints(
  db: Db,
  runId: string,
  { from, to }: { from: number; to: number },
): Promise<Map<number, ChartPoint[] | null>> {
  const rows = await db
    .select({ piece: runBlocks.piece, points: runBlocks.points, version: runBlocks.foldVersion })
    .from(runBlocks)
    .where(and(eq(runBlocks.runId, runId), gte(runBlocks.piece, from), lte(runBlocks.piece, to)))
    .orderBy(asc(runBlocks.piece));
  const pointsOf = (bytes: Uint8Array) => JSON.parse(inflateRawSync(bytes).toString());
  return new Map(rows.map(({ piece, points, version }) => [piece, version === foldVersion ? pointsOf(points) : null]));
}

/** A run's newest stored second in either form; -1 before the first. One statement, so that a second on its way into a block is seen. */
export async function lastStoredSecond(db: Db, runId: string): Promise<number> {
  const [row] = await db.execute<{ last: number }>(sql`
    select greatest(-1, (select max(second) from run_seconds where run_id = ${runId}),
      (select max(last_second) from run_blocks where run_id = ${runId})) as last`);
  return row?.last ?? -1;
}

/** Locks the run against its other compactions. Runners go on storing: their rows only refer to it. */
export async function lockForBlocks(tx: Tx, runId: string) {
  const [run] = await tx.select({ state: runs.state }).from(runs).where(eq(runs.id, runId)).for("no key update");
  return run ?? null;
}

/** Up to where a run's figures are folded; null where it has to be read from its beginning: nothing is folded, by another version, or a row came
 *  after all that is not in it. One statement: such a row may be moving into a block just now. */
export async function findCheckpoint(db: Db, runId: string): Promise<Checkpoint | null> {
  const [row] = await db
    .select({
      state: runCheckpoints.state,
      late: sql<boolean>`exists (select 1 from run_seconds s
        where s.run_id = ${runId} and s.second <= run_checkpoints.through_second)`,
    })
    .from(runCheckpoints)
    .where(and(eq(runCheckpoints.runId, runId), eq(runCheckpoints.foldVersion, foldVersion)));
  return row === undefined || row.late ? null : readCheckpoint(inflateRawSync(row.state).toString());
}

export async function saveCheckpoint(
  tx: Tx,
  { runId, checkpoint, at }: { runId: string; checkpoint: Checkpoint; at: Date },
): Promise<void> {
  const kept = {
    throughSecond: checkpoint.totals.lastSecond,
    foldVersion,
    state: deflateRawSync(writeCheckpoint(checkpoint)),
    storedAt: at,
  };
  await tx
    .insert(runCheckpoints)
    .values({ runId, ...kept })
    .onConflictDoUpdate({ target: runCheckpoints.runId, set: kept });
}

/** What is folded does not hold any more when one of these seconds was not in it. */
export async function dropCheckpoint(tx: Tx, runId: string, firstSecond: number): Promise<void> {
  await tx
    .delete(runCheckpoints)
    .where(and(eq(runCheckpoints.runId, runId), gte(runCheckpoints.throughSecond, firstSecond)));
}

/** An ended run keeps its figures itself. */
export async function sweepCheckpoints(db: Db): Promise<void> {
  await db.execute(
    sql`delete from run_checkpoints c using runs r where r.id = c.run_id and (r.state = 'ended' or c.fold_version <> ${foldVersion})`,
  );
}

/** Runs that go on and have blocks which their checkpoint does not cover, with the blocks' newest second. */
export async function behindCheckpoints(db: Db): Promise<{ runId: string; newest: number }[]> {
  const rows = await db.execute<{ run_id: string; newest: number }>(sql`
    select b.run_id, max(b.last_second) as newest from run_blocks b join runs r on r.id = b.run_id
    left join run_checkpoints c on c.run_id = b.run_id
    where r.state <> 'ended' group by b.run_id, c.through_second
    having max(b.last_second) > coalesce(c.through_second, -1)`);
  return rows.map(({ run_id: runId, newest }) => ({ runId, newest }));
}
