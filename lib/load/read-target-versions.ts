import type { RunPlan } from "./core/run.ts";
import { changesOf, type TargetVersions, type VersionChange } from "./core/target-version.ts";
import type { Db, RunRecord } from "./store.ts";
import { targetVersions } from "./store-target-versions.ts";

type Run = Pick<RunRecord, "id" | "pilotId" | "kind">;

/** Null where nobody asks for them: the scenario does not say where, or the run is a smoke run. */
export async function readTargetVersions(
  db: Db,
  run: Run,
  { scenario }: Pick<RunPlan, "scenario">,
): Promise<TargetVersions | null> {
  return scenario.version === null || run.kind === "smoke" ? null : targetVersions(db, run);
}

/** What speaks against a run's verdict; none where nobody asks. */
export async function readVersionChanges(db: Db, run: Run, plan: Pick<RunPlan, "scenario">): Promise<VersionChange[]> {
  const versions = await readTargetVersions(db, run, plan);
  return versions === null ? [] : changesOf(versions);
}
