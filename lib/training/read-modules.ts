import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ModuleLine, ModulesView } from "./core/people-view.ts";
import { needsByRole, stateOfRequirements } from "./requirements-state.ts";
import { modulesOf, requirementsOf, type VersionRow, versionOf, versionRowsOf } from "./store-modules.ts";
import { operatorsOf } from "./store-operators.ts";

/** What is taught, every version of it, and which role needs what. */
export async function readModules(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & ModulesView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id } = found.pilot;
  const [modules, versions, table, operators] = await Promise.all([
    modulesOf(ctx.db, id),
    versionRowsOf(ctx.db, id),
    requirementsOf(ctx.db, id),
    operatorsOf(ctx.db, id),
  ]);
  const roles = operators.flatMap((one) => one.roles);
  const counts = new Map<string, number>();
  for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + 1);
  return {
    ok: true,
    modules: modules.map((module): ModuleLine => ({ ...module, versions: versionsIn(versions, module.id) })),
    requirements: needsByRole(table, roles),
    operatorsByRole: Object.fromEntries(counts),
    requirementsState: stateOfRequirements(table),
  };
}

function versionsIn(rows: readonly VersionRow[], moduleId: string): ModuleLine["versions"] {
  return rows
    .filter((one) => one.moduleId === moduleId)
    .map((row) => ({ version: versionOf(row), by: row.by, at: row.at.getTime() }));
}
