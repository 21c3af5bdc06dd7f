import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ListedOperator } from "./core/people-view.ts";
import type { AddOperator } from "./input/people.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { shiftOf } from "./operator-shift.ts";
import { countOperators, findByBadge, insertOperator, mostOperators } from "./store-operators.ts";

type Refusals = PilotRefusals | "operators-full" | "operator-badge-used" | "operator-shift-unknown";

/** Adds an operator. A badge is one person's; whoever was removed gives theirs free. */
export async function addOperator(
  ctx: Ctx,
  { pilot: slug, ...typed }: AddOperator & { pilot: string },
): Promise<{ ok: true; operator: ListedOperator } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const shift = shiftOf(found.pilot.shifts, typed.shift);
    if (!shift.ok) return shift;
    const other = await findByBadge(tx, pilotId, typed.badge);
    if (other !== null) return refuse("operator-badge-used", { says: { badge: typed.badge, name: other.name } });
    if ((await countOperators(tx, pilotId)) >= mostOperators)
      return refuse("operators-full", { says: { most: mostOperators.toLocaleString("en-GB") } });
    const operator = { id: uuidv7(), ...typed, shift: shift.shift };
    await insertOperator(tx, { ...operator, pilotId });
    const { id, ...after } = operator;
    await record(tx, ctx, {
      ...{ pilotId, verb: "operator.added", subject: { kind: "operator", id } },
      after: { ...after, version: 1 },
    });
    return { ok: true, operator: { ...operator, version: 1 } };
  });
}
