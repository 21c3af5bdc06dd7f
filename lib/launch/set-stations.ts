import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { SetStations } from "./input/plan.ts";
import { findPlan, savePlan } from "./store-plan.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "plan-changed";

/** Names the stations of a launch, in the order of the board. One that has no item holds the launch. */
export async function setStations(
  ctx: Ctx,
  { pilot: slug, version, stations }: SetStations & { pilot: string },
): Promise<{ ok: true; version: number } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const plan = await findPlan(tx, pilotId);
    if ((plan?.version ?? 0) !== version) return refuse("plan-changed");
    const saved = await savePlan(tx, pilotId, { stations });
    const subject = { kind: "launch-plan", id: pilotId };
    const before = { stations: plan?.stations ?? [] };
    await record(tx, ctx, { pilotId, verb: "plan.stations-set", subject, before, after: { stations } });
    return { ok: true, version: saved.version };
  });
}
