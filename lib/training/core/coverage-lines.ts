import type { CellKind, CoverageRow, CoverageView, ShiftCoverage } from "./coverage-view.ts";

/** What of a matrix is shown, line by line. */

export const coverageStates = ["all", "launch", "not-ready", "due", "expired", "not-attended", "no-module"] as const;
export type CoverageState = (typeof coverageStates)[number];

/** Empty texts: all. `module`: its code. `q`: every word is somewhere in name, badge or roles. */
export type CoverageAsked = { q: string; shift: string; role: string; module: string; state: CoverageState };

export type CoverageLine =
  | { kind: "shift"; shift: ShiftCoverage }
  | { kind: "operator"; row: CoverageRow }
  /** So many of the shift are signed in everything, and are not shown. */
  | { kind: "fold"; shift: string; count: number };

/** That many of a shift who are signed in everything are shown all the same. */
const leastFolded = 3;

/** Shifts in their order, each with those who are asked for. Whoever is signed in everything folds, unless the shift is in `unfolded` or a filter
 *  is set. */
export function coverageLines(view: CoverageView, asked: CoverageAsked, unfolded: ReadonlySet<string>): CoverageLine[] {
  const place = view.modules.findIndex(({ code }) => code === asked.module);
  const launching = new Set(view.shifts.filter((one) => one.countsForLaunch).map(({ shift }) => shift));
  const isAsked = (row: CoverageRow) => fits(row, asked) && fitsState(row, { state: asked.state, place, launching });
  const found = view.rows.filter(isAsked);
  return view.shifts.flatMap((shift): CoverageLine[] => {
    const rows = found.filter((row) => row.shift === shift.shift);
    if (rows.length === 0) return [];
    const folds = asked.q === "" && asked.state === "all" && !unfolded.has(shift.shift);
    const ready = rows.filter(({ isReady }) => isReady);
    const hidden = folds && ready.length > leastFolded + 1 ? ready.length - leastFolded : 0;
    const shown = rows.slice(0, rows.length - hidden).map((row) => ({ kind: "operator" as const, row }));
    const fold = hidden === 0 ? [] : [{ kind: "fold" as const, shift: shift.shift, count: hidden }];
    return [{ kind: "shift", shift }, ...shown, ...fold];
  });
}

function fits(row: CoverageRow, { q, shift, role }: CoverageAsked): boolean {
  if (shift !== "" && row.shift !== shift) return false;
  if (role !== "" && !row.roles.includes(role)) return false;
  const text = [row.name, row.badge, ...row.roles].join(" ").toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

type StateAsked = { state: CoverageState; place: number; launching: ReadonlySet<string> };

/** With a module chosen only its cell is looked at. */
function fitsState(row: CoverageRow, { state, place, launching }: StateAsked): boolean {
  const cells = place < 0 ? row.cells : row.cells.slice(place, place + 1);
  if (place >= 0 && cells.every(({ kind }) => kind === "not-needed")) return false;
  const lacks = cells.some(({ kind }) => kind !== "signed" && kind !== "not-needed");
  switch (state) {
    case "all":
      return true;
    case "launch":
      return lacks && launching.has(row.shift);
    case "not-ready":
      return lacks;
    case "no-module":
      return row.needed === 0;
    default:
      return cells.some(({ kind }) => kind === (state satisfies CellKind));
  }
}

/** Somebody who is on shift at launch and not signed in everything: what is missing, and when they are booked next; null: not at all. */
export type Reminder = { row: CoverageRow; codes: readonly string[]; nextAt: number | null };

export function reminders({ rows, modules, shifts }: CoverageView): Reminder[] {
  const launching = new Set(shifts.filter((one) => one.countsForLaunch).map(({ shift }) => shift));
  return rows
    .filter(({ shift, needed, isReady }) => launching.has(shift) && needed > 0 && !isReady)
    .map((row) => {
      const lacking = row.cells.map(({ kind }) => kind !== "signed" && kind !== "not-needed");
      const codes = modules.flatMap(({ code }, place) => (lacking[place] ? [code] : []));
      const next = row.cells.flatMap(({ nextAt }, place) => (lacking[place] && nextAt !== null ? [nextAt] : []));
      return { row, codes, nextAt: next.length === 0 ? null : Math.min(...next) };
    });
}
