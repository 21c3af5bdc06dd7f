import type { ChartPoint } from "./chart-point.ts";

/** The arithmetic of the charts: axes that step instead of slide, gaps that stay gaps, labels that do not lie on one another. */

/** Highest value of an axis and the distance of its ticks. */
export type Axis = { max: number; step: number };

const mantissas: readonly [upTo: number, step: number][] = [
  [1, 0.25],
  [2, 0.5],
  [3, 1],
  [4, 1],
  [5, 1],
  [6, 2],
  [8, 2],
  [10, 2.5],
];

/** An axis from 0 that holds `value`: steps of a round number, so that a growing value moves it seldom. `least`: the smallest top. */
export function axisFor(value: number, least: number): Axis {
  const wanted = Math.max(value, least);
  const scale = 10 ** Math.floor(Math.log10(wanted));
  const fits = mantissas.find(([upTo]) => upTo * scale >= wanted * (1 - 1e-9)) ?? [10, 2.5];
  return { max: fits[0] * scale, step: fits[1] * scale };
}

export function ticksOf({ max, step }: Axis): number[] {
  return Array.from({ length: Math.round(max / step) + 1 }, (_, index) => index * step);
}

const timeSteps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600];

/** Ticks of a time axis in seconds: at most seven, at round times. */
export function timeTicks(plannedSeconds: number): number[] {
  const step = timeSteps.find((one) => plannedSeconds / one <= 6) ?? 43_200;
  return Array.from({ length: Math.floor(plannedSeconds / step) + 1 }, (_, index) => index * step);
}

/** The seconds before which something is missing. */
export function gapsIn(points: readonly ChartPoint[]): Set<number> {
  const gaps = new Set<number>();
  let last = -1;
  for (const { second } of points) {
    if (second > last + 1) gaps.add(second);
    last = second;
  }
  return gaps;
}

export type Span = { from: number; to: number };

/** Where a condition held, as spans of whole seconds; spans that touch are one. */
export function spansWhere(points: readonly ChartPoint[], holds: (point: ChartPoint) => boolean): Span[] {
  const spans: Span[] = [];
  for (const point of points) {
    if (!holds(point)) continue;
    const last = spans.at(-1);
    if (last !== undefined && last.to >= point.second) last.to = point.second + 1;
    else spans.push({ from: point.second, to: point.second + 1 });
  }
  return spans;
}

/** Moves labels apart: `at` are wanted heights in px from the top, answered in the same order, at least `gap` apart and inside `height`
 *  as far as they fit. */
export function spreadLabels(at: readonly number[], gap: number, height: number): number[] {
  const order = at.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  for (const [place, one] of order.entries()) {
    const before = order[place - 1];
    if (before !== undefined) one.y = Math.max(one.y, before.y + gap);
  }
  let lowest = height;
  for (const one of [...order].reverse()) {
    one.y = Math.min(one.y, lowest);
    lowest = one.y - gap;
  }
  const spread = new Array<number>(at.length).fill(0);
  for (const { y, index } of order) spread[index] = y;
  return spread;
}
