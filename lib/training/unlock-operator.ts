import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { findOperatorRow } from "./store-operators.ts";
import { findPin, savePinTries } from "./store-pins.ts";

type Asked = { pilot: string; operator: string };

/** Lets an operator try again with the PIN they have, five times. Refuses operator-not-locked. */
export async function unlockOperator(
  ctx: Ctx,
  { pilot: slug, operator: id }: Asked,
): Promise<{ ok: true } | Refused<PilotRefusals | "operator-not-found" | "operator-not-locked">> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const row = await findOperatorRow(tx, found.pilot.id, id);
    if (row === null) return refuse("operator-not-found");
    const pin = await findPin(tx, id);
    if (pin === null || pin.lockedAt === null) return refuse("operator-not-locked", { says: { name: row.name } });
    await savePinTries(tx, id, { wrong: 0, lockedAt: null });
    const before = { lockedAt: pin.lockedAt };
    const subject = { kind: "operator", id };
    await record(tx, ctx, {
      ...{ pilotId: found.pilot.id, verb: "operator.unlocked", subject, before, after: { operator: row.name } },
    });
    return { ok: true };
  });
}
