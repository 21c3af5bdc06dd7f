import { type Shift, turnsIn } from "../../pilots/core/shifts.ts";
import type { CoverageRow, ShiftCoverage } from "./coverage-view.ts";

/** Coverage of each shift, and which shifts work in the launch window. Times are ms since 1970. */

export type LaunchTimes = {
  shifts: readonly Shift[];
  timeZone: string;
  window: { fromMs: number; toMs: number } | null;
  now: number;
};

/** A shift of the calendar works at least once in so many days. */
const lookAheadMs = 8 * 86_400_000;

/** In the calendar's order; shifts that only operators name come after it, operators without one at the end. */
export function shiftsInOrder(rows: readonly { shift: string }[], shifts: readonly Shift[]): string[] {
  const ofCalendar = [...new Set(shifts.map(({ name }) => name))];
  const named = [...new Set(rows.map(({ shift }) => shift))];
  const others = named.filter((one) => one !== "" && !ofCalendar.includes(one)).sort((a, b) => a.localeCompare(b));
  return [...ofCalendar, ...others, ...(named.includes("") ? [""] : [])];
}

export function shiftCoverage(rows: readonly CoverageRow[], launch: LaunchTimes): ShiftCoverage[] {
  const { window, now, timeZone, shifts } = launch;
  const fromMs = window?.fromMs ?? now;
  const turns = turnsIn(shifts, timeZone, { fromMs, toMs: Math.max(window?.toMs ?? now, fromMs + lookAheadMs) });
  return shiftsInOrder(rows, shifts).map((shift) => {
    const firstTurnAt = turns.find(({ name }) => name === shift)?.fromMs ?? null;
    const countsForLaunch = window !== null && firstTurnAt !== null && firstTurnAt < window.toMs;
    return { shift, ...sumOf(rows.filter((row) => row.shift === shift)), firstTurnAt, countsForLaunch };
  });
}

/** Who needs nothing is counted apart: nothing was shown that they could be ready with. */
function sumOf(rows: readonly CoverageRow[]): Pick<ShiftCoverage, "ready" | "of" | "withoutNeed" | "champions"> {
  const needing = rows.filter(({ needed }) => needed > 0);
  return {
    ready: needing.filter(({ isReady }) => isReady).length,
    of: needing.length,
    withoutNeed: rows.length - needing.length,
    champions: rows.filter(({ isChampion }) => isChampion).length,
  };
}
