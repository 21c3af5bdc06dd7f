import type { ListedOperator } from "#lib/training/core/people-view.ts";

/** Which operators of the list are shown. Empty texts: all of them. */
export type OperatorsFiltered = { text: string; shift: string; role: string; only: "all" | "champions" };

export const everybody: OperatorsFiltered = { text: "", shift: "", role: "", only: "all" };
/** Stands for operators without a shift. */
export const noShift = " ";

export function operatorsIn(
  operators: readonly ListedOperator[],
  { text, shift, role, only }: OperatorsFiltered,
): readonly ListedOperator[] {
  const sought = plain(text);
  return operators.filter(
    (one) =>
      (shift === "" || one.shift === shift.trim()) &&
      (role === "" || one.roles.includes(role)) &&
      (only === "all" || one.isChampion) &&
      (sought === "" || plain(one.name).includes(sought) || one.badge.toLowerCase().includes(sought)),
  );
}

/** Letters without their marks: whoever types Zajac finds Zając. */
function plain(text: string): string {
  return text.trim().normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
