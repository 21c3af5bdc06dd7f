import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { RoleNeeds } from "./core/people-view.ts";
import type { SetRequirements } from "./input/people.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { needsByRole, stateOfRequirements } from "./requirements-state.ts";
import { modulesOf, replaceRequirements, requirementsOf } from "./store-modules.ts";

type Asked = SetRequirements & { pilot: string };
type Refusals = PilotRefusals | "requirements-changed" | "requirement-module-unknown";

/** Says which modules each role needs: the whole table. Refuses requirements-changed when it is another than `state` names by now. */
export async function setRequirements(
  ctx: Ctx,
  { pilot: slug, state, requirements }: Asked,
): Promise<{ ok: true; state: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const [before, modules] = [await requirementsOf(tx, pilotId), await modulesOf(tx, pilotId)];
    if (stateOfRequirements(before) !== state) return refuse("requirements-changed");
    const table = requirements.flatMap(({ role, modules: ids }) => ids.map((moduleId) => ({ role, moduleId })));
    const codes = new Map(modules.map(({ id, code }) => [id, code]));
    if (!table.every(({ moduleId }) => codes.has(moduleId))) return refuse("requirement-module-unknown");
    const saved = stateOfRequirements(table);
    if (saved === state) return { ok: true, state };
    await replaceRequirements(tx, pilotId, table);
    const subject = { kind: "requirements", id: pilotId };
    const [was, is] = [inCodes(needsByRole(before, []), codes), inCodes(needsByRole(table, []), codes)];
    await record(tx, ctx, { pilotId, verb: "requirements.changed", subject, before: was, after: is });
    return { ok: true, state: saved };
  });
}

/** As people would say it: by role, the modules' codes. */
function inCodes(needs: readonly RoleNeeds[], codes: ReadonlyMap<string, string>) {
  return {
    requirements: needs.map(({ role, modules }) => ({ role, modules: modules.map((id) => codes.get(id) ?? id) })),
  };
}
