import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { textIn } from "./core/language.ts";
import type { TrainingModule } from "./core/module.ts";
import { withStepIds } from "./core/next-version.ts";
import type { AddModule } from "./input/people.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import {
  findModuleByCode,
  findVersionRow,
  insertModule,
  insertVersion,
  type ModuleRow,
  modulesOf,
} from "./store-modules.ts";

type Refusals = PilotRefusals | "module-code-used" | "modules-full";
const mostModules = 60;

/** Adds a module with its first version. A code that any module of the pilot ever had is refused: what was signed names it. */
export async function addModule(
  ctx: Ctx,
  { pilot: slug, code, ...content }: AddModule & { pilot: string },
): Promise<{ ok: true; module: TrainingModule } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const other = await findModuleByCode(tx, pilotId, code);
    if (other !== null) return codeUsed(tx, other);
    if ((await modulesOf(tx, pilotId)).length >= mostModules)
      return refuse("modules-full", { says: { most: String(mostModules) } });
    const { id, position } = await insertModule(tx, { id: uuidv7(), pilotId, code });
    const version = { ...content, id: uuidv7(), number: 1, steps: withStepIds(content.steps, []), dueForRoles: [] };
    await insertVersion(tx, {
      ...version,
      pilotId,
      moduleId: id,
      byId: ctx.actor.id,
      by: ctx.actor.name,
      at: ctx.now(),
    });
    const subject = { kind: "training-module", id };
    const after = { name: `${code} ${textIn(version.name, "en")}`, version: 1 };
    const acts = [{ table: "module_versions", id: version.id }] as const;
    await record(tx, ctx, { pilotId, verb: "training-module.added", subject, after, acts });
    return { ok: true, module: { id, code, position, version } };
  });
}

async function codeUsed(tx: Tx, { id, code, newest, removedAt }: ModuleRow): Promise<Refused<"module-code-used">> {
  const row = await findVersionRow(tx, id, newest);
  const name = row === null ? "another module" : textIn(row.name, "en");
  return refuse("module-code-used", { says: { code, name, removed: removedAt === null ? "" : ", which was removed" } });
}
