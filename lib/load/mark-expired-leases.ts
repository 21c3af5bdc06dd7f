import type { Ctx } from "../platform/ctx.ts";
import type { LeaseWatch } from "./core/lease-watch.ts";
import { runnerIsDead } from "./edge/runner-identity.ts";
import { endRun } from "./end-run.ts";
import { findRunById, heldRuns } from "./store.ts";

const wentAway = "The runner went away while the run was going on. Every second it had stored is kept.";

/** Ends, as interrupted, runs whose runner is known to be dead or whose lease has run out under this watcher's eyes. Done by every runner and
 *  the keeper; two at once: one does it. Answers how many it ended. */
export async function markExpiredLeases(ctx: Ctx, watch: LeaseWatch): Promise<number> {
  const held = await heldRuns(ctx.db);
  const expired = new Set(watch.look(held, performance.now()));
  let marked = 0;
  for (const { id, runnerId } of held) {
    if (!expired.has(id) && !runnerIsDead(runnerId ?? "")) continue;
    const run = await findRunById(ctx.db, id);
    if (run === null) continue;
    if (await endRun(ctx, { run, outcome: "interrupted", sentence: wentAway, runnerId, abandoned: true })) marked++;
  }
  return marked;
}
