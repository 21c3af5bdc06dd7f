const minuteMs = 60_000;
/** Places along one axis, in px. */
const places = [-4, -2, 0, 2, 4] as const;
const fieldCount = places.length ** 2;
/** There and back through all fields. */
const period = 2 * (fieldCount - 1);

export type Shift = { x: number; y: number };

/** Where the picture stands against burn-in: each minute 2 px further in one direction, never more than 4 px away. */
export function shiftAt(nowMs: number): Shift {
  const step = Math.floor(nowMs / minuteMs) % period;
  const field = step < fieldCount ? step : period - step;
  const row = Math.floor(field / places.length);
  const column = field % places.length;
  // Every other row is walked backwards: no step is longer than 2 px.
  return { x: placeAt(row % 2 === 0 ? column : places.length - 1 - column), y: placeAt(row) };
}

function placeAt(index: number): number {
  return places[index] ?? 0;
}
