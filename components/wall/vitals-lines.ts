import { spreadLabels } from "#lib/load/core/chart-scale.ts";

/** The geometry of a wall's charts: a field of 1000 by 1000 that the screen stretches. Times are ms since 1970. */

export const fieldSize = 1_000;

/** What a chart shows of time. */
export type TimeWindow = { from: number; to: number };

/** The window that holds `now`. It steps: its end is the next whole `stepMs`, so that nothing slides under the eye. */
export function timeWindowAt(now: number, { spanMs, stepMs }: { spanMs: number; stepMs: number }): TimeWindow {
  const to = (Math.floor(now / stepMs) + 1) * stepMs;
  return { from: to - spanMs, to };
}

/** `count` moments from the window's beginning to its end, evenly: always as many, so that a page's elements stay the same. */
export function ticksIn({ from, to }: TimeWindow, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}

export type Figure = { at: number; value: number | null };

export type Field = { window: TimeWindow; max: number; gapMs: number };

/** A line through the figures inside the window. It breaks where one is missing and where two are more than `gapMs` apart; a lonely one is a
 *  dot, with round caps. */
export function figuresPath(figures: readonly Figure[], field: Field): string {
  const parts: string[] = [];
  let last: number | null = null;
  for (const { at, value } of figures) {
    if (at < field.window.from || at > field.window.to) continue;
    if (value !== null) {
      const place = `${xOf(at, field.window)} ${yOf(value, field.max)}`;
      parts.push(last !== null && at - last <= field.gapMs ? `L${place}` : `M${place}h0`);
    }
    last = value === null ? null : at;
  }
  return parts.join("");
}

/** The newest figure as a dot; nothing where the newest is none. */
export function newestDot(figures: readonly Figure[], { window, max }: Field): string {
  const newest = figures.at(-1);
  if (newest === undefined || newest.value === null || newest.at < window.from || newest.at > window.to) return "";
  return `M${xOf(newest.at, window)} ${yOf(newest.value, max)}h0`;
}

/** A level stroke over the whole field; empty for none. */
export function levelPath(value: number | null, max: number): string {
  return value === null ? "" : `M0 ${yOf(value, max)}H${fieldSize}`;
}

/** An upright stroke at a moment; empty when it is outside the window. */
export function momentPath(at: number | null, window: TimeWindow): string {
  return at === null || at < window.from || at > window.to ? "" : `M${xOf(at, window)} 0V${fieldSize}`;
}

/** The highest figure inside the window; null for none. */
export function highestIn(figures: readonly Figure[], { from, to }: TimeWindow): number | null {
  return figures.reduce<number | null>(
    (most, { at, value }) => (value === null || at < from || at > to ? most : Math.max(most ?? value, value)),
    null,
  );
}

/** How far down in the field each word stands, 0 to 100 %, at least `gap` % apart; words without a figure go to the foot. */
export function wordHeights(values: readonly (number | null)[], max: number, gap: number): number[] {
  const wanted = values.map((value) => (value === null ? 100 : yOf(value, max) / 10));
  return spreadLabels(wanted, gap, 100 - gap / 2).map((top) => Math.max(0, top));
}

/** 0 to 1 within the window. */
export function shareOf(at: number, { from, to }: TimeWindow): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

function xOf(at: number, window: TimeWindow): number {
  return rounded(shareOf(at, window) * fieldSize);
}

function yOf(value: number, max: number): number {
  return rounded((1 - Math.min(1, Math.max(0, value / max))) * fieldSize);
}

const rounded = (value: number) => Math.round(value * 10) / 10;
