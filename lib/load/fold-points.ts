import { type ChartPoint, pointFold } from "./core/chart-point.ts";
import { blockSeconds } from "./core/second-block.ts";
import type { Db } from "./store.ts";
import { readPoints } from "./store-blocks.ts";
import { rowSeconds, type Span } from "./store-seconds.ts";
import { pieceOf, spanOf, storedFrames } from "./stored-frames.ts";

/** Chart points of stored seconds. A point rests on its own second and on less than a piece before it, so that those of a block are folded once. */

type Of = { runId: string; firstOfMix: number; reachBack?: number };

/** Folded from the frames themselves: the same from whichever second on. */
async function foldPoints(
  db: Db,
  { runId, firstOfMix, reachBack = blockSeconds }: Of,
  { from, to }: Span,
): Promise<ChartPoint[]> {
  const fold = pointFold(firstOfMix);
  const points: ChartPoint[] = [];
  for await (const frame of storedFrames(db, runId, { from: Math.max(0, from - reachBack), to })) {
    const point = fold.push(frame);
    if (point.second >= from) points.push(point);
  }
  return points;
}

/** The same points, as far as blocks keep them. Folded are those that a row stands behind, and those that another version folded. Rows are looked
 *  for first: what they stand behind is folded even if they move into a block meanwhile. */
export async function storedPoints(db: Db, of: Of, { from, to }: Span): Promise<ChartPoint[]> {
  const rows = await rowSeconds(db, of.runId, { from: from - blockSeconds, to });
  const kept = await readPoints(db, of.runId, { from: pieceOf(from), to: pieceOf(to) });
  const foreign = [...kept].flatMap(([piece, points]) => (points === null ? [spanOf(piece)] : []));
  const behind = rows.map((second) => ({ from: second, to: second + blockSeconds - 1 }));
  const loose = joined([...foreign, ...behind], { from, to });
  const isLoose = (second: number) => loose.some((span) => second >= span.from && second <= span.to);
  const points = [...kept.values()].flatMap((of) => of ?? []);
  const still = points.filter(({ second }) => second >= from && second <= to && !isLoose(second));
  const fresh: ChartPoint[] = [];
  for (const span of loose) {
    // A window only moves on: it reaches no farther back than that of the second before, where that one is known to hold.
    const before = span.from > from ? points.find(({ second }) => second === span.from - 1) : undefined;
    const reachBack = before?.windowSeconds ?? blockSeconds;
    for (const point of await foldPoints(db, { ...of, reachBack }, span)) fresh.push(point);
  }
  return [...still, ...fresh].sort((a, b) => a.second - b.second);
}

/** Spans that touch as one, in order, cut to what is asked for. */
function joined(spans: readonly Span[], { from, to }: Span): Span[] {
  const joins: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const [begin, end] = [Math.max(from, span.from), Math.min(to, span.to)];
    const before = joins.at(-1);
    if (begin > end) continue;
    if (before !== undefined && begin <= before.to + 1) before.to = Math.max(before.to, end);
    else joins.push({ from: begin, to: end });
  }
  return joins;
}
