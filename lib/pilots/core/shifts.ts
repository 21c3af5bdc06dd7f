import { instantOf, wallTimeAt } from "./site-zone.ts";

/** The shift calendar: on which weekdays who works from when to when, by the site's clock. */

export type Shift = {
  name: string;
  /** 1 = Monday … 7 = Sunday: the days on which it begins. */
  weekdays: readonly number[];
  /** "22:00". */
  from: string;
  /** "06:00": not after `from` means the next day; "24:00" is midnight at the end of the day. */
  to: string;
};

/** One time that a shift is worked. */
export type ShiftTurn = { name: string; fromMs: number; toMs: number };
type Span = { fromMs: number; toMs: number };

const dayMs = 86_400_000;
export const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** True when it ends on the day after it began. */
export function crossesMidnight({ from, to }: Pick<Shift, "from" | "to">): boolean {
  return to <= from;
}

/** The turns that touch a span, by their beginning. In the night in which clocks change a turn is an hour shorter or longer; one that
 *  begins or ends in the skipped hour does so when clocks are put forward. */
export function turnsIn(shifts: readonly Shift[], zone: string, { fromMs, toMs }: Span): ShiftTurn[] {
  const firstDay = dayOf(wallTimeAt(fromMs, zone)) - dayMs;
  const lastDay = dayOf(wallTimeAt(toMs, zone));
  const days: number[] = [];
  for (let day = firstDay; day <= lastDay; day += dayMs) days.push(day);
  return days
    .flatMap((day) =>
      shifts.filter(({ weekdays }) => weekdays.includes(weekdayOf(day))).map((one) => turn(one, day, zone)),
    )
    .filter((one) => one.toMs > fromMs && one.fromMs < toMs)
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** Who works at an instant. */
export function turnsAt(shifts: readonly Shift[], zone: string, ms: number): ShiftTurn[] {
  return turnsIn(shifts, zone, { fromMs: ms, toMs: ms + 1 }).filter((one) => one.fromMs <= ms);
}

/** "Mon–Fri", "Sat, Sun", "every day". */
export function weekdaysText(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return "every day";
  const runs: number[][] = [];
  for (const day of [...weekdays].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return runs.map(runText).join(", ");
}

function runText(days: readonly number[]): string {
  const name = (day: number | undefined) => weekdayNames[(day ?? 1) - 1] ?? "";
  if (days.length < 3) return days.map(name).join(", ");
  return `${name(days[0])}–${name(days.at(-1))}`;
}

function turn(shift: Shift, day: number, zone: string): ShiftTurn {
  const { name, from, to } = shift;
  const endsNextDay = crossesMidnight(shift) || to === "24:00";
  const end = wallOf(endsNextDay ? day + dayMs : day, to === "24:00" ? "00:00" : to);
  return { name, fromMs: msOf(wallOf(day, from), zone), toMs: msOf(end, zone) };
}

function msOf(wall: string, zone: string): number {
  const when = instantOf(wall, zone);
  return when.kind === "no-time" ? Number.NaN : when.ms;
}

function wallOf(day: number, clock: string): string {
  return `${new Date(day).toISOString().slice(0, 10)}T${clock}`;
}

/** A day of the site's calendar as the ms of its midnight in UTC: for arithmetic only. */
function dayOf(wall: string): number {
  return Date.parse(`${wall.slice(0, 10)}T00:00:00.000Z`);
}

function weekdayOf(day: number): number {
  return new Date(day).getUTCDay() || 7;
}
