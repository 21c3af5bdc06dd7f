import type { Ctx } from "../platform/ctx.ts";
import { logFault } from "../platform/log.ts";
import { recompareStep } from "./recompare-pairs.ts";
import { deleteOldIds } from "./store-ids.ts";
import { deleteMostDifferences, deleteOldDifferences, deleteOldExchanges } from "./store-retention.ts";

/** What of shadow mode happens on a schedule: kept pairs are compared anew after a change of the rules, and what is kept for a while goes.
 *  Counts, groups, what people said, and each group's kept pairs stay. */

const dayMs = 86_400_000;
/** An exchange that is sent again counts once as long as its id is remembered. */
const idDays = 30;
/** Small rows show what a rule would swallow. */
const differenceDays = 14;
/** What the two systems call the same things, a pilot. */
const mostIds = 1_000_000;
/** However young they are. */
const mostRows = 10_000_000;
const rowsAtOnce = 20_000;

/** Removes what is older, a piece at a time, so that no batch waits long. Answers how many rows went. */
export async function forgetOld(ctx: Ctx, mostDifferences = mostRows): Promise<number> {
  const before = (days: number) => new Date(ctx.now().getTime() - days * dayMs);
  let gone = 0;
  for (const [forget, days] of [[deleteOldDifferences, differenceDays] as const, [deleteOldExchanges, idDays] as const])
    for (let n = rowsAtOnce; n === rowsAtOnce; gone += n)
      n = await forget(ctx.db, { before: before(days), limit: rowsAtOnce });
  for (let n = rowsAtOnce; n === rowsAtOnce; gone += n)
    n = await deleteMostDifferences(ctx.db, { most: mostDifferences, limit: rowsAtOnce });
  return gone + (await deleteOldIds(ctx.db, mostIds));
}

export type ShadowCare = {
  /** Starts what is due and comes back at once. */
  tick(): void;
  stop(): Promise<void>;
};

const forgetEveryMs = 600_000;

/** Driven by the keeper while it leads: one round of work at a time. */
export function shadowCare(ctx: Ctx): ShadowCare {
  let work: Promise<void> | null = null;
  let stopped = false;
  let forgotMs = Number.NEGATIVE_INFINITY;
  const round = async () => {
    while (!stopped && (await recompareStep(ctx)) > 0);
    if (stopped || performance.now() - forgotMs < forgetEveryMs) return;
    forgotMs = performance.now();
    await forgetOld(ctx);
  };
  return {
    tick: () => {
      if (stopped || work !== null) return;
      work = round()
        .catch((error) => logFault("shadow mode could not be kept in order", error))
        .finally(() => {
          work = null;
        });
    },
    stop: async () => {
      stopped = true;
      await work;
    },
  };
}
