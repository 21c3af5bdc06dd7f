import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { textIn } from "./core/language.ts";
import type { ModuleVersion } from "./core/module.ts";
import { hasUnknownStep, isSameContent, withStepIds } from "./core/next-version.ts";
import type { VersionModule } from "./input/people.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import {
  findModule,
  insertVersion,
  type ModuleRow,
  updateModule,
  versionOf,
  versionRowsOfModule,
} from "./store-modules.ts";

type Asked = VersionModule & { pilot: string; moduleId: string };
type DraftRefusals = "module-changed" | "module-same" | "step-unknown";
type Refusals = PilotRefusals | "module-not-found" | DraftRefusals;

/** Writes a new version of a module; those before stay as they are, and so does what was signed for them. Refuses module-changed when
 *  somebody has written a version since `number`. */
export async function versionModule(
  ctx: Ctx,
  { pilot: slug, moduleId, ...draft }: Asked,
): Promise<{ ok: true; version: ModuleVersion } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const module = await findModule(tx, found.pilot.id, moduleId);
    if (module === null) return refuse("module-not-found");
    const drafted = await nextVersion(tx, module, draft);
    if (!drafted.ok) return drafted;
    await saveVersion(tx, ctx, module, drafted.version);
    return drafted;
  });
}

async function nextVersion(
  tx: Tx,
  module: ModuleRow,
  { number, ...draft }: VersionModule,
): Promise<{ ok: true; version: ModuleVersion } | Refused<DraftRefusals>> {
  const rows = await versionRowsOfModule(tx, module.id);
  const newest = rows.at(-1);
  if (newest === undefined || newest.number !== number)
    return refuse("module-changed", { says: { by: newest?.by ?? "Somebody", number: String(newest?.number ?? 0) } });
  const says = { number: String(number) };
  if (hasUnknownStep(draft.steps, newest.steps)) return refuse("step-unknown", { says });
  // The same asked for again, and due for some roles, is a new version: whoever has these roles is trained anew.
  if (draft.dueForRoles.length === 0 && isSameContent(draft, versionOf(newest))) return refuse("module-same", { says });
  const used = rows.flatMap(({ steps }) => steps.map(({ id }) => id));
  return { ok: true, version: { ...draft, id: uuidv7(), number: number + 1, steps: withStepIds(draft.steps, used) } };
}

async function saveVersion(tx: Tx, ctx: Ctx, module: ModuleRow, version: ModuleVersion): Promise<void> {
  const { pilotId, id: moduleId, code } = module;
  const row = { ...version, steps: [...version.steps], dueForRoles: [...version.dueForRoles], pilotId, moduleId };
  await insertVersion(tx, { ...row, byId: ctx.actor.id, by: ctx.actor.name, at: ctx.now() });
  await updateModule(tx, moduleId, { newest: version.number });
  await record(tx, ctx, {
    pilotId,
    verb: "training-module.versioned",
    subject: { kind: "training-module", id: moduleId },
    before: { version: module.newest },
    after: { name: `${code} ${textIn(version.name, "en")}`, version: version.number, dueForRoles: version.dueForRoles },
    acts: [{ table: "module_versions", id: version.id }],
  });
}
