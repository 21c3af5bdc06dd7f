import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { emptyTotals } from "./core/fold.ts";
import { judgeRun } from "./core/judge-run.ts";
import { summarise } from "./core/summarise.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { findRun, lockRun, type RunWithScenario, updateRun } from "./store.ts";

type Asked = { pilot: string; number: number; reason: string };

/** Asks the runner to stop a run; a queued one ends at once. Asking again changes nothing. */
export async function stopRun(
  ctx: Ctx,
  { pilot: slug, number, reason }: Asked,
): Promise<{ ok: true; stopRequestedAt: string } | Refused<"pilot-not-found" | "run-not-found" | "run-already-ended">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const run = await findRun(ctx.db, pilotId, number);
  if (run === null) return refuse("run-not-found");
  return ctx.transaction(async (tx) => {
    const locked = await lockRun(tx, run.id);
    if (locked === null || locked.state === "ended") return refuse("run-already-ended");
    if (locked.stopRequestedAt !== null) return { ok: true, stopRequestedAt: locked.stopRequestedAt.toISOString() };
    const at = ctx.now();
    const asked = { stopRequestedAt: at, stopRequestedBy: ctx.actor.name, stopReason: reason };
    const end = locked.state === "queued" ? endInQueue(ctx, run, { at, reason }) : null;
    await updateRun(tx, run.id, { ...asked, ...end });
    const event = end === null ? { verb: "run.stop-requested" } : { verb: "run.ended", after: endSaid(end) };
    await record(tx, ctx, { pilotId, ...event, subject: { kind: "run", id: run.id }, reason });
    return { ok: true, stopRequestedAt: at.toISOString() };
  });
}

type QueueEnd = ReturnType<typeof endInQueue>;

/** Nothing was sent: the verdict is over nothing. */
function endInQueue(ctx: Ctx, run: RunWithScenario, { at, reason }: { at: Date; reason: string }) {
  const plan = readRunPlan(run);
  const totals = emptyTotals(plan);
  const endedSentence = `Stopped by ${ctx.actor.name} before it began: ${reason}`;
  const verdict = judgeRun({ plan, totals, ending: { outcome: "stopped", sentence: endedSentence } });
  const summary = summarise(plan, totals);
  return { state: "ended" as const, outcome: "stopped" as const, endedAt: at, endedSentence, verdict, summary };
}

function endSaid({ outcome, verdict }: QueueEnd) {
  return { outcome, verdict: verdict.kind };
}
