import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Risk } from "./core/plan.ts";
import type { ChangeRisk } from "./input/plan.ts";
import { riskOf } from "./plan-rows.ts";
import { findRisk, updateRisk } from "./store-plan.ts";

type Asked = ChangeRisk & { pilot: string; riskId: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "plan-row-not-found" | "plan-changed";

/** Says a risk anew. Refuses plan-changed when somebody else has saved it since `version`. */
export async function changeRisk(
  ctx: Ctx,
  { pilot: slug, riskId, version, ...after }: Asked,
): Promise<{ ok: true; risk: Risk } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const row = await findRisk(tx, pilotId, riskId);
    if (row === null) return refuse("plan-row-not-found");
    if (row.version !== version) return refuse("plan-changed");
    const saved = await updateRisk(tx, riskId, after);
    const { risk, mitigation, fallback, owner } = row;
    const before = { risk, mitigation, fallback, owner };
    await record(tx, ctx, { pilotId, verb: "risk.changed", subject: { kind: "risk", id: riskId }, before, after });
    return { ok: true, risk: riskOf(saved) };
  });
}
