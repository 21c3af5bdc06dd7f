import type { Frame } from "./core/frame.ts";
import { blockSeconds } from "./core/second-block.ts";
import type { Db } from "./store.ts";
import { lastStoredSecond, readBlock } from "./store-blocks.ts";
import { readRows, type Span } from "./store-seconds.ts";

/** Stored frames from `from` to `to` (default: all that is stored), each once and in order, two minutes of them in memory at a time: a day's run
 *  has 86,400, and a frame in memory is as large as a hundred in the database. */
export async function* storedFrames(
  db: Db,
  runId: string,
  { from, to = Number.MAX_SAFE_INTEGER }: { from: number; to?: number },
): AsyncGenerator<Frame> {
  // One piece needs no question of where the run ends.
  const last = to - from < blockSeconds ? to : Math.min(to, await lastStoredSecond(db, runId));
  for (let next = from; next <= last; ) {
    const piece = pieceOf(next);
    const through = Math.min(last, spanOf(piece).to);
    yield* await readPiece(db, { runId, piece }, { from: next, to: through });
    next = through + 1;
  }
}

/** Rows before the block: a second that is on its way from one into the other is seen in at least one of them; then the block counts. */
async function readPiece(db: Db, { runId, piece }: { runId: string; piece: number }, span: Span): Promise<Frame[]> {
  const rows = await readRows(db, runId, span);
  const block = await readBlock(db, { runId, piece });
  return withoutDoubles(rows, block).filter(({ second }) => second >= span.from && second <= span.to);
}

/** Of a second that stands in both the block counts. In order. */
export function withoutDoubles(rows: readonly Frame[], block: readonly Frame[]): Frame[] {
  if (block.length === 0) return [...rows];
  const bySecond = new Map([...rows, ...block].map((frame) => [frame.second, frame]));
  return [...bySecond.values()].sort((a, b) => a.second - b.second);
}

export function pieceOf(second: number): number {
  return Math.floor(second / blockSeconds);
}

/** The seconds that a piece covers. */
export function spanOf(piece: number): Span {
  return { from: piece * blockSeconds, to: piece * blockSeconds + blockSeconds - 1 };
}
