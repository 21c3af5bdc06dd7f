import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { OperatorsView } from "./core/people-view.ts";
import { needsByRole } from "./requirements-state.ts";
import { requirementsOf } from "./store-modules.ts";
import { type OperatorRow, operatorOf, operatorRowsOf } from "./store-operators.ts";

/** Who is trained: everybody who was not removed, and the shifts and roles that there are. */
export async function readOperators(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & OperatorsView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id, shifts } = found.pilot;
  const [rows, table] = await Promise.all([operatorRowsOf(ctx.db, id), requirementsOf(ctx.db, id)]);
  const names = shifts.map(({ name }) => name);
  const used = rows.flatMap(({ roles }) => roles);
  return {
    ok: true,
    operators: inOrder(rows, names).map((row) => ({ ...operatorOf(row), version: row.version })),
    shifts: names,
    roles: needsByRole(table, used).map(({ role }) => role),
  };
}

/** By shift as the pilot names them, then those that it does not name, then none; within a shift as they come, by name. */
function inOrder(rows: readonly OperatorRow[], names: readonly string[]): OperatorRow[] {
  const place = ({ shift }: OperatorRow) => {
    if (shift === "") return names.length + 1;
    const at = names.indexOf(shift);
    return at === -1 ? names.length : at;
  };
  return rows.toSorted((a, b) => place(a) - place(b));
}
