import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { pointFold } from "./core/chart-point.ts";
import type { Frame } from "./core/frame.ts";
import { readablePlan } from "./read-run-plan.ts";
import { findRunById } from "./store.ts";
import { dropCheckpoint, lockForBlocks, type Piece, readBlock, saveBlock, savePoints } from "./store-blocks.ts";
import { deleteRows, readRows, waitingPieces } from "./store-seconds.ts";
import { spanOf, storedFrames, withoutDoubles } from "./stored-frames.ts";

/** Rows are left alone for so long: a second whose writing is repeated then meets itself as a row. */
const settleMs = 15_000;
const piecesAtOnce = 8;

/** Puts some of the seconds that wait as rows into blocks; answers how many pieces it took. Called again and again by the keeper. Seconds that a
 *  runner stores later, even long after the run's end, go into the block that is there. */
export async function compactRuns(ctx: Ctx, { settledMs = settleMs } = {}): Promise<number> {
  const settled = new Date(ctx.now().getTime() - settledMs);
  const waiting = await waitingPieces(ctx.db, settled, piecesAtOnce);
  // One that cannot be put away must not keep the others from it.
  const troubles: unknown[] = [];
  for (const piece of waiting) await compactPiece(ctx, piece, settled).catch((error) => troubles.push(error));
  if (troubles.length > 0) throw troubles[0];
  return waiting.length;
}

/** One transaction: whoever reads, and whatever dies, each second is there. Two at once: one waits and finds nothing left to do. */
export async function compactPiece(ctx: Ctx, piece: Piece, settled: Date): Promise<void> {
  const { runId } = piece;
  await ctx.transaction(async (tx) => {
    await lockForBlocks(tx, runId);
    const rows = await readRows(tx, runId, spanOf(piece.piece), settled);
    const [oldest] = rows;
    if (oldest === undefined) return;
    const frames = withoutDoubles(rows, await readBlock(tx, piece));
    await saveBlock(tx, piece, { frames, points: await pointsOf(tx, piece, frames), at: ctx.now() });
    await refoldNext(tx, { runId, piece: piece.piece + 1 });
    await dropCheckpoint(tx, runId, oldest.second);
    await deleteRows(
      tx,
      runId,
      rows.map(({ second }) => second),
    );
  });
}

/** The next piece's points reach back into this one. */
async function refoldNext(tx: Tx, next: Piece): Promise<void> {
  const frames = await readBlock(tx, next);
  if (frames.length > 0) await savePoints(tx, next, await pointsOf(tx, next, frames));
}

async function pointsOf(tx: Tx, { runId, piece }: Piece, frames: readonly Frame[]) {
  const firstOfMix = await firstOfMixOf(tx, runId);
  if (firstOfMix === null) return null;
  const fold = pointFold(firstOfMix);
  if (piece > 0) for await (const frame of storedFrames(tx, runId, spanOf(piece - 1))) fold.push(frame);
  return frames.map((frame) => fold.push(frame));
}

/** Null when the scenario cannot be read any more; its seconds are kept all the same. */
async function firstOfMixOf(tx: Tx, runId: string): Promise<number | null> {
  const run = await findRunById(tx, runId);
  const plan = run === null ? null : readablePlan(run);
  return plan === null ? null : plan.scenario.setup.length;
}
