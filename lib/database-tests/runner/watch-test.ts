import { patienceMs } from "../../load/core/lease-watch.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { leaseMs } from "../claim-test.ts";
import type { TestOutcome } from "../core/statement.ts";
import { findTestRecord, renewLease } from "../store.ts";

/** How a test ends, and why in one sentence. */
export type End = { outcome: TestOutcome; sentence: string };

type Watched = { id: string; runnerId: string; stopFor(end: End): void };

export type TestWatch = { look(): void; stop(): void };

const lookEveryMs = 250;
const renewEveryMs = 2_000;
/** Before others may mark it as interrupted and begin the next test in the same database. Until then there is time to cancel what goes on there: 0.4 s,
 *  or one more where the server has to see for itself that nobody waits. */
const longestSilenceMs = patienceMs - 2_000;
const taken: End = { outcome: "interrupted", sentence: "The test was taken away from its runner." };
const silent: End = {
  outcome: "interrupted",
  sentence: `Gantry's own database did not take a sign of life for ${longestSilenceMs / 1_000} s.`,
};

/** Renews the lease and looks for a stop request, until stopped. `look` looks at once. */
export function watchTest(ctx: Ctx, { id, runnerId, stopFor }: Watched): TestWatch {
  let renewedAt = performance.now() - renewEveryMs;
  let busy = false;
  const look = async () => {
    const now = await findTestRecord(ctx.db, id);
    if (now === null || now.state === "ended" || now.runnerId !== runnerId) return stopFor(taken);
    if (now.stopRequestedAt !== null)
      stopFor({
        outcome: "stopped",
        sentence: `Stopped by ${now.stopRequestedBy ?? "somebody"}: ${now.stopReason ?? ""}`,
      });
    if (performance.now() - renewedAt < renewEveryMs) return;
    // Others see it renewed at the earliest now, even if the answer comes late.
    const at = performance.now();
    const until = new Date(ctx.now().getTime() + leaseMs);
    if (await renewLease(ctx.db, { id, runnerId, until })) renewedAt = at;
  };
  const quietly = () => {
    if (performance.now() - renewedAt >= longestSilenceMs) stopFor(silent);
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
