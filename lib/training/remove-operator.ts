import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { sessionName } from "./core/shown-of.ts";
import type { RemoveOperator } from "./input/people.ts";
import { type OpenOperatorRefusals, openOperator } from "./open-operator.ts";
import { openBookings, operatorOf, updateOperator } from "./store-operators.ts";

type Asked = RemoveOperator & { pilot: string; operatorId: string };

/** Takes an operator off the list, with a reason. What they signed stays on record, and their badge may go to somebody else. */
export async function removeOperator(
  ctx: Ctx,
  { pilot, operatorId, version, reason }: Asked,
): Promise<{ ok: true } | Refused<OpenOperatorRefusals | "operator-in-session">> {
  return ctx.transaction(async (tx) => {
    const found = await openOperator(tx, { pilot, operatorId, version });
    if (!found.ok) return found;
    const { row } = found;
    const session = (await openBookings(tx, row.pilotId)).get(row.id);
    if (session !== undefined)
      return refuse("operator-in-session", { says: { name: row.name, session: sessionName(session) } });
    await updateOperator(tx, row.id, { removedAt: ctx.now() });
    const { id, ...before } = operatorOf(row);
    const subject = { kind: "operator", id };
    await record(tx, ctx, { pilotId: row.pilotId, verb: "operator.removed", subject, before, reason });
    return { ok: true };
  });
}
