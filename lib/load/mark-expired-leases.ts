import type { Ctx } from "../platform/ctx.ts";
import { logFault } from "../platform/log.ts";
import { LeaseWatch } from "./core/lease-watch.ts";
import { runnerIsDead } from "./edge/runner-identity.ts";
import { endRun } from "./end-run.ts";
import { findRunById, heldRuns, type RunRecord } from "./store.ts";

const sentence = "The runner went away while the run was going on. Every second it had stored is kept.";

/** Ends, as interrupted, runs whose runner is known to be dead or whose lease has run out under this watcher's eyes. Done by every runner and
 *  the keeper; two at once: one does it. `nowMs` is the watcher's own clock. Answers how many it
 *  ended. */
export async function markExpiredLeases(ctx: Ctx, watch: LeaseWatch, nowMs = performance.now()): Promise<number> {
  const held = await heldRuns(ctx.db);
  const expired = new Set(watch.look(held, nowMs));
  let marked = 0;
  for (const run of held) {
    if (!expired.has(run.id) && !runnerIsDead(run.runnerId ?? "")) continue;
    // One that cannot be ended must not keep the others from it.
    const ended = await interrupt(ctx, run).catch((error) => logFault(`run ${run.number} cannot be ended`, error));
    if (ended === true) marked++;
    // Where we cannot write, its runner could not renew either: a full disk, for one.
    else watch.forget(run.id);
  }
  return marked;
}

async function interrupt(ctx: Ctx, { id, runnerId, leaseUntil }: RunRecord): Promise<boolean> {
  const run = await findRunById(ctx.db, id);
  if (run === null) return false;
  return endRun(ctx, { run, outcome: "interrupted", sentence, runnerId, abandoned: { leaseUntil } });
}

/** Marks when it is called, each second, without being waited for: to judge a long run takes a while. Never two at once; trouble is said once until
 *  it works again. */
export function leaseMarker(ctx: Ctx): () => void {
  const watch = new LeaseWatch();
  let busy = false;
  let troubled = false;
  const mark = async () => {
    await markExpiredLeases(ctx, watch);
    troubled = false;
  };
  return () => {
    if (busy) return;
    busy = true;
    mark()
      .catch((error) => {
        if (!troubled) logFault("leases cannot be looked after just now", error);
        troubled = true;
      })
      .finally(() => {
        busy = false;
      });
  };
}
