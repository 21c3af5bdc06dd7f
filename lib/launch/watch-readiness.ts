import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { logFault } from "../platform/log.ts";
import { readinessLook } from "./look-at-readiness.ts";
import { settleCalls } from "./settle-calls.ts";
import { type Stamp, stampsOf } from "./store-readiness.ts";

export type ReadinessWatch = {
  /** Starts what is due and comes back at once. */
  tick(): void;
  stop(): Promise<void>;
};

/** Puts on record what moved while nobody acted: a probe that failed, evidence that ran out, a run that ended. Driven by the keeper each
 *  second; a pilot in which nothing moved costs a part of one question. */
export function readinessWatch(ctx: Ctx): ReadinessWatch {
  const settled = new Map<string, string>();
  const look = readinessLook(ctx);
  let work: Promise<void> | null = null;
  let stopped = false;
  let troubled = false;

  const settleIfMoved = async (pilot: Stamp) => {
    const digest = await look(pilot, false);
    if (digest === null || settled.get(pilot.pilotId) === digest) return;
    await settlePilot(ctx, pilot.slug);
    settled.set(pilot.pilotId, digest);
  };
  const round = async () => {
    for (const pilot of await stampsOf(ctx.db)) if (!stopped) await settleIfMoved(pilot);
    troubled = false;
  };
  return {
    tick: () => {
      if (stopped || work !== null) return;
      work = round()
        .catch((error) => {
          if (!troubled && !stopped) logFault("readiness cannot be watched just now; the keeper goes on trying", error);
          troubled = true;
        })
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

/** One that was archived meanwhile is left as it is. */
async function settlePilot(ctx: Ctx, slug: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (found.ok) await settleCalls(tx, ctx, found.pilot);
  });
}
