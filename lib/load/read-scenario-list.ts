import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ScenarioLine } from "./core/scenario-view.ts";
import { listLastRuns, listNewestVersions } from "./store-scenarios.ts";

/** A pilot's scenarios by name, without their texts: who saved the newest version of each, and the last run with any of them. */
export async function readScenarioList(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; scenarios: ScenarioLine[] } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id } = found.pilot;
  const [versions, runs] = await Promise.all([listNewestVersions(ctx.db, id), listLastRuns(ctx.db, id)]);
  const last = new Map(runs.map(({ scenarioId, number, at }) => [scenarioId, { number, at: at.toISOString() }]));
  const scenarios = versions.map(({ savedAt, ...line }) => ({
    ...line,
    savedAt: savedAt.toISOString(),
    lastRun: last.get(line.id) ?? null,
  }));
  return { ok: true, scenarios };
}
