import { changedFields } from "../pilots/core/edit.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Operator } from "./core/module.ts";
import type { ListedOperator } from "./core/people-view.ts";
import type { ChangeOperator } from "./input/people.ts";
import { type OpenOperatorRefusals, openOperator } from "./open-operator.ts";
import { shiftOf } from "./operator-shift.ts";
import { findByBadge, type OperatorRow, operatorOf, updateOperator } from "./store-operators.ts";

type Asked = ChangeOperator & { pilot: string; operatorId: string };
type Refusals = OpenOperatorRefusals | "operator-badge-used" | "operator-shift-unknown";

/** Changes what is known of an operator; what was signed keeps the name it was signed under. Refuses operator-changed, with who changed
 *  what, when somebody has saved since `version`. */
export async function changeOperator(
  ctx: Ctx,
  { pilot, operatorId, version, ...typed }: Asked,
): Promise<{ ok: true; operator: ListedOperator } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openOperator(tx, { pilot, operatorId, version });
    if (!found.ok) return found;
    const { row } = found;
    const shift =
      typed.shift === row.shift ? { ok: true as const, shift: row.shift } : shiftOf(found.pilot.shifts, typed.shift);
    if (!shift.ok) return shift;
    const other = await findByBadge(tx, row.pilotId, typed.badge);
    if (other !== null && other.id !== row.id)
      return refuse("operator-badge-used", { says: { badge: typed.badge, name: other.name } });
    return { ok: true, operator: await save(tx, ctx, row, { ...typed, shift: shift.shift }) };
  });
}

/** What differs, with one event that has only that; nothing where nothing does. */
async function save(tx: Tx, ctx: Ctx, row: OperatorRow, typed: Omit<Operator, "id">): Promise<ListedOperator> {
  const { id, ...before } = operatorOf(row);
  const changed = changedFields(before, typed);
  if (changed.length === 0) return { id, ...before, version: row.version };
  const saved = await updateOperator(tx, id, { ...typed, roles: [...typed.roles] });
  const of = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([name]) => changed.includes(name)));
  await record(tx, ctx, {
    ...{ pilotId: row.pilotId, verb: "operator.changed", subject: { kind: "operator", id } },
    ...{ before: of(before), after: { ...of(typed), version: saved.version } },
  });
  return { ...operatorOf(saved), version: saved.version };
}
