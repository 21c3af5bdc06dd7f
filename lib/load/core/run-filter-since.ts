/** From when on runs are asked for: so long ago, or from the beginning of a day at the site. A day without a year is the latest one that has
 *  begun. */
export type Since =
  | { kind: "ago"; seconds: number }
  | { kind: "days back"; days: number }
  | { kind: "day"; year: number | null; month: number; day: number };

export const sinceHint = "Write since:24h, since:7d, since:18-Nov, since:2026-11-18, since:today or since:yesterday.";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const unitSeconds: Readonly<Record<string, number>> = { h: 3_600, d: 86_400, w: 604_800 };
const leastYear = 2_000;

/** Reads "24h", "7d", "2w", "18-Nov", "18-Nov-2026", "2026-11-18", "today", "yesterday". Null for anything else, and for days that do not
 *  exist. */
export function readSince(text: string): Since | null {
  const said = text.toLowerCase();
  if (said === "today") return { kind: "days back", days: 0 };
  if (said === "yesterday") return { kind: "days back", days: 1 };
  const [, times, unit = ""] = /^(\d{1,4})([hdw])$/.exec(said) ?? [];
  if (times !== undefined) return { kind: "ago", seconds: Number(times) * (unitSeconds[unit] ?? 0) };
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said) ?? [];
  if (year !== undefined) return existing({ year: Number(year), month: Number(month), day: Number(date) });
  const [, day, name = "", of] = /^(\d{1,2})-([a-z]{3})(?:-(\d{4}))?$/.exec(said) ?? [];
  if (day === undefined) return null;
  return existing({ year: of === undefined ? null : Number(of), month: months.indexOf(name) + 1, day: Number(day) });
}

type Day = { year: number | null; month: number; day: number };

/** Without a year 29 February exists. */
function existing(day: Day): Since | null {
  if (day.year !== null && day.year < leastYear) return null;
  const date = new Date(Date.UTC(day.year ?? leastYear, day.month - 1, day.day));
  return date.getUTCMonth() === day.month - 1 && date.getUTCDate() === day.day ? { kind: "day", ...day } : null;
}

/** An instant, or a day ("2026-11-18") that begins when it does at the site. */
export type SinceMoment = { at: Date } | { day: string };

/** What `since` means now. Throws for a time zone that does not exist. */
export function sinceMoment(since: Since, now: Date, timeZone: string): SinceMoment {
  if (since.kind === "ago") return { at: new Date(now.getTime() - since.seconds * 1000) };
  const today = dayAt(now, timeZone);
  if (since.kind === "days back") {
    const day = new Date(Date.parse(`${today}T00:00:00Z`) - since.days * 86_400_000);
    return { day: day.toISOString().slice(0, 10) };
  }
  return { day: latest(since, today) };
}

/** "2026-11-18" as the site's calendar has it. */
function dayAt(at: Date, timeZone: string): string {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone } as const;
  return new Intl.DateTimeFormat("en-CA", options).format(at);
}

function latest({ year, month, day }: Day, today: string): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  const inYear = (of: number) => `${of}-${pad(month)}-${pad(day)}`;
  if (year !== null) return inYear(year);
  const isLeapDay = month === 2 && day === 29;
  let of = Number(today.slice(0, 4));
  while (inYear(of) > today || (isLeapDay && !isLeapYear(of))) of--;
  return inYear(of);
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
