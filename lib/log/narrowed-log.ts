import { instantOf } from "../pilots/core/site-zone.ts";
import type { PilotRow } from "../pilots/store.ts";
import { verbsIn, verbsSaying } from "./core/verbs.ts";
import type { LogFilter } from "./input.ts";
import type { Kind, Narrowed } from "./store.ts";

/** What a filter means in a pilot: times are the site's, words are looked for in the verbs' words too. */
export function narrowedLog(filter: LogFilter, { id, timeZone }: PilotRow): { narrowed: Narrowed; kind: Kind } {
  const { person, station, group, q } = filter;
  const words = q.split(/\s+/).filter((text) => text !== "");
  const narrowed = {
    ...{ pilotId: id, person, station },
    from: instant(filter.from, timeZone, 0),
    // Its minute is in it.
    to: instant(filter.to, timeZone, 60_000),
    words: words.map((text) => ({ text, verbs: verbsSaying(text) })),
  };
  return { narrowed, kind: group === "all" || group === "gantry" ? group : { verbs: verbsIn(group) } };
}

/** A time that the clocks skip counts from where they go on. */
function instant(wall: string, zone: string, plusMs: number): Date | null {
  if (wall === "") return null;
  const when = instantOf(wall, zone);
  return when.kind === "no-time" ? null : new Date(when.ms + plusMs);
}
