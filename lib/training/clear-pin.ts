import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { findOperatorRow } from "./store-operators.ts";
import { deletePin, findPin } from "./store-pins.ts";

type Asked = { pilot: string; operator: string };

/** Takes an operator's PIN away, and a lock with it: they set another one at a kiosk, in front of a trainer. What they signed stays. Refuses
 *  pin-not-set. */
export async function clearPin(
  ctx: Ctx,
  { pilot: slug, operator: id }: Asked,
): Promise<{ ok: true } | Refused<PilotRefusals | "operator-not-found" | "pin-not-set">> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const row = await findOperatorRow(tx, found.pilot.id, id);
    if (row === null) return refuse("operator-not-found");
    const pin = await findPin(tx, id);
    if (pin === null) return refuse("pin-not-set", { says: { name: row.name } });
    await deletePin(tx, id);
    const after = { operator: row.name, wasLocked: pin.lockedAt !== null };
    const subject = { kind: "operator", id };
    await record(tx, ctx, { pilotId: found.pilot.id, verb: "operator.pin-cleared", subject, after });
    return { ok: true };
  });
}
