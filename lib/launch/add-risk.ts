import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Risk } from "./core/plan.ts";
import type { AddRisk } from "./input/plan.ts";
import { riskOf } from "./plan-rows.ts";
import { insertRisk, listRisks } from "./store-plan.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "plan-full";
/** A longer list is read by nobody. */
const mostRisks = 200;

/** Puts a risk on the plan: what may happen, what is done against it, and what if it happens all the same. */
export async function addRisk(
  ctx: Ctx,
  { pilot: slug, ...risk }: AddRisk & { pilot: string },
): Promise<{ ok: true; risk: Risk } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    if ((await listRisks(tx, pilotId)).length >= mostRisks)
      return refuse("plan-full", { says: { most: String(mostRisks), what: "risks" } });
    const row = await insertRisk(tx, { id: uuidv7(), pilotId, ...risk });
    await record(tx, ctx, { pilotId, verb: "risk.added", subject: { kind: "risk", id: row.id }, after: risk });
    return { ok: true, risk: riskOf(row) };
  });
}
