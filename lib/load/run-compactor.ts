import type { Ctx } from "../platform/ctx.ts";
import { logFault } from "../platform/log.ts";
import { advanceCheckpoints } from "./advance-checkpoints.ts";
import { compactRuns } from "./compact-runs.ts";

/** Puts seconds into blocks in small steps, for as long as somebody ticks. */
export type RunCompactor = { tick(): void; stop(): Promise<void> };

const lookEveryMs = 5_000;

/** A tick never waits and never throws; two steps never go on at once. Trouble is said once until it works again. */
export function runCompactor(ctx: Ctx): RunCompactor {
  let work: Promise<void> | null = null;
  let nextMs = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let troubled = false;
  const step = async () => {
    nextMs = performance.now() + lookEveryMs;
    const [put, folded] = [await compactRuns(ctx), await advanceCheckpoints(ctx)];
    // As long as there is something left it goes on at the next tick.
    if (put > 0 || folded) nextMs = 0;
    troubled = false;
  };
  return {
    tick: () => {
      if (stopped || work !== null || performance.now() < nextMs) return;
      work = step()
        .catch((error) => {
          if (!troubled && !stopped) logFault("stored seconds cannot be put into blocks just now", error);
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
