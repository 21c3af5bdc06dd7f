import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ScenarioPage, VersionLine } from "./core/scenario-view.ts";
import { storedFacts } from "./edge/file-facts.ts";
import { listFiles } from "./store-scenario-versions.ts";
import { findScenario, findVersion, listVersions } from "./store-scenarios.ts";

/** Run numbers that are told of each version. */
const mostRuns = 5;

/** A scenario with its newest text and what is in its files, and every version there was with the runs that used it. */
export async function readScenarioHistory(
  ctx: Ctx,
  { pilot: slug, scenario: id }: { pilot: string; scenario: string },
): Promise<({ ok: true } & ScenarioPage) | Refused<"pilot-not-found" | "scenario-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const scenario = await findScenario(ctx.db, found.pilot.id, id);
  if (scenario === null) return refuse("scenario-not-found");
  const versions = await listVersions(ctx.db, scenario.id);
  const newest = await findVersion(ctx.db, scenario.id, versions[0]?.version ?? 0);
  if (newest === null) return refuse("scenario-not-found");
  const files = await Promise.all((await listFiles(ctx.db, newest.id)).map(storedFacts));
  return { ok: true, ...scenario, text: newest.text, files, versions: versions.map(lineOf) };
}

type Version = Awaited<ReturnType<typeof listVersions>>[number];

function lineOf({ version, savedBy, savedAt, runs: count, newestRuns }: Version): VersionLine {
  return { version, savedBy, savedAt: savedAt.toISOString(), runs: { count, newest: newestRuns.slice(0, mostRuns) } };
}
