import type { Ctx } from "../../platform/ctx.ts";
import { leaseMs } from "../claim-run.ts";
import type { RunOutcome } from "../core/run.ts";
import { findRunRecord, renewLease } from "../store.ts";

/** How a run ends, and why in one sentence. */
export type End = { outcome: RunOutcome; sentence: string };

type Watched = { runId: string; runnerId: string; stopFor(end: End): void };

export type RunWatch = { look(): void; stop(): void };

const lookEveryMs = 500;
const renewEveryMs = 2_000;
const taken: End = { outcome: "interrupted", sentence: "The run was taken away from its runner." };

/** Renews the lease and looks for a stop request, until stopped. `look` looks at once. */
export function watchRun(ctx: Ctx, { runId, runnerId, stopFor }: Watched): RunWatch {
  let renewedAt = Number.NEGATIVE_INFINITY;
  let busy = false;
  const look = async () => {
    const now = await findRunRecord(ctx.db, runId);
    if (now === null || now.state === "ended" || now.runnerId !== runnerId) return stopFor(taken);
    if (now.stopRequestedAt !== null) stopFor(stopped(now));
    if (performance.now() - renewedAt < renewEveryMs) return;
    const until = new Date(ctx.now().getTime() + leaseMs);
    if (await renewLease(ctx.db, { id: runId, runnerId, until })) renewedAt = performance.now();
  };
  const quietly = () => {
    if (busy) return;
    busy = true;
    look()
      .catch(() => {})
      .finally(() => {
        busy = false;
      });
  };
  const timer = setInterval(quietly, lookEveryMs);
  quietly();
  return { look: quietly, stop: () => clearInterval(timer) };
}

function stopped({ stopRequestedBy, stopReason }: { stopRequestedBy: string | null; stopReason: string | null }): End {
  return { outcome: "stopped", sentence: `Stopped by ${stopRequestedBy ?? "somebody"}: ${stopReason ?? ""}` };
}
