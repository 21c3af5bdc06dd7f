import type { WallTexts } from "./messages/messages.ts";

/** Times as a room reads them, in the site's zone. */

const kept = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions, locale = "en-GB"): Intl.DateTimeFormat {
  const name = `${key} ${locale} ${options.timeZone}`;
  const there = kept.get(name);
  if (there !== undefined) return there;
  const made = new Intl.DateTimeFormat(locale, options);
  // A pilot has one zone: more than a few are none of a wall's.
  if (kept.size >= 20) kept.clear();
  kept.set(name, made);
  return made;
}

const hourMinute = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** "07:41:08" */
export function clockTime(at: number, timeZone: string): string {
  return format("clock", { ...hourMinute, second: "2-digit", timeZone }).format(at);
}

/** "07:41"; of another day than `now` with its day, "Thu 26 Nov 07:41". */
export function shortTime(at: number, timeZone: string, { now, locale }: { now: number; locale: string }): string {
  const day = format("day", { year: "numeric", month: "2-digit", day: "2-digit", timeZone });
  const time = format("time", { ...hourMinute, timeZone }).format(at);
  return day.format(at) === day.format(now) ? time : `${dayOf(at, timeZone, locale)} ${time}`;
}

/** "Thu 26 Nov" */
export function dayOf(at: number, timeZone: string, locale: string): string {
  const options = { weekday: "short", day: "numeric", month: "short", timeZone } as const;
  return format("date", options, locale).format(at).replaceAll(",", "");
}

/** "CET" */
export function zoneOf(at: number, timeZone: string): string {
  const parts = format("zone", { timeZone, timeZoneName: "short" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** "00:07", "1:02:07": how long something has gone on. */
export function lasting(ms: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ""}${two(minutes)}:${two(seconds % 60)}`;
}

/** "4 s", "2 min", "1 h 02", "3 d": how old something is. */
export function ageText(ms: number, { ages }: WallTexts): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return ages.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return ages.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return ages.hours(hours, String(minutes % 60).padStart(2, "0"));
  return ages.days(Math.floor(hours / 24));
}
