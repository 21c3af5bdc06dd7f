/** A row's trend as a picture of 96 × 28: points from left to right, the newest at the right edge. */
export type TrendShape = {
  width: number;
  height: number;
  line: string;
  limitY: number | null;
  /** This run; null while it has no p99. */
  square: { x: number; y: number; isOver: boolean } | null;
};

const [width, height, edge] = [96, 28, 4];

/** Null when nothing was ever measured. The scale begins at 0 and holds the limit. */
export function trendShape(before: readonly number[], own: number | null, limit: number | null): TrendShape | null {
  const values = own === null ? [...before] : [...before, own];
  if (values.length === 0) return null;
  const top = Math.max(...values, limit ?? 0, Number.MIN_VALUE);
  const yOf = (value: number) => Math.round((height - edge - (value / top) * (height - 2 * edge)) * 10) / 10;
  const step = (width - 2 * edge) / Math.max(1, before.length);
  const xOf = (index: number) => Math.round((edge + (before.length === 0 ? width - 2 * edge : index * step)) * 10) / 10;
  const square = own === null ? null : { x: xOf(before.length), y: yOf(own), isOver: limit !== null && own > limit };
  const line = values.map((value, index) => `${xOf(index)},${yOf(value)}`).join(" ");
  return { width, height, line, limitY: limit === null ? null : yOf(limit), square };
}
