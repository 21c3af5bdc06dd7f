import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { listMissing } from "./add-step.ts";
import type { Step } from "./core/plan.ts";
import type { ChangeStep } from "./input/plan.ts";
import { stepOf } from "./plan-rows.ts";
import { findStep, updateStep } from "./store-plan.ts";

type Asked = ChangeStep & { pilot: string; stepId: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "plan-row-not-found" | "plan-changed" | "step-list-not-found";

/** Says a step anew. Refuses plan-changed when somebody else has saved it since `version`. */
export async function changeStep(
  ctx: Ctx,
  { pilot: slug, stepId, version, ...after }: Asked,
): Promise<{ ok: true; step: Step } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const row = await findStep(tx, pilotId, stepId);
    if (row === null) return refuse("plan-row-not-found");
    if (row.version !== version) return refuse("plan-changed");
    const wrong = await listMissing(tx, pilotId, after.checklistId);
    if (wrong !== null) return wrong;
    const saved = await updateStep(tx, stepId, after);
    const { offsetMinutes, title, owner, pointOfNoReturn, checklistId } = row;
    const before = { offsetMinutes, title, owner, pointOfNoReturn, checklistId };
    await record(tx, ctx, { pilotId, verb: "step.changed", subject: { kind: "step", id: stepId }, before, after });
    return { ok: true, step: stepOf(saved, found.pilot.windowFrom) };
  });
}
