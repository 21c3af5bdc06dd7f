import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { HoldClock } from "./input/plan.ts";
import { findOpenHold, insertHold } from "./store-plan.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "clock-held";

/** Holds the launch clock: no step is begun or done until it is released. The wall clock goes on. */
export async function holdClock(
  ctx: Ctx,
  { pilot: slug, reason }: HoldClock & { pilot: string },
): Promise<{ ok: true; id: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const open = await findOpenHold(tx, pilotId);
    if (open !== null) return refuse("clock-held", { says: { by: open.by, reason: open.reason } });
    const hold = { id: uuidv7(), pilotId, reason, fromAt: ctx.now(), by: ctx.actor.name };
    await insertHold(tx, hold);
    await record(tx, ctx, { pilotId, verb: "clock.held", subject: { kind: "clock-hold", id: hold.id }, reason });
    return { ok: true, id: hold.id };
  });
}
