import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { RemoveRow } from "./input/plan.ts";
import { findRisk, updateRisk } from "./store-plan.ts";

type Asked = RemoveRow & { pilot: string; riskId: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "plan-row-not-found" | "plan-changed";

/** Takes a risk off the plan, with a reason; the log keeps what it said. */
export async function removeRisk(
  ctx: Ctx,
  { pilot: slug, riskId, version, reason }: Asked,
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const row = await findRisk(tx, pilotId, riskId);
    if (row === null) return refuse("plan-row-not-found");
    if (row.version !== version) return refuse("plan-changed");
    await updateRisk(tx, riskId, { removedAt: ctx.now() });
    const { risk, mitigation, fallback, owner } = row;
    const before = { risk, mitigation, fallback, owner };
    await record(tx, ctx, { pilotId, verb: "risk.removed", subject: { kind: "risk", id: riskId }, before, reason });
    return { ok: true };
  });
}
