import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { RunInputs } from "./core/repeat.ts";
import { type Db, findRun, type RunWithScenario } from "./store.ts";
import { listObjectiveSets } from "./store-objectives.ts";
import { type KeptFile, listFileHashes, listFiles, newestVersion } from "./store-scenario-versions.ts";

/** What a run was started with: its scenario's text in that version with its files, profile, part, objectives, system. */
export async function readRunInputs(
  ctx: Ctx,
  { pilot: slug, number }: { pilot: string; number: number },
): Promise<{ ok: true; inputs: RunInputs } | Refused<"pilot-not-found" | "run-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const run = await findRun(ctx.db, pilotId, number);
  if (run === null) return refuse("run-not-found");
  const files = await filesToGive(ctx.db, run);
  const objectiveSetId = await setStillNamed(ctx.db, run);
  const { name, scenarioName, scenarioVersion, scenarioText, profile, objectives, systemId, systemName } = run;
  const texts = { name, scenarioName, scenarioVersion, scenarioText, files };
  const { kind, only, passes, objectiveSet } = run;
  const asked = { kind, only, passes, profile, objectives, objectiveSet, objectiveSetId };
  return { ok: true, inputs: { number, ...texts, ...asked, systemId, systemName } };
}

/** The files of the run's version that are not those of its scenario's newest one: the newest ones are taken without being given. */
async function filesToGive(db: Db, run: RunWithScenario): Promise<{ name: string; text: string }[]> {
  const newest = await newestVersion(db, run.pilotId, run.scenarioName);
  if (newest === null || newest.id === run.scenarioVersionId) return [];
  const [kept, there] = [await listFiles(db, run.scenarioVersionId), await listFileHashes(db, [newest.id])];
  const isThere = (file: KeptFile) => there.some(({ name, sha256 }) => name === file.name && sha256 === file.sha256);
  return kept.filter((file) => !isThere(file)).map(({ name, text }) => ({ name, text }));
}

/** The set that gave the run its limits, as long as its newest version is the one that did. */
async function setStillNamed(db: Db, { pilotId, objectiveSet }: RunWithScenario): Promise<string | null> {
  if (objectiveSet === null) return null;
  const sets = await listObjectiveSets(db, pilotId);
  return sets.find(({ name, version }) => `${name}, version ${version}` === objectiveSet)?.id ?? null;
}
