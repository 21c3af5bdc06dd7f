import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Step } from "./core/plan.ts";
import type { AddStep } from "./input/plan.ts";
import { stepOf } from "./plan-rows.ts";
import { insertStep, isListOf, listSteps } from "./store-plan.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "plan-full" | "step-list-not-found";
const mostSteps = 300;

/** Puts a step on the programme, the sequence or the hours after the launch. */
export async function addStep(
  ctx: Ctx,
  { pilot: slug, ...step }: AddStep & { pilot: string },
): Promise<{ ok: true; step: Step } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    if ((await listSteps(tx, pilotId)).length >= mostSteps)
      return refuse("plan-full", { says: { most: String(mostSteps), what: "steps" } });
    const wrong = await listMissing(tx, pilotId, step.checklistId);
    if (wrong !== null) return wrong;
    const row = await insertStep(tx, { id: uuidv7(), pilotId, ...step });
    await record(tx, ctx, { pilotId, verb: "step.added", subject: { kind: "step", id: row.id }, after: step });
    return { ok: true, step: stepOf(row, found.pilot.windowFrom) };
  });
}

/** A step waits for a list of its own pilot only. */
export async function listMissing(
  tx: Tx,
  pilotId: string,
  checklistId: string | null,
): Promise<Refused<"step-list-not-found"> | null> {
  if (checklistId === null || (await isListOf(tx, pilotId, checklistId))) return null;
  return refuse("step-list-not-found", { fields: [{ path: "checklistId", message: "choose a list of this pilot" }] });
}
