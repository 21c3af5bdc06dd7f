import type { Span } from "#lib/load/core/chart-scale.ts";

/** The marks of a chart as one SVG path each: an element of its own for every second would be what a page mostly holds. */

/** From seconds and figures to px. */
export type Scales = { x(second: number): number; y(value: number): number };

export type Bar = { second: number; from: number; to: number };

type Timed = { second: number };
type Line<Point> = { gaps: ReadonlySet<number>; figureOf(point: Point): number | null };

/** A line through the figures, interrupted before a gap and where there is no figure. A lonely figure is a dot, with round caps. */
export function linePath<Point extends Timed>(
  points: readonly Point[],
  { gaps, figureOf }: Line<Point>,
  { x, y }: Scales,
): string {
  const parts: string[] = [];
  let goesOn = false;
  for (const point of points) {
    const value = figureOf(point);
    if (value !== null) {
      const at = `${px(x(point.second))},${px(y(value))}`;
      parts.push(goesOn && !gaps.has(point.second) ? `L${at}` : `M${at}h0`);
    }
    goesOn = value !== null;
  }
  return parts.join("");
}

/** Upright bars of so many px, each in the middle of its second. */
export function barsPath(bars: readonly Bar[], width: number, { x, y }: Scales): string {
  return bars
    .filter(({ from, to }) => to > from)
    .map(({ second, from, to }) => {
      const [left, foot] = [px(x(second + 0.5) - width / 2), px(y(from))];
      return `M${left},${foot}V${px(y(to))}h${px(width)}V${foot}z`;
    })
    .join("");
}

/** Level strokes at a height. None is shorter than a px, however long the run is. */
export function spansPath(spans: readonly Span[], value: number, { x, y }: Scales): string {
  const height = px(y(value));
  return spans.map(({ from, to }) => `M${px(x(from))},${height}H${px(Math.max(x(to), x(from) + 1))}`).join("");
}

function px(value: number): number {
  return Math.round(value * 100) / 100;
}
