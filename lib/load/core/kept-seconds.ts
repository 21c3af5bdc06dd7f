import type { ChartPoint } from "./chart-point.ts";
import type { RunSeconds } from "./run-view.ts";

/** What a page keeps of a run's seconds, and what its charts draw of them. Bounded: a day's run has 86,400 seconds, and a page holds some thousands. */

export type KeptSeconds = {
  /** In order, each a stored second as it was measured: every one, until there are too many; then before `wholeFrom` only the extremes. */
  points: readonly ChartPoint[];
  /** The second to ask for next. */
  next: number;
  /** How many seconds have come, and what was due and not sent in all of them. */
  seconds: number;
  dropped: number;
  /** The seconds before which something is missing. */
  gaps: ReadonlySet<number>;
  /** From here on every second is kept; 0: the whole run. */
  wholeFrom: number;
  /** Before that, the extremes of each so many seconds. */
  width: number;
};

/** With more points the older ones are thinned. */
export const mostPoints = 6_000;
/** So many of the newest seconds always stay. */
const wholeSeconds = 1_800;
/** At most so many stretches of older seconds, and a little more where a gap cuts one. */
const mostColumns = 400;
/** At most about so many points of a line are drawn. */
const mostDrawn = 400;

export const noSeconds: KeptSeconds = {
  ...{ points: [], next: 0, seconds: 0, dropped: 0 },
  ...{ gaps: new Set(), wholeFrom: 0, width: 1 },
};

/** With the seconds of one answer after those that are there; what is there already is left out. */
export function keepSeconds(known: KeptSeconds, { points, next }: Pick<RunSeconds, "points" | "next">): KeptSeconds {
  const fresh = points.filter(({ second }) => second >= known.next);
  const kept: KeptSeconds = {
    ...known,
    points: [...known.points, ...fresh],
    next: Math.max(known.next, next),
    seconds: known.seconds + fresh.length,
    dropped: fresh.reduce((sum, { dropped }) => sum + dropped, known.dropped),
    gaps: withGapsOf(known, fresh),
  };
  return kept.points.length > mostPoints ? thinned(kept) : kept;
}

function withGapsOf({ points, gaps }: KeptSeconds, fresh: readonly ChartPoint[]): ReadonlySet<number> {
  let last = points.at(-1)?.second ?? -1;
  const found: number[] = [];
  for (const { second } of fresh) {
    if (second > last + 1) found.push(second);
    last = second;
  }
  return found.length === 0 ? gaps : new Set([...gaps, ...found]);
}

type FigureOf = (point: ChartPoint) => number | null;

/** What is drawn as a line: its lowest second too. */
const lines: readonly FigureOf[] = [({ latencyMsP99 }) => latencyMsP99, ({ ended }) => ended, ({ users }) => users];
/** What a chart's height and its red marks go by: the worst second. */
const marks: readonly FigureOf[] = [
  ({ latencyMsP95 }) => latencyMsP95,
  ({ latencyMsP50 }) => latencyMsP50,
  ({ failed }) => failed,
  ({ dropped }) => dropped,
];

/** Widths double, so that the extremes of a wide stretch are among those of the narrow ones before it. */
function thinned(kept: KeptSeconds): KeptSeconds {
  const wholeFrom = kept.next - wholeSeconds;
  let { width } = kept;
  while (wholeFrom / width > mostColumns) width *= 2;
  const older = kept.points.filter(({ second }) => second < wholeFrom);
  const extremes = extremesOf(older, { gaps: kept.gaps, width, lines, marks });
  return { ...kept, points: [...extremes, ...kept.points.slice(older.length)], wholeFrom, width };
}

/** How many seconds stand behind each pair of points that a chart draws; 1: it draws every second. */
export function drawnWidth({ points, next }: Pick<KeptSeconds, "points" | "next">): number {
  return points.length <= mostDrawn ? 1 : Math.ceil((next * 2) / mostDrawn);
}

/** What a line of one figure draws: of each stretch the second with the lowest and the one with the highest, so that no spike disappears and none
 *  is averaged. Both edges of a gap stay. */
export function drawnPoints(kept: KeptSeconds, figureOf: FigureOf): readonly ChartPoint[] {
  const width = drawnWidth(kept);
  return width === 1 ? kept.points : extremesOf(kept.points, { gaps: kept.gaps, width, lines: [figureOf], marks: [] });
}

type Thinning = {
  gaps: ReadonlySet<number>;
  width: number;
  lines: readonly FigureOf[];
  marks: readonly FigureOf[];
};

/** The first and the last of all, the edges of gaps, and of each stretch the extremes: the first of several that are alike. */
function extremesOf(points: readonly ChartPoint[], { lines, marks, ...cuts }: Thinning): ChartPoint[] {
  const keep = new Set<ChartPoint>();
  for (const { column, isEdge, endsAtEdge } of columnsOf(points, cuts)) {
    if (isEdge) keep.add(column[0]);
    if (endsAtEdge) keep.add(column.at(-1) ?? column[0]);
    for (const figureOf of [...lines, ...marks]) keep.add(highestOf(column, (point) => figureOf(point) ?? 0));
    for (const figureOf of lines) keep.add(highestOf(column, (point) => -(figureOf(point) ?? 0)));
  }
  return points.filter((point) => keep.has(point));
}

type Some = [ChartPoint, ...ChartPoint[]];
type Column = { column: Some; isEdge: boolean; endsAtEdge: boolean };

/** Points by stretches of `width` seconds, cut where seconds are missing and where values end or begin. */
function columnsOf(points: readonly ChartPoint[], { gaps, width }: Pick<Thinning, "gaps" | "width">): Column[] {
  const columns: Column[] = [];
  let before: ChartPoint | undefined;
  for (const point of points) {
    const newest = columns.at(-1);
    const isEdge = before === undefined || gaps.has(point.second) || isEmpty(before) !== isEmpty(point);
    const isNext = before === undefined || Math.floor(before.second / width) !== Math.floor(point.second / width);
    if (newest !== undefined && isEdge) newest.endsAtEdge = true;
    if (newest === undefined || isEdge || isNext) columns.push({ column: [point], isEdge, endsAtEdge: false });
    else newest.column.push(point);
    before = point;
  }
  const newest = columns.at(-1);
  if (newest !== undefined) newest.endsAtEdge = true;
  return columns;
}

/** Lines have a gap where nothing has ended. */
function isEmpty({ latencyMsP99 }: ChartPoint): boolean {
  return latencyMsP99 === null;
}

function highestOf(column: Some, figure: (point: ChartPoint) => number): ChartPoint {
  return column.reduce((highest, point) => (figure(point) > figure(highest) ? point : highest));
}
