import type { ChartPoint } from "./chart-point.ts";
import { thinPoints } from "./chart-point.ts";
import { type Axis, gapsIn, spreadLabels, ticksOf, timeTicks } from "./chart-scale.ts";
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
type Ink = keyof typeof inks;

/** Light always: a report is paper. */
export const inks = {
  ink: "#14201f",
  second: "#465552",
  rule: "#cbd3d0",
  later: "#e7ebe9",
  p50: "#5a92b7",
  p95: "#2a6f9e",
  p99: "#0b3557",
  limit: "#a3182b",
  errors: "#c2410c",
  delivered: "#0b5c8a",
} as const;

const width = 720;
const room = { left: 46, right: 122, top: 16, foot: 20 };
export const plotWidth = width - room.left - room.right;
const labelGap = 13;

/** Height in px. */
export type Plot = { height: number; axis: Axis; plannedSeconds: number };
/** A word at the right edge, beside its line. */
type Label = { value: number; text: string; ink: Ink };
type Content = { title: string; note: string; shapes: readonly Shape[]; labels: readonly Label[] };

/** Axes, what was planned and never driven, the notes' letters, and in front of them what the chart is about. */
export function pictureOf(run: RunView, plot: Plot, { title, note, shapes, labels }: Content): Picture {
  const behind = [...laterArea(run, plot), ...levels(plot), ...times(plot)];
  const before = [...noteShapes(run, plot), ...labelShapes(plot, labels)];
  return { title, note, width, height: foot(plot) + room.foot, shapes: [...behind, ...shapes, ...before] };
}

export function foot({ height }: Plot): number {
  return room.top + height;
}

/** Rounded: hundredths of a pixel only make the file longer. */
export function spot({ height, axis, plannedSeconds }: Plot, second: number, value: number): Spot {
  const x = room.left + plotWidth * Math.min(1, second / plannedSeconds);
  const y = room.top + height * (1 - Math.min(value, axis.max) / axis.max);
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
  return stretches.filter(({ length }) => length > 0).map((at) => solid(at, drawn));
}

/** A second that stands alone is a dot. */
function solid(at: readonly Spot[], { ink, width: thick }: Drawn): Shape {
  const [[x, y] = [0, 0]] = at;
  return { kind: "line", at: at.length > 1 ? at : [...at, [x + thick, y]], ink, dashed: false, width: thick };
}

function laterArea({ summary, plannedSeconds }: RunView, plot: Plot): Shape[] {
  const from = (summary.lastSecond ?? -1) + 1;
  if (from >= plannedSeconds) return [];
  const [x] = spot(plot, from, 0);
  return [{ kind: "area", x, y: room.top, width: room.left + plotWidth - x, height: plot.height, ink: "later" }];
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
  return timeTicks(plot.plannedSeconds).map((second): Shape => {
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

/** Labels that would lie on one another move apart. */
function labelShapes(plot: Plot, labels: readonly Label[]): Shape[] {
  const wanted = labels.map(({ value }) => spot(plot, 0, value)[1]);
  const tops = spreadLabels(wanted, labelGap, foot(plot));
  return labels.map(({ text, ink }, index): Shape => {
    const y = (tops[index] ?? 0) + 4;
    return { kind: "text", x: room.left + plotWidth + 6, y, text, anchor: "start", ink };
  });
}
