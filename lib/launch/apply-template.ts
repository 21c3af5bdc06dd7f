import { v7 as uuidv7 } from "uuid";
import { applyLists } from "../checklist/apply-lists.ts";
import type { TemplateLists } from "../checklist/input/lists.ts";
import { openPilot } from "../pilots/read-open-pilot.ts";
import { listSystems, type PilotRow, updatePilot } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ApplyTemplate } from "./input/plan.ts";
import { type PlanTemplate, readTemplate } from "./input/template.ts";
import { templateText } from "./list-templates.ts";
import { findPlan, insertRisk, insertStep, insertTemplateUse, savePlan } from "./store-plan.ts";
import { ruleOf, type Systems } from "./template-items.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "template-not-found" | "template-mistakes" | "template-used";
type Asked = { pilot: string; asked: ApplyTemplate };

/** Begins a plan with a template, a shipped one or one's own: its stations, lists, programme, sequence, risks and whom it asks for are added
 *  to what stands there, once. Probes get the pilot's systems by their role. */
export async function applyTemplate(
  ctx: Ctx,
  { pilot: slug, asked }: Asked,
): Promise<{ ok: true; name: string; items: number } | Refused<Refusals>> {
  const text = "text" in asked ? asked.text : templateText(asked.template);
  if (text === null) return refuse("template-not-found");
  const read = readTemplate(text);
  if (!read.ok) {
    const { line, sentence } = read;
    return refuse("template-mistakes", {
      fields: [{ path: "text", message: sentence, line }],
      says: { first: `line ${line}: ${sentence}` },
    });
  }
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    return apply(tx, ctx, { pilot: found.pilot, template: read.template });
  });
}

type Applying = { pilot: PilotRow; template: PlanTemplate };

async function apply(
  tx: Tx,
  ctx: Ctx,
  { pilot, template }: Applying,
): Promise<{ ok: true; name: string; items: number } | Refused<"template-used">> {
  const pilotId = pilot.id;
  const { name } = template;
  if (!(await insertTemplateUse(tx, { pilotId, template: name, at: ctx.now(), by: ctx.actor.name })))
    return refuse("template-used", { says: { name } });
  const plan = await findPlan(tx, pilotId);
  const stations = [...new Set([...(plan?.stations ?? []), ...template.stations])];
  await savePlan(tx, pilotId, { stations, wanted: [...(plan?.wanted ?? []), ...template.wanted] });
  const lists = listsOf(template, await systemsByRole(tx, pilotId));
  const listIds = await applyLists(tx, ctx, { pilotId, lists });
  for (const risk of template.risks) await insertRisk(tx, { id: uuidv7(), pilotId, ...risk });
  for (const step of template.steps) await insertStep(tx, stepRow(step, { pilotId, listIds }));
  if (pilot.parityScope.length === 0 && template.parityScope.length > 0)
    await updatePilot(tx, pilotId, { parityScope: [...template.parityScope] });
  const items = lists.reduce((sum, list) => sum + list.items.length, 0);
  const after = {
    template: name,
    lists: lists.length,
    items,
    steps: template.steps.length,
    risks: template.risks.length,
  };
  await record(tx, ctx, { pilotId, verb: "plan.begun", subject: { kind: "launch-plan", id: pilotId }, after });
  return { ok: true, name, items };
}

async function systemsByRole(tx: Tx, pilotId: string): Promise<Systems> {
  const systems = await listSystems(tx, pilotId);
  const of = (role: "legacy" | "new" | "other") => systems.filter((one) => one.role === role);
  return { legacy: of("legacy"), new: of("new"), other: of("other") };
}

function listsOf(template: PlanTemplate, systems: Systems): TemplateLists {
  return template.lists.map(({ name, pausePoint, items }) => ({
    name,
    pausePoint,
    items: items.map((item) => ({
      station: item.station,
      title: item.title,
      asks: item.asks,
      isKiller: item.killer,
      needsVerification: item.verify,
      validForSeconds: item.validForSeconds ?? null,
      owner: item.owner,
      rule: ruleOf(item, systems),
    })),
  }));
}

type Placed = { pilotId: string; listIds: ReadonlyMap<string, string> };

function stepRow(step: PlanTemplate["steps"][number], { pilotId, listIds }: Placed) {
  const { part, title, owner, noWayBack: pointOfNoReturn, day = 0, minute } = step;
  const offsetMinutes = minute ?? day * 1_440;
  const checklistId = step.waitsFor === undefined ? null : (listIds.get(step.waitsFor) ?? null);
  return { id: uuidv7(), pilotId, part, offsetMinutes, title, owner, pointOfNoReturn, checklistId };
}
