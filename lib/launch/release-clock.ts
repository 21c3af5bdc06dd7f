import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ReleaseClock } from "./input/plan.ts";
import { endHold, findOpenHold } from "./store-plan.ts";

type Asked = ReleaseClock & { pilot: string; hold: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "clock-not-held";

/** Lets the sequence go on. Whoever releases says what has been settled. */
export async function releaseClock(
  ctx: Ctx,
  { pilot: slug, hold, says }: Asked,
): Promise<{ ok: true; heldSeconds: number } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const open = await findOpenHold(tx, pilotId);
    if (open === null || open.id !== hold) return refuse("clock-not-held");
    const untilAt = ctx.now();
    await endHold(tx, hold, { untilAt, endedBy: ctx.actor.name, says });
    const heldSeconds = Math.round((untilAt.getTime() - open.fromAt.getTime()) / 1000);
    const subject = { kind: "clock-hold", id: hold };
    const before = { reason: open.reason, by: open.by };
    await record(tx, ctx, { pilotId, verb: "clock.released", subject, before, after: { says, heldSeconds } });
    return { ok: true, heldSeconds };
  });
}
