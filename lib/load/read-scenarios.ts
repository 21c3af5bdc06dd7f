import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ScenarioTemplate } from "./core/scenario-template.ts";
import { listScenarios } from "./store-scenario-versions.ts";
import { scenarioTemplates } from "./templates.ts";

export type ScenarioView = { id: string; name: string; version: number; text: string };

/** The pilot's own scenarios in their newest version, and the shipped ones to begin with. */
export async function readScenarios(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<
  { ok: true; scenarios: ScenarioView[]; templates: readonly ScenarioTemplate[] } | Refused<"pilot-not-found">
> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const scenarios = await listScenarios(ctx.db, found.pilot.id);
  return { ok: true, scenarios: scenarios.sort((a, b) => a.name.localeCompare(b.name)), templates: scenarioTemplates };
}
