import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { plannedSeconds } from "./core/profile.ts";
import type { RunRow, RunSummary } from "./core/run-view.ts";
import type { LiveRuns } from "./live-runs.ts";
import { countRuns, type ListedRun, listRuns } from "./store.ts";

const mostRows = 500;
const farFuture = 2_147_483_647;

/** A pilot's runs, newest first; those that go on with their figures so far. */
export async function readRuns(
  ctx: Ctx,
  { pilot: slug, live }: { pilot: string; live: LiveRuns },
): Promise<{ ok: true; runs: RunRow[]; total: number } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const [rows, counts] = await Promise.all([
    listRuns(ctx.db, found.pilot.id, mostRows),
    countRuns(ctx.db, found.pilot.id),
  ]);
  return { ok: true, runs: await Promise.all(rows.map((run) => rowOf(run, live))), total: counts.all };
}

async function rowOf(run: ListedRun, live: LiveRuns): Promise<RunRow> {
  const goesOn = run.state === "running" || run.state === "finishing";
  const sample = goesOn ? await live.sampleOf(run.id, farFuture) : null;
  const summary: RunSummary | null = sample?.summary ?? run.summary;
  const { id, number, name, scenarioName, scenarioVersion, systemName, environment, state, outcome, requestedBy } = run;
  return {
    ...{ id, number, name, scenarioName, scenarioVersion, systemName, environment, state, outcome, requestedBy },
    verdict: sample?.verdict ?? run.verdict,
    latencyMsP99: summary?.latencyMsP99 ?? null,
    errorRatio: summary?.errorRatio ?? null,
    deliveredRatio: summary?.deliveredRatio ?? null,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    plannedSeconds: plannedSeconds(run.profile),
  };
}
