import { scopeName } from "#lib/load/core/criterion-scope.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { sayVersions } from "#lib/load/core/target-version.ts";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { siteTime } from "../ui/site-time.ts";

/** Which run this is: number, name, target, scenario, who asked for it. */
export function RunHeader({ run, timeZone }: { run: RunView; timeZone: string }) {
  const host = run.baseUrl.replace(/^https?:\/\//, "");
  return (
    <header className="page-header">
      <span className="code mono">Run {run.number}</span>
      <h1>{run.name}</h1>
      <p className="second">
        <EnvironmentTag environment={run.environment} /> {run.systemName}, <span className="mono">{host}</span>
      </p>
      <p className="second small page-header-line">
        {run.scenarioName}, version {run.scenarioVersion}. {whenAndWho(run, timeZone)}
        {run.countsForLaunch ? " Counts for the launch." : ""}
        {run.only === null ? "" : ` Only ${scopeName(run.only)}.`}
        {run.objectiveSet === null ? "" : ` Judged by ${run.objectiveSet}.`}
        {versions(run)}
      </p>
      <span className="end second small">
        {how(run)}, seed {run.plan.seed}
      </span>
    </header>
  );
}

/** Before the first answer nothing is said. */
function versions({ targetVersions }: RunView): string {
  if (targetVersions === null || (targetVersions.told.length === 0 && targetVersions.unread === null)) return "";
  return ` Version of the target: ${sayVersions(targetVersions)}.`;
}

function how({ kind, plan }: RunView): string {
  if (kind === "smoke") return "Smoke run";
  return plan.profile.model === "open" ? "Open model" : "Closed model";
}

function whenAndWho({ startedAt, requestedAt, requestedBy }: RunView, timeZone: string): string {
  if (startedAt === null) return `Asked for ${siteTime(new Date(requestedAt), timeZone)} by ${requestedBy}.`;
  return `Started ${siteTime(new Date(startedAt), timeZone)} by ${requestedBy}.`;
}
