import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { emptyTotals } from "./core/fold.ts";
import { judgeRun } from "./core/judge-run.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { findRun, lockRun, updateRun } from "./store.ts";

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
    const subject = { kind: "run", id: run.id };
    if (locked.state === "queued") {
      const plan = readRunPlan(run);
      const sentence = `Stopped by ${ctx.actor.name} before it began: ${reason}`;
      const verdict = judgeRun({ plan, totals: emptyTotals(plan), ending: { outcome: "stopped", sentence } });
      await updateRun(tx, run.id, {
        ...asked,
        state: "ended",
        outcome: "stopped",
        endedAt: at,
        endedSentence: sentence,
        verdict,
      });
      await record(tx, ctx, {
        pilotId,
        verb: "run.ended",
        subject,
        after: { outcome: "stopped", verdict: verdict.kind },
        reason,
      });
    } else {
      await updateRun(tx, run.id, asked);
      await record(tx, ctx, { pilotId, verb: "run.stop-requested", subject, reason });
    }
    return { ok: true, stopRequestedAt: at.toISOString() };
  });
}
