import { setTimeout as pause } from "node:timers/promises";
import { runnerIdentity } from "../../load/edge/runner-identity.ts";
import { type Ctx, systemCtx } from "../../platform/ctx.ts";
import type { Connection } from "../../platform/database.ts";
import { logFault } from "../../platform/log.ts";
import { claimTest } from "../claim-test.ts";
import { testLeaseMarker } from "../mark-expired-tests.ts";
import { queuedTests } from "../store.ts";
import { carryTest, type Reach } from "./carry-test.ts";
import { makePracticeDatabase } from "./make-practice-database.ts";

export type DatabaseTestRunner = { stop(): Promise<void> };

type Options = {
  connection: Connection;
  reach: Reach /** Bags of the practice database, unless all of them. */;
  bags?: number;
};

const lookEveryMs = 1_000;

/** Takes queued database tests one at a time and carries them out, until stopped. What goes wrong with one never ends the runner. */
export function runDatabaseTests({ connection, reach, bags }: Options): DatabaseTestRunner {
  const ctx = systemCtx(connection.db, "runner");
  const runnerId = runnerIdentity().id;
  const leaving = new AbortController();
  let look: (() => void) | null = null;
  let rise = new AbortController();
  const turn: Turn = {
    ...{ ctx, reach, runnerId, leaving: leaving.signal, bags },
    onWake: (wakes) => {
      look = wakes;
    },
  };
  const listening = connection.sql
    .listen("gantry_events", () => {
      look?.();
      rise.abort();
    })
    .catch(() => null);
  const mark = testLeaseMarker(ctx);
  const marking = setInterval(mark, lookEveryMs);
  const sleep = async () => {
    await pause(lookEveryMs, undefined, { signal: rise.signal }).catch(() => {});
    rise = new AbortController();
  };
  const done = takeAll(turn, sleep);
  return {
    stop: async () => {
      leaving.abort();
      rise.abort();
      await done;
      clearInterval(marking);
      const subscription = await listening;
      await subscription?.unlisten().catch(() => {});
    },
  };
}

type Turn = {
  ctx: Ctx;
  reach: Reach;
  runnerId: string;
  leaving: AbortSignal;
  bags: number | undefined;
  onWake(look: (() => void) | null): void;
};

async function takeAll(turn: Turn, sleep: () => Promise<void>): Promise<void> {
  let troubled = false;
  while (!turn.leaving.aborted) {
    let took = false;
    try {
      took = await takeOne(turn);
      troubled = false;
    } catch (error) {
      // Said once until it works again.
      if (!troubled && !turn.leaving.aborted)
        logFault("the runner cannot take database tests; it goes on trying", error);
      troubled = true;
    }
    if (!took && !turn.leaving.aborted) await sleep();
  }
}

/** Of several that wait, one whose database is free; false when there is nothing to do. */
async function takeOne({ ctx, reach, runnerId, leaving, bags, onWake }: Turn): Promise<boolean> {
  const { practice: urls } = reach;
  if (urls !== null && (await makePracticeDatabase(ctx, { urls, runnerId, signal: leaving, bags }))) return true;
  for (const test of await queuedTests(ctx.db)) {
    if (leaving.aborted) return false;
    if (!(await claimTest(ctx, test, runnerId))) continue;
    await carryTest(ctx, { test, runnerId, leaving, reach, onWake });
    return true;
  }
  return false;
}
