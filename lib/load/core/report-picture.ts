import type { ChartPoint } from "./chart-point.ts";
import { thinPoints } from "./chart-point.ts";
import { type Axis, gapsIn, type Span, spreadLabels, ticksOf, timeTicks } from "./chart-scale.ts";
import { noteLetter } from "./note-letter.ts";
import type { RunView } from "./run-view.ts";
import { clock, count } from "./say.ts";

/** A chart as shapes in one plane, px from the upper left: the report page and the HTML file draw the same ones. */
export type Picture = { title: string; note: string; width: number; height: number; shapes: Shape[] };

export type Shape =
  | { kind: "line"; at: readonly Spot[]; ink: Ink; dashed: boolean; width: number }
  | { kind: "area"; x: number; y: number; width: number; height: number; ink: Ink }
  | { kind: "text"; x: number; y: number; text: string; anchor: "start" | "middle" | "end"; ink: Ink };

export type Spot = readonly [x: number, y: number];
export type Ink = keyof typeof inks;

/** Light always: a report is paper. */
export const inks = {
  ink: "#14201f",
  second: "#465552",
  rule: "#cbd3d0",
  later: "#e7ebe9",
  /** Between what was measured: a gap, and the warm-up. */
  gap: "#dfe4e2",
  warmUp: "#f1f3e6",
  p50: "#5a92b7",
  p95: "#2a6f9e",
  p99: "#0b3557",
  limit: "#a3182b",
  errors: "#c2410c",
  /** Kinds of errors, the most frequent first, then all others. */
  kind1: "#8f2d06",
  kind2: "#c2410c",
  kind3: "#e8875a",
  kind4: "#f0c3a8",
  delivered: "#0b5c8a",
  /** What the target showed of itself. */
  target: "#3f3d6b",
} as const;

const width = 720;
const room = { left: 46, right: 158, top: 16, foot: 20 };
export const plotWidth = width - room.left - room.right;
const labelGap = 13;

/** Height in px; `seconds`: how many the time axis has. */
export type Plot = { height: number; axis: Axis; seconds: number };
/** What a chart stands on: the run, and the seconds in which nothing was measured, from its start to its last second. */
export type Ground = { run: RunView; gaps: readonly Span[] };
/** A word at the right edge, beside its line; `swatch`: with a square of this ink before it, where the word itself would be too pale. */
type Label = { value: number; text: string; ink: Ink; swatch?: Ink };
type Content = { title: string; note: string; shapes: readonly Shape[]; labels: readonly Label[] };

/** Axes, what was planned and never driven, the notes' letters, and in front of them what the chart is about. */
export function pictureOf({ run, gaps }: Ground, plot: Plot, { title, note, shapes, labels }: Content): Picture {
  const missing = [...gaps.map((gap) => spanArea(plot, gap, "gap")), ...laterArea(run, plot)];
  const warmUp = warmUpShapes(run, plot);
  // Words stand before every area.
  const behind = [...warmUp.slice(0, 1), ...missing, ...warmUp.slice(1), ...levels(plot), ...times(plot)];
  const before = [...noteShapes(run, plot), ...labelShapes(plot, labels)];
  return { title, note, width, height: foot(plot) + room.foot, shapes: [...behind, ...shapes, ...before] };
}

export function foot({ height }: Plot): number {
  return room.top + height;
}

/** Rounded: hundredths of a pixel only make the file longer. What lies beyond the axis is drawn at its edge. */
export function spot({ height, axis, seconds }: Plot, second: number, value: number): Spot {
  const x = room.left + plotWidth * Math.min(1, second / seconds);
  const y = room.top + height * (1 - Math.max(0, Math.min(value, axis.max)) / axis.max);
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}

type Drawn = { figureOf(point: ChartPoint): number | null; ink: Ink; width: number };

/** One line for each stretch without a gap: nothing is drawn over what was never measured. */
export function linesOf(plot: Plot, points: readonly ChartPoint[], drawn: Drawn): Shape[] {
  const gaps = gapsIn(points);
  const stretches: Spot[][] = [];
  let isOpen = false;
  for (const point of thinPoints(points, drawn.figureOf)) {
    const value = drawn.figureOf(point);
    if (!isOpen || value === null || gaps.has(point.second)) stretches.push([]);
    isOpen = value !== null;
    if (value !== null) stretches.at(-1)?.push(spot(plot, point.second, value));
  }
  return stretches.filter(({ length }) => length > 0).map((at) => lineOf(at, drawn));
}

/** A solid line; a second that stands alone is a dot. */
export function lineOf(at: readonly Spot[], { ink, width: thick }: Pick<Drawn, "ink" | "width">): Shape {
  const [[x, y] = [0, 0]] = at;
  return { kind: "line", at: at.length > 1 ? at : [...at, [x + thick, y]], ink, dashed: false, width: thick };
}

/** The whole height of the plot, from one second to another. */
function spanArea(plot: Plot, { from, to }: Span, ink: Ink): Shape {
  const [[x], [end]] = [spot(plot, from, 0), spot(plot, to, 0)];
  return { kind: "area", x, y: room.top, width: Math.round((end - x) * 10) / 10, height: plot.height, ink };
}

function laterArea({ summary }: RunView, plot: Plot): Shape[] {
  const from = (summary.lastSecond ?? -1) + 1;
  return from >= plot.seconds ? [] : [spanArea(plot, { from, to: plot.seconds }, "later")];
}

/** The seconds that do not count, with a line where counting begins. */
function warmUpShapes({ plan: { profile } }: RunView, plot: Plot): Shape[] {
  const to = profile.warmUpSeconds ?? 0;
  if (to === 0) return [];
  const [x] = spot(plot, to, 0);
  const at: Spot[] = [
    [x, room.top],
    [x, foot(plot)],
  ];
  return [
    spanArea(plot, { from: 0, to }, "warmUp"),
    { kind: "line", at, ink: "second", dashed: false, width: 1 },
    { kind: "text", x: x + 4, y: room.top + 11, text: "warm-up before", anchor: "start", ink: "second" },
  ];
}

/** A low plot names its foot and its top only. */
function levels(plot: Plot): Shape[] {
  const all = ticksOf(plot.axis);
  const named = plot.height > 90 ? all : all.filter((_, index) => index === 0 || index === all.length - 1);
  return named.flatMap((value): Shape[] => {
    const [x, y] = spot(plot, 0, value);
    const end: Spot = [x + plotWidth, y];
    return [
      { kind: "line", at: [[x, y], end], ink: "rule", dashed: false, width: 1 },
      { kind: "text", x: x - 5, y: y + 4, text: tickText(value), anchor: "end", ink: "second" },
    ];
  });
}

function times(plot: Plot): Shape[] {
  return timeTicks(plot.seconds).map((second): Shape => {
    const [x] = spot(plot, second, 0);
    return { kind: "text", x, y: foot(plot) + 14, text: clock(second), anchor: "middle", ink: "second" };
  });
}

function tickText(value: number): string {
  return value >= 10 || Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(2)));
}

function noteShapes({ notes }: RunView, plot: Plot): Shape[] {
  return notes.flatMap(({ second }, index): Shape[] => {
    const [x] = spot(plot, second, 0);
    const at: Spot[] = [
      [x, room.top],
      [x, foot(plot)],
    ];
    return [
      { kind: "line", at, ink: "second", dashed: true, width: 1 },
      { kind: "text", x, y: room.top - 4, text: noteLetter(index), anchor: "middle", ink: "ink" },
    ];
  });
}

/** Seconds in which nothing was measured, before the last that was. */
export function missingSpans(points: readonly ChartPoint[]): Span[] {
  let next = 0;
  return points.flatMap(({ second }) => {
    const from = next;
    next = second + 1;
    return second > from ? [{ from, to: second }] : [];
  });
}

/** Labels that would lie on one another move apart. */
function labelShapes(plot: Plot, labels: readonly Label[]): Shape[] {
  const wanted = labels.map(({ value }) => spot(plot, 0, value)[1]);
  const tops = spreadLabels(wanted, labelGap, foot(plot));
  return labels.flatMap(({ text, ink, swatch }, index): Shape[] => {
    const [x, y] = [room.left + plotWidth + 6, Math.round(((tops[index] ?? 0) + 4) * 10) / 10];
    if (swatch === undefined) return [{ kind: "text", x, y, text, anchor: "start", ink }];
    return [
      { kind: "area", x, y: y - 8, width: 8, height: 8, ink: swatch },
      { kind: "text", x: x + 12, y, text, anchor: "start", ink },
    ];
  });
}
