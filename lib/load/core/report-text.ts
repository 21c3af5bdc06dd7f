import { count, percent } from "./say.ts";

/** A figure of a report: its exact value (units stand in its name) and how it is written; null where nothing was measured. */
export type Figure = { value: number | null; text: string };

/** A time: ISO 8601 in UTC, and as the site's people say it. */
export type Moment = { value: string; text: string };

export function figure(value: number | null, say: (value: number) => string): Figure {
  return { value, text: value === null ? "–" : say(value) };
}

export function whole(value: number | null): Figure {
  return figure(value, count);
}

/** A ratio, in percent. */
export function share(value: number | null): Figure {
  return figure(value, (ratio) => percent(ratio));
}

/** "24 Nov 2026 10:46:33 CET". Throws for a time zone that does not exist. */
export function momentAt(at: string, timeZone: string): Moment {
  const date = { day: "numeric", month: "short", year: "numeric" } as const;
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false } as const;
  const said = new Intl.DateTimeFormat("en-GB", { ...date, ...time, timeZone, timeZoneName: "short" });
  return { value: at, text: said.format(new Date(at)).replace(",", "") };
}

/** "812 B", "12.3 kB" */
export function bytes(value: number): string {
  if (value < 1_000) return `${value} B`;
  const [scaled, unit] = value < 1e6 ? [value / 1e3, "kB"] : value < 1e9 ? [value / 1e6, "MB"] : [value / 1e9, "GB"];
  return `${scaled < 100 ? scaled.toFixed(1) : count(scaled)} ${unit}`;
}
