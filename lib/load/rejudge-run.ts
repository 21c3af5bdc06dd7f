import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { measuredRun } from "./end-run.ts";
import { findRunById, lockRun, updateRun } from "./store.ts";

/** For a runner that was away so long that its run was marked as interrupted, and that has since stored what it kept: judges those seconds too, and
 *  says that nobody sends any more, which frees the target. False when the run is not this runner's. */
export async function rejudgeRun(ctx: Ctx, { id, runnerId }: { id: string; runnerId: string }): Promise<boolean> {
  const run = await findRunById(ctx.db, id);
  if (run === null) return false;
  const { verdict, summary } = await measuredRun(ctx, run, { outcome: "interrupted", sentence: run.endedSentence });
  return ctx.transaction(async (tx) => {
    const locked = await lockRun(tx, id);
    if (locked?.outcome !== "interrupted" || locked.runnerId !== runnerId) return false;
    await updateRun(tx, id, { verdict, summary, runnerId: null });
    const sentence = `Its runner came back, had stopped sending, and stored what it had kept: ${summary?.seconds ?? 0} s in all.`;
    const after = { outcome: "interrupted", verdict: verdict.kind, sentence, seconds: summary?.seconds };
    await record(tx, ctx, { pilotId: run.pilotId, verb: "run.ended", subject: { kind: "run", id }, after });
    return true;
  });
}
