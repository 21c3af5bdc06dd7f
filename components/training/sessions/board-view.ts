import type { Attendance, Attended, Outcome } from "#lib/training/core/acts.ts";
import type { SessionOperator } from "#lib/training/core/training-view.ts";
import type { KeptMark, MarkAct } from "./kept-marks.ts";

/** The board of a session: one row an operator, with what the server has and over it what this device still keeps. */

export type Cell<T> = {
  /** Null: nobody has said yet. */
  value: T | null;
  /** True: it is kept on this device and the server has not answered. */
  isKept: boolean;
};

export type BoardRow = {
  seen: SessionOperator;
  attended: Cell<Attended>;
  /** In the order of the module's steps. */
  steps: readonly (Cell<Outcome> & { id: string })[];
  /** Notes that are kept here. */
  keptNotes: readonly string[];
  /** Signed: what stands there changes by an amendment only. */
  isSigned: boolean;
  /** Anything of this operator is kept here. */
  hasKept: boolean;
};

/** `kept`: in the order in which they were made; the last word of each cell is shown. */
export function boardRows(operators: readonly SessionOperator[], kept: readonly KeptMark[]): BoardRow[] {
  return operators.map((seen) => {
    const own = kept.filter(({ operatorId, refused }) => operatorId === seen.operator.id && refused === null);
    return own.reduce(withKept, rowOf(seen));
  });
}

function rowOf(seen: SessionOperator): BoardRow {
  const { attended, steps, operatorSigned, trainerSigned } = seen;
  return {
    seen,
    attended: { value: attended === null ? null : { is: attended.is, minutes: attended.minutes }, isKept: false },
    steps: steps.map(({ id, said }) => ({ id, value: said?.outcome ?? null, isKept: false })),
    keptNotes: [],
    isSigned: operatorSigned !== null || trainerSigned !== null,
    hasKept: false,
  };
}

function withKept(row: BoardRow, { act }: { act: MarkAct }): BoardRow {
  const kept = { ...row, hasKept: true };
  if (act.do === "attended")
    return { ...kept, attended: { value: { is: act.is, minutes: act.minutes }, isKept: true } };
  if (act.do === "noted") return { ...kept, keptNotes: [...row.keptNotes, act.text] };
  const cell = { id: act.step, value: act.outcome, isKept: true };
  return { ...kept, steps: row.steps.map((one) => (one.id === act.step ? cell : one)) };
}

const wasThere: readonly Attendance[] = ["present", "late"];

function isThere({ attended }: Pick<BoardRow, "attended">): boolean {
  return attended.value !== null && wasThere.includes(attended.value.is);
}

/** Steps of one operator that nobody has said anything about. */
export function restOf(row: BoardRow): string[] {
  return isThere(row) ? row.steps.flatMap(({ id, value }) => (value === null ? [id] : [])) : [];
}

/** "attendance", or the id of a step. */
export type ColumnKey = string;
export const attendanceColumn = "attendance";

/** The column that is worked in first: attendance until everybody's is said, then the first step in which somebody who is there has no
 *  outcome. */
export function firstColumn(rows: readonly BoardRow[], steps: readonly { id: string }[]): ColumnKey {
  if (rows.some(({ attended }) => attended.value === null)) return attendanceColumn;
  const open = steps.find((_, at) => rows.some((row) => isThere(row) && row.steps[at]?.value === null));
  return open?.id ?? attendanceColumn;
}

/** What a tap says now: how late, or how long before the end; null under a minute. */
export function minutesNow(
  is: Attendance,
  { nowMs, startedAt, plannedTo }: { nowMs: number; startedAt: number; plannedTo: number },
): number | null {
  if (is !== "late" && is !== "left-early") return null;
  const minutes = Math.floor((is === "late" ? nowMs - startedAt : plannedTo - nowMs) / 60_000);
  return minutes >= 1 ? minutes : null;
}
