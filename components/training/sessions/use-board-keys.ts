"use client";

import { type Attendance, attendances, outcomes } from "#lib/training/core/acts.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { attendanceColumn, type BoardRow, type ColumnKey } from "./board-view.ts";
import type { MarkAct } from "./kept-marks.ts";
import type { KeptMarks } from "./use-kept-marks.ts";

type Keys = {
  rows: readonly BoardRow[];
  columns: readonly ColumnKey[];
  column: ColumnKey;
  mayMark: boolean;
  marks: KeptMarks;
  minutesOf(is: Attendance): number | null;
  onColumn(column: ColumnKey): void;
};

/** j and k go through the operators, the arrows through the columns, the figures mark in the open one. */
export function useBoardKeys({ rows, columns, column, mayMark, marks, minutesOf, onColumn }: Keys): void {
  // Where the address stands, not where the page does: a quick hand is faster than the page is drawn, and must not mark in the column before.
  const now = () => {
    const asked = new URLSearchParams(window.location.search).get("at");
    return asked !== null && columns.includes(asked) ? asked : column;
  };
  const moveColumn = (by: 1 | -1) => {
    const at = Math.min(columns.length - 1, Math.max(0, columns.indexOf(now()) + by));
    const operator = focusedOperator();
    onColumn(columns[at] ?? column);
    // Buttons of the column that closes go away, and the focus must not.
    if (operator !== null) requestAnimationFrame(() => document.getElementById(rowId(operator))?.focus());
  };
  const mark = (place: number) => {
    const row = rows.find(({ seen }) => seen.operator.id === focusedOperator());
    const act = row === undefined || row.isSigned || !mayMark ? null : actOf({ row, column: now(), place, minutesOf });
    if (act !== null && row !== undefined) marks.mark([{ operatorId: row.seen.operator.id, act }]);
  };
  useKeys({
    j: () => moveToRow(1),
    k: () => moveToRow(-1),
    ArrowRight: () => moveColumn(1),
    ArrowLeft: () => moveColumn(-1),
    ...Object.fromEntries(["1", "2", "3", "4"].map((key, place) => [key, () => mark(place)])),
  });
}

type Said = { row: BoardRow; column: ColumnKey; place: number; minutesOf(is: Attendance): number | null };

/** Null where the figure means nothing, or what stands there already. */
function actOf({ row, column, place, minutesOf }: Said): MarkAct | null {
  if (column === attendanceColumn) {
    const is = attendances[place];
    return is === undefined || row.attended.value?.is === is ? null : { do: "attended", is, minutes: minutesOf(is) };
  }
  const outcome = outcomes[place];
  const now = row.steps.find(({ id }) => id === column)?.value;
  if (outcome === undefined || now === outcome || row.attended.value?.is === "absent") return null;
  return { do: "outcome", step: column, outcome };
}

export const rowId = (operator: string) => `operator-${operator}`;

function focusedOperator(): string | null {
  return document.activeElement?.closest<HTMLElement>("[data-operator]")?.dataset["operator"] ?? null;
}

/** Moves the focus to the operator below or above the one that has it; to the first when none has. */
export function moveToRow(by: 1 | -1): void {
  const names = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = names.findIndex((one) => one.dataset["row"] === focusedOperator());
  const next = names[at === -1 ? 0 : Math.min(names.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
