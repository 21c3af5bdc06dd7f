import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { judgePasses } from "./core/check-list.ts";
import { type Ending, judgeRun } from "./core/judge-run.ts";
import type { RunOutcome } from "./core/run.ts";
import type { RunSummary } from "./core/run-view.ts";
import { summarise } from "./core/summarise.ts";
import { summarisePasses } from "./core/summarise-passes.ts";
import type { Verdict } from "./core/verdict.ts";
import { readablePlan } from "./read-run-plan.ts";
import { readRunTotals } from "./read-run-totals.ts";
import { readVersionChanges } from "./read-target-versions.ts";
import { lockRun, type RunWithScenario, updateRun } from "./store.ts";
import { listChecks } from "./store-checks.ts";
import { listLevels } from "./store-levels.ts";

type End = {
  run: RunWithScenario;
  outcome: RunOutcome;
  sentence: string;
  /** Who holds the run. */
  runnerId: string | null;
  /** Set when the runner went away without a word and may still be sending: its lease as it was last seen. Null: the runner ends its own run. */
  abandoned: { leaseUntil: Date | null } | null;
};

/** Ends a run with its verdict over the stored seconds. False when it has ended already, another runner holds it, or an abandoned one's lease was
 *  renewed after all. */
export async function endRun(ctx: Ctx, { run, outcome, sentence, runnerId, abandoned }: End): Promise<boolean> {
  const { verdict, summary } = await measuredRun(ctx, run, { outcome, sentence });
  return ctx.transaction(async (tx) => {
    const locked = await lockRun(tx, run.id);
    if (locked === null || locked.state === "ended" || locked.runnerId !== runnerId) return false;
    if (abandoned !== null && locked.leaseUntil?.getTime() !== abandoned.leaseUntil?.getTime()) return false;
    await updateRun(tx, run.id, {
      ...{ state: "ended", outcome, endedSentence: sentence, endedAt: ctx.now(), verdict, summary, leaseUntil: null },
      // Whoever went away without a word stays on record: the target is not free before that runner is known to be.
      ...(abandoned === null ? { runnerId: null } : {}),
    });
    const after = { outcome, verdict: verdict.kind, sentence, seconds: summary?.seconds, requests: summary?.ended };
    await record(tx, ctx, { pilotId: run.pilotId, verb: "run.ended", subject: { kind: "run", id: run.id }, after });
    return true;
  });
}

type Measured = { verdict: Verdict; summary: RunSummary | null };

/** What the stored seconds say. A run whose scenario cannot be read any more ends too, or it would hold its target for ever. */
export async function measuredRun(ctx: Ctx, run: RunWithScenario, ending: Ending): Promise<Measured> {
  const plan = readablePlan(run);
  if (plan === null) {
    const sentence = ending.sentence ?? "Its stored scenario cannot be read any more.";
    return {
      verdict: { kind: "inconclusive", reasons: [{ reason: "interrupted", sentence }], criteria: [] },
      summary: null,
    };
  }
  if (run.kind === "smoke") {
    const checks = await listChecks(ctx.db, run.id);
    return { verdict: judgePasses(checks, ending), summary: summarisePasses(plan, checks) };
  }
  const totals = await readRunTotals(ctx.db, run.id, plan);
  const levels = await listLevels(ctx.db, run.id);
  const changes = await readVersionChanges(ctx.db, run, plan);
  return { verdict: judgeRun({ plan, totals, ending, levels, changes }), summary: summarise(plan, totals) };
}
