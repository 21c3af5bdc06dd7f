import type { GoLiveWindow } from "./place.ts";
import { instantOf, wallTimeAt } from "./site-zone.ts";

export type Placed = { ok: true; window: GoLiveWindow } | { ok: false; skipped: string };

/** A window of wall times in a zone as instants. A time that comes twice is the first one, so that what begins earlier by the clock does so
 *  in truth. Not ok: a wall time that the clocks skip. */
export function placeWindow({ from, to }: GoLiveWindow, zone: string): Placed {
  for (const wall of [from, to]) {
    const { kind } = instantOf(wall, zone);
    if (kind === "skipped" || kind === "no-time") return { ok: false, skipped: wall };
  }
  return { ok: true, window: { from: isoOf(from, zone), to: isoOf(to, zone) } };
}

/** The wall times of a window of instants. */
export function wallWindow({ from, to }: GoLiveWindow, zone: string): GoLiveWindow {
  return { from: wallTimeAt(Date.parse(from), zone), to: wallTimeAt(Date.parse(to), zone) };
}

function isoOf(wall: string, zone: string): string {
  const when = instantOf(wall, zone);
  return new Date(when.kind === "no-time" ? Number.NaN : when.ms).toISOString();
}
