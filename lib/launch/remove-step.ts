import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { RemoveRow } from "./input/plan.ts";
import { findStep, updateStep } from "./store-plan.ts";

type Asked = RemoveRow & { pilot: string; stepId: string };
type Refusals = "pilot-not-found" | "pilot-archived" | "plan-row-not-found" | "plan-changed" | "step-begun";

/** Takes a step off the plan, with a reason. One that was begun stays on the record: it is left out instead. */
export async function removeStep(
  ctx: Ctx,
  { pilot: slug, stepId, version, reason }: Asked,
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const row = await findStep(tx, pilotId, stepId);
    if (row === null) return refuse("plan-row-not-found");
    if (row.version !== version) return refuse("plan-changed");
    if (row.startedAt !== null || row.doneAt !== null) return refuse("step-begun");
    await updateStep(tx, stepId, { removedAt: ctx.now() });
    const { part, offsetMinutes, title, owner } = row;
    const before = { part, offsetMinutes, title, owner };
    await record(tx, ctx, { pilotId, verb: "step.removed", subject: { kind: "step", id: stepId }, before, reason });
    return { ok: true };
  });
}
