import { axisSeconds } from "./axis-seconds.ts";
import { thinStretch } from "./chart-point.ts";
import { axisFor, type Span } from "./chart-scale.ts";
import { lineOf, type Picture, type Plot, pictureOf, spot } from "./report-picture.ts";
import type { RunView } from "./run-view.ts";
import {
  axisUnit,
  type FigurePoint,
  figureGaps,
  figureText,
  meanAndHighest,
  readEverySeconds,
  type TargetFigure,
  type TargetFigures,
} from "./target-figures.ts";

/** A reading that came: its second and its value. */
type Read = readonly [second: number, value: number];
type Drawn = Pick<TargetFigures, "figures" | "everySeconds">;

/** A chart for each of the target's own figures, on the time axis of the run's other charts; none where no second was driven. */
export function targetPictures(run: RunView, { figures, everySeconds }: Drawn): Picture[] {
  if (run.summary.lastSecond === null) return [];
  return figures.map((figure) => figurePicture(run, figure, everySeconds));
}

function figurePicture(run: RunView, figure: TargetFigure, everySeconds: number): Picture {
  const { label, max, unit } = figure;
  const { word, times } = axisUnit(figure, max ?? 0);
  const axis = axisFor((max ?? 0) * times, unit === "percent" ? 10 : 1);
  const plot = { height: 72, axis, seconds: axisSeconds(run) };
  const points = figure.points.filter(([second]) => second < plot.seconds);
  const stretches = readStretches(points, everySeconds);
  const gaps = unreadSpans(stretches, { everySeconds, until: (run.summary.lastSecond ?? -1) + 1 });
  return pictureOf({ run, gaps }, plot, {
    title: `Target: ${word === "" ? label : `${label}, ${word}`}`,
    note: noteOf(figure, everySeconds),
    shapes: thinned(stretches).map((stretch) => lineThrough(plot, stretch, times)),
    labels: labelsOf(figure, stretches, times),
  });
}

function noteOf(figure: TargetFigure, everySeconds: number): string {
  const says = meanAndHighest(figure) ?? `nothing was read of ${figure.metric}`;
  return everySeconds === readEverySeconds ? says : `${says}, drawn as means of ${everySeconds} s`;
}

/** Readings that follow each other: a new stretch begins behind one that did not come, and behind seconds without any. */
export function readStretches(points: readonly FigurePoint[], everySeconds: number): Read[][] {
  const gaps = figureGaps(points, everySeconds);
  const stretches: Read[][] = [];
  let isOpen = false;
  for (const [second, value] of points) {
    if (!isOpen || value === null || gaps.has(second)) stretches.push([]);
    isOpen = value !== null;
    if (value !== null) stretches.at(-1)?.push([second, value]);
  }
  return stretches.filter(({ length }) => length > 0);
}

type Reach = { everySeconds: number; until: number };

/** Where nothing was read: before the first stretch, between two, and behind the last, up to the run's end. A reading stands for the seconds up to
 *  the next. */
export function unreadSpans(stretches: readonly Read[][], { everySeconds, until }: Reach): Span[] {
  const begins = [...stretches.map(([first]) => first?.[0] ?? 0), until];
  const ends = [0, ...stretches.map((stretch) => (stretch.at(-1)?.[0] ?? 0) + everySeconds)];
  return begins.flatMap((to, at) => {
    const from = ends[at] ?? 0;
    const isOuter = at === 0 || at === stretches.length;
    // Reading begins with the run and ends with it, never to the second.
    return to - from > (isOuter ? everySeconds : 0) ? [{ from, to }] : [];
  });
}

/** As many points as the other charts draw; the lowest and the highest of neighbours stay. */
const mostDrawn = 400;

function thinned(stretches: readonly Read[][]): Read[][] {
  const all = stretches.reduce((sum, { length }) => sum + length, 0);
  if (all <= mostDrawn) return [...stretches];
  const width = Math.ceil((all * 2) / mostDrawn);
  return stretches.map((stretch) => thinStretch(stretch, ([, value]) => value, width));
}

function lineThrough(plot: Plot, stretch: readonly Read[], times: number) {
  const at = stretch.map(([second, value]) => spot(plot, second, value * times));
  return lineOf(at, { ink: "target", width: 1.4 });
}

/** The newest reading, at its height. */
function labelsOf(figure: TargetFigure, stretches: readonly Read[][], times: number) {
  const newest = stretches.at(-1)?.at(-1);
  if (newest === undefined) return [];
  const [, value] = newest;
  return [{ value: value * times, text: figureText(value, figure), ink: "target" as const }];
}
