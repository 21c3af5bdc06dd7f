import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { sessionName } from "./core/shown-of.ts";
import type { WithReason } from "./input/people.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { deleteRequirementsOf, findModule, openSessionOf, requirementsOf, updateModule } from "./store-modules.ts";

type Asked = WithReason & { pilot: string; moduleId: string };
type Refusals = PilotRefusals | "module-not-found" | "module-in-session";

/** Takes a module off the list, with a reason; no role needs it any more. Its versions and what was signed for them stay on record. */
export async function removeModule(
  ctx: Ctx,
  { pilot: slug, moduleId, reason }: Asked,
): Promise<{ ok: true } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const module = await findModule(tx, pilotId, moduleId);
    if (module === null) return refuse("module-not-found");
    const session = await openSessionOf(tx, moduleId);
    if (session !== null) return refuse("module-in-session", { says: { session: sessionName(session) } });
    const neededBy = (await requirementsOf(tx, pilotId)).filter((one) => one.moduleId === moduleId);
    await deleteRequirementsOf(tx, moduleId);
    await updateModule(tx, moduleId, { removedAt: ctx.now() });
    const subject = { kind: "training-module", id: moduleId };
    const before = { name: module.code, version: module.newest, neededBy: neededBy.map(({ role }) => role) };
    await record(tx, ctx, { pilotId, verb: "training-module.removed", subject, before, reason });
    return { ok: true };
  });
}
