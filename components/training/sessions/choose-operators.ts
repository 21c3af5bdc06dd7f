import type { CoverageView } from "#lib/training/core/coverage-view.ts";
import type { Operator } from "#lib/training/core/module.ts";

/** Which operators a session is planned for. */

export type OperatorFilter = { words: string; shift: string; role: string; isNotSigned: boolean };

export type Choosable = Operator & {
  /** In the chosen module, as the matrix says it: "signed", "due Mon". */
  says: string;
  isSigned: boolean;
};

/** `module`: its id, or empty where none is chosen yet: then nothing is said of it. */
export function choosable(operators: readonly Operator[], coverage: CoverageView | null, module: string): Choosable[] {
  const at = coverage?.modules.findIndex(({ id }) => id === module) ?? -1;
  const cells = new Map(coverage?.rows.map(({ operatorId, cells: row }) => [operatorId, row[at]]));
  return operators.map((operator) => {
    const cell = cells.get(operator.id);
    return { ...operator, says: saysOf(cell), isSigned: cell?.kind === "signed" };
  });
}

function saysOf(cell: CoverageView["rows"][number]["cells"][number] | undefined): string {
  if (cell === undefined) return "";
  if (cell.kind === "not-needed") return "not needed";
  return cell.says === "" ? cell.kind.replace("-", " ") : cell.says;
}

/** Every word somewhere in badge, name, shift or roles. */
export function fitting(
  operators: readonly Choosable[],
  { words, shift, role, isNotSigned }: OperatorFilter,
): Choosable[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return operators.filter((one) => {
    const text = [one.badge, one.name, one.shift, ...one.roles].join(" ").toLowerCase();
    return (
      wanted.every((word) => text.includes(word)) &&
      (shift === "" || one.shift === shift) &&
      (role === "" || one.roles.includes(role)) &&
      !(isNotSigned && one.isSigned)
    );
  });
}
