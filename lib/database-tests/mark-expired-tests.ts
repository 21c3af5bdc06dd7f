import { LeaseWatch } from "../load/core/lease-watch.ts";
import { runnerIsDead } from "../load/edge/runner-identity.ts";
import type { Ctx } from "../platform/ctx.ts";
import { logFault } from "../platform/log.ts";
import { endTest } from "./end-test.ts";
import { heldTests } from "./store.ts";

const sentence = "The runner went away while the test was going on. What it had stored is kept.";

/** Ends, as interrupted, tests whose runner is known to be dead or whose lease has run out under this watcher's eyes. Done by every runner and the
 *  keeper; two at once: one does it. Answers how many it ended. */
export async function markExpiredTests(ctx: Ctx, watch: LeaseWatch, nowMs = performance.now()): Promise<number> {
  const held = await heldTests(ctx.db);
  const expired = new Set(watch.look(held, nowMs));
  let marked = 0;
  for (const { id, number, runnerId, leaseUntil } of held) {
    if (!expired.has(id) && !runnerIsDead(runnerId ?? "")) continue;
    const end = { id, outcome: "interrupted" as const, sentence, runnerId, abandoned: { leaseUntil } };
    // One that cannot be ended must not keep the others from it.
    const ended = await endTest(ctx, end).catch((error) => logFault(`test ${number} cannot be ended`, error));
    if (ended === true) marked++;
    else watch.forget(id);
  }
  return marked;
}

/** Marks when it is called, each second, without being waited for. Never two at once; trouble is said once until it works again. */
export function testLeaseMarker(ctx: Ctx): () => void {
  const watch = new LeaseWatch();
  let busy = false;
  let troubled = false;
  return () => {
    if (busy) return;
    busy = true;
    markExpiredTests(ctx, watch)
      .then(() => {
        troubled = false;
      })
      .catch((error) => {
        if (!troubled) logFault("leases of database tests cannot be looked after just now", error);
        troubled = true;
      })
      .finally(() => {
        busy = false;
      });
  };
}
