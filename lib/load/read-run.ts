import { readAddresses } from "../pilots/read-addresses.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { blockerOf } from "./claim-run.ts";
import { checkList, judgePasses } from "./core/check-list.ts";
import { emptyTotals } from "./core/fold.ts";
import { happening } from "./core/happening.ts";
import type { Evidence } from "./core/judge-criterion.ts";
import { judgeRun } from "./core/judge-run.ts";
import { requestsIn } from "./core/pacing.ts";
import type { PassStep } from "./core/pass.ts";
import { plannedSeconds } from "./core/profile.ts";
import type { RunPlan } from "./core/run.ts";
import type { RunExample, RunView } from "./core/run-view.ts";
import { stepsOf } from "./core/scenario.ts";
import { summarise } from "./core/summarise.ts";
import { summarisePasses } from "./core/summarise-passes.ts";
import { changesOf, type TargetVersions } from "./core/target-version.ts";
import type { Verdict } from "./core/verdict.ts";
import type { LiveRuns } from "./live-runs.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { readTargetVersions } from "./read-target-versions.ts";
import { findRun, listExamples, listNotes, listRunEvents, type RunWithScenario } from "./store.ts";
import { listChecks } from "./store-checks.ts";
import { listLevels } from "./store-levels.ts";

const farFuture = 2_147_483_647;

/** Everything the run page shows, but for the chart's points. */
export async function readRun(
  ctx: Ctx,
  { pilot: slug, number, live }: { pilot: string; number: number; live: LiveRuns },
): Promise<{ ok: true; run: RunView } | Refused<"pilot-not-found" | "run-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const run = await findRun(ctx.db, found.pilot.id, number);
  if (run === null) return refuse("run-not-found");
  const plan = readRunPlan(run);
  const sample = run.state === "ended" ? null : await live.sampleOf(run.id, farFuture);
  const [levels, targetVersions, steps, notes, examples, events, waitsFor] = await Promise.all([
    listLevels(ctx.db, run.id),
    readTargetVersions(ctx.db, run, plan),
    run.kind === "smoke" ? listChecks(ctx.db, run.id) : null,
    listNotes(ctx.db, run.id),
    listExamples(ctx.db, run.id),
    listRunEvents(ctx.db, found.pilot.id, run.id),
    waitsForOf(ctx, run),
  ]);
  // Before the first second, and for a run that ended in the queue, there is nothing to fold; an ended run keeps its figures.
  const totals = emptyTotals(plan);
  const view: RunView = {
    ...ofRow(run),
    plan,
    plannedSeconds: plannedSeconds(plan.profile),
    plannedRequests: plan.profile.model === "open" ? requestsIn(plan.profile.stages) : null,
    waitsFor,
    ...{ levels, targetVersions, checks: steps === null ? null : checkList(steps) },
    summary:
      sample?.summary ?? run.summary ?? (steps === null ? summarise(plan, totals) : summarisePasses(plan, steps)),
    since: sample?.since ?? {},
    verdict: sample?.verdict ?? run.verdict ?? soFar(steps, { plan, totals }, targetVersions),
    notes: notes.map(({ runId: _run, writtenAt, ...note }) => ({ ...note, writtenAt: writtenAt.toISOString() })),
    examples: examples.map((example) => exampleView(example, plan)),
    happened: events.map(happening),
  };
  return { ok: true, run: view };
}

function soFar(steps: readonly PassStep[] | null, measured: Evidence, versions: TargetVersions | null): Verdict {
  const ending = { outcome: "running" } as const;
  if (steps !== null) return judgePasses(steps, ending);
  return judgeRun({ ...measured, ending, changes: versions === null ? [] : changesOf(versions) });
}

function ofRow(run: RunWithScenario) {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const { id, number, name, state, outcome, endedSentence, scenarioName, scenarioVersion, systemName, baseUrl } = run;
  const { kind, only, passes, objectiveSet } = run;
  return {
    ...{ kind, only, passes, objectiveSet },
    ...{ id, number, name, state, outcome, endedSentence, scenarioName, scenarioVersion, systemName, baseUrl },
    environment: run.environment,
    addresses: run.addresses,
    countsForLaunch: run.countsForLaunch,
    requestedBy: run.requestedBy,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: iso(run.startedAt),
    endedAt: iso(run.endedAt),
    stopRequestedAt: iso(run.stopRequestedAt),
    stopRequestedBy: run.stopRequestedBy,
    stopReason: run.stopReason,
  };
}

function exampleView(
  { second, step, kind, detail, request, answer }: Omit<RunExample, "step"> & { step: number },
  plan: RunPlan,
): RunExample {
  return { second, step: stepsOf(plan.scenario)[step]?.name ?? "", kind, detail, request, answer };
}

async function waitsForOf(ctx: Ctx, run: RunWithScenario): Promise<string | null> {
  if (run.state !== "queued") return null;
  const addresses = await readAddresses(ctx, run);
  const blocker = await blockerOf(ctx.db, ctx, { baseUrl: run.baseUrl, addresses });
  if (blocker === null) return "It waits for a free runner.";
  if (blocker.state !== "ended")
    return `Run ${blocker.number} is loading the same target. This one starts when it has ended.`;
  return `Run ${blocker.number} was interrupted and its runner may still be sending. This one starts 75 s after that at the latest.`;
}
