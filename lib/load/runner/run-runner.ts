import { type Ctx, systemCtx } from "../../platform/ctx.ts";
import type { Connection } from "../../platform/database.ts";
import { claimRun } from "../claim-run.ts";
import { LeaseWatch } from "../core/lease-watch.ts";
import type { StartEngine } from "../edge/engine.ts";
import type { Resolved } from "../edge/resolve-target.ts";
import { runnerIdentity } from "../edge/runner-identity.ts";
import { endRun } from "../end-run.ts";
import { markExpiredLeases } from "../mark-expired-leases.ts";
import { beat, queuedRuns, type RunWithScenario } from "../store.ts";
import { driveRun } from "./drive-run.ts";

export type RunnerOptions = {
  connection: Connection;
  startEngine: StartEngine;
  resolve(baseUrl: string): Promise<Resolved>;
  /** Secret values bound to a run's system. */
  secretsFor(run: RunWithScenario): Record<string, string>;
};

export type Runner = { stop(): Promise<void> };

const lookEveryMs = 1_000;
const beatEveryMs = 1_000;

/** Takes queued runs one at a time and drives them, until stopped. What goes wrong with one run never ends the runner. */
export function runRunner(options: RunnerOptions): Runner {
  const { connection } = options;
  const ctx = systemCtx(connection.db, "runner");
  const identity = runnerIdentity();
  const leaving = new AbortController();
  const watch = new LeaseWatch();
  let wakeRun: (() => void) | null = null;
  let wakeQueue: (() => void) | null = null;

  const listening = connection.sql
    .listen("gantry_events", () => {
      wakeRun?.();
      wakeQueue?.();
    })
    .catch(() => null);
  const beating = setInterval(() => {
    beat(connection.db, { ...identity, role: "runner" }).catch(() => {});
    markExpiredLeases(ctx, watch).catch(() => {});
  }, beatEveryMs);
  beat(connection.db, { ...identity, role: "runner" }).catch(() => {});

  const nap = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs);
      wakeQueue = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async () => {
    while (!leaving.signal.aborted) {
      const took = await takeOne(ctx, options, {
        runnerId: identity.id,
        leaving: leaving.signal,
        onWake: (look) => void (wakeRun = look),
      }).catch((error) => {
        console.error(error instanceof Error ? error.message : error);
        return false;
      });
      if (!took && !leaving.signal.aborted) await nap();
    }
  };
  const done = loop();

  return {
    stop: async () => {
      leaving.abort();
      wakeQueue?.();
      await done;
      clearInterval(beating);
      const subscription = await listening;
      await subscription?.unlisten().catch(() => {});
    },
  };
}

type Turn = { runnerId: string; leaving: AbortSignal; onWake(look: (() => void) | null): void };

/** Drives the first queued run whose target is free; false when there is none. */
async function takeOne(ctx: Ctx, options: RunnerOptions, turn: Turn): Promise<boolean> {
  for (const run of await queuedRuns(ctx.db)) {
    if (turn.leaving.aborted) return false;
    const resolved = await options.resolve(run.baseUrl);
    const addresses = resolved.ok ? resolved.addresses : [];
    if (!(await claimRun(ctx, { run, runnerId: turn.runnerId, addresses }))) continue;
    if (!resolved.ok) {
      await endRun(ctx, {
        run,
        outcome: "refused",
        sentence: resolved.sentence,
        runnerId: turn.runnerId,
        abandoned: false,
      });
      return true;
    }
    const { startEngine } = options;
    await driveRun(ctx, { run, addresses, startEngine, secrets: options.secretsFor(run), ...turn });
    return true;
  }
  return false;
}
