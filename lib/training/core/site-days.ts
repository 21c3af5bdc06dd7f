import { instantOf, wallTimeAt } from "../../pilots/core/site-zone.ts";

/** Days of the site's calendar, for a matrix of many thousand cells: each day is worked out once. */
export type SiteDays = {
  /** The day on which `ms` falls: days since 1970 by the site's calendar. */
  dayOf(ms: number): number;
  /** ms since 1970: the midnight with which a day begins. */
  beginOf(day: number): number;
  /** "9 Nov"; "9 Nov 2025" where the year is another than that of `today`. */
  dateText(day: number, today: number): string;
  /** "Mon" */
  weekdayText(day: number): string;
};

const dayMs = 86_400_000;
/** No zone changes its clock within one. */
const quarterMs = 900_000;

export function siteDays(zone: string): SiteDays {
  const dayOf = remembered((quarter) => Math.floor(Date.parse(`${wallDay(quarter * quarterMs, zone)}Z`) / dayMs));
  const beginOf = remembered((day) => {
    const begin = instantOf(`${new Date(day * dayMs).toISOString().slice(0, 10)}T00:00`, zone);
    return begin.kind === "no-time" ? Number.NaN : begin.ms;
  });
  const short = remembered((day) => say(day, { day: "numeric", month: "short" }));
  const long = remembered((day) => say(day, { day: "numeric", month: "short", year: "numeric" }));
  return {
    dayOf: (ms) => dayOf(Math.floor(ms / quarterMs)),
    beginOf,
    dateText: (day, today) => (yearOf(day) === yearOf(today) ? short(day) : long(day)),
    weekdayText: remembered((day) => say(day, { weekday: "short" })),
  };
}

const wallDay = (ms: number, zone: string) => `${wallTimeAt(ms, zone).slice(0, 10)}T00:00`;
const yearOf = (day: number) => new Date(day * dayMs).getUTCFullYear();

function say(day: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(day * dayMs);
}

function remembered<Value>(make: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
