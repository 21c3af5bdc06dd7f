import { usualStations } from "../pilots/core/place.ts";
import { readDuties } from "../pilots/read-duties.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { PlanView, WantedDuty } from "./core/plan.ts";
import { holdOf, noteOf, rehearsalOf, riskOf, stepOf } from "./plan-rows.ts";
import {
  findPlan,
  listHolds,
  listNames,
  listNotes,
  listRehearsals,
  listRisks,
  listSteps,
  listTemplatesUsed,
  type PlanRow,
} from "./store-plan.ts";

/** The plan of a launch and how its day went: stations, risks, programme, sequence, holds, rehearsals, notes. */
export async function readPlan(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & PlanView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id, windowFrom } = found.pilot;
  const [plan, risks, steps, holds, rehearsals, notes, templates, lists, wanted] = await Promise.all([
    findPlan(ctx.db, id),
    listRisks(ctx.db, id),
    listSteps(ctx.db, id),
    listHolds(ctx.db, id),
    listRehearsals(ctx.db, id),
    listNotes(ctx.db, id),
    listTemplatesUsed(ctx.db, id),
    listNames(ctx.db, id),
    wantedDuties(ctx, slug),
  ]);
  return {
    ok: true,
    stations: plan?.stations ?? [...usualStations],
    version: plan?.version ?? 0,
    wanted: wanted(plan),
    risks: risks.map(riskOf),
    steps: steps.map((row) => stepOf(row, windowFrom)),
    holds: holds.map(holdOf),
    rehearsals: rehearsals.map(rehearsalOf),
    notes: notes.map(noteOf),
    lists,
    templates,
  };
}

/** Whoever is disabled holds nothing. */
async function wantedDuties(ctx: Ctx, pilot: string): Promise<(plan: PlanRow | null) => WantedDuty[]> {
  const read = await readDuties(ctx, { pilot });
  const held = read.ok ? read.duties.filter(({ enabled }) => enabled) : [];
  const holders = (duty: string, station: string) =>
    held.filter((one) => one.duty === duty && one.station === station).map(({ name }) => name);
  return (plan) => (plan?.wanted ?? []).map((one) => ({ ...one, held: holders(one.duty, one.station) }));
}
