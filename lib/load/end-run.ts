import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { addFrame, emptyTotals, type Totals } from "./core/fold.ts";
import { judgeRun } from "./core/judge-run.ts";
import type { RunOutcome } from "./core/run.ts";
import { summarise } from "./core/summarise.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { lockRun, type RunWithScenario, readFrames, updateRun } from "./store.ts";

type End = {
  run: RunWithScenario;
  outcome: RunOutcome;
  sentence: string;
  /** Null: the runner went away without a word, and may still be sending. */
  runnerId: string | null;
  /** False: the runner that held the run ends it itself. */
  abandoned: boolean;
};

/** Ends a run with its verdict over the stored seconds. False when it has ended already, or another runner holds it. */
export async function endRun(ctx: Ctx, { run, outcome, sentence, runnerId, abandoned }: End): Promise<boolean> {
  const plan = readRunPlan(run);
  const totals = (await readFrames(ctx.db, run.id, { from: 0 })).reduce<Totals>(addFrame, emptyTotals(plan));
  const verdict = judgeRun({ plan, totals, ending: { outcome, sentence } });
  return ctx.transaction(async (tx) => {
    const locked = await lockRun(tx, run.id);
    if (locked === null || locked.state === "ended" || locked.runnerId !== runnerId) return false;
    await updateRun(tx, run.id, {
      state: "ended",
      outcome,
      endedSentence: sentence,
      endedAt: ctx.now(),
      verdict,
      summary: summarise(plan, totals),
      leaseUntil: null,
      ...(abandoned ? {} : { runnerId: null }),
    });
    const after = { outcome, verdict: verdict.kind, sentence, seconds: totals.seconds, requests: totals.ended };
    await record(tx, ctx, { pilotId: run.pilotId, verb: "run.ended", subject: { kind: "run", id: run.id }, after });
    return true;
  });
}
