import { type Ctx, systemCtx } from "../../platform/ctx.ts";
import type { Connection } from "../../platform/database.ts";
import { logFault } from "../../platform/log.ts";
import { claimRun } from "../claim-run.ts";
import type { StartEngine } from "../edge/engine.ts";
import type { Resolved } from "../edge/resolve-target.ts";
import { runnerIdentity } from "../edge/runner-identity.ts";
import { endRun } from "../end-run.ts";
import { leaseMarker } from "../mark-expired-leases.ts";
import { beat, findRunById, heldRuns, queuedRuns, type RunWithScenario } from "../store.ts";
import { driveRun } from "./drive-run.ts";
import { type Nap, nap } from "./nap.ts";

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
  const pause = nap(lookEveryMs);
  let wakeRun: (() => void) | null = null;
  const onWake = (look: (() => void) | null) => {
    wakeRun = look;
  };
  const listening = connection.sql
    .listen("gantry_events", () => {
      wakeRun?.();
      pause.wake();
    })
    .catch(() => null);
  const mark = leaseMarker(ctx);
  let beatIsOut = false;
  const beatOnce = () => {
    if (beatIsOut) return;
    beatIsOut = true;
    // Who cannot write to the database does not judge whether others could.
    beat(connection.db, { ...identity, role: "runner" })
      .then(mark, () => {})
      .finally(() => {
        beatIsOut = false;
      });
  };
  const beating = setInterval(beatOnce, beatEveryMs);
  beatOnce();
  const done = takeRuns(ctx, options, {
    turn: { runnerId: identity.id, leaving: leaving.signal, onWake, driven: new Set() },
    pause,
  });
  return {
    stop: async () => {
      leaving.abort();
      pause.wake();
      await done;
      clearInterval(beating);
      const subscription = await listening;
      await subscription?.unlisten().catch(() => {});
    },
  };
}

async function takeRuns(ctx: Ctx, options: RunnerOptions, { turn, pause }: { turn: Turn; pause: Nap }): Promise<void> {
  let troubled = false;
  while (!turn.leaving.aborted) {
    let took = false;
    try {
      took = await takeOne(ctx, options, turn);
      troubled = false;
    } catch (error) {
      // Said once until it works again.
      if (!troubled) logFault("the runner cannot take runs; it goes on trying", error);
      troubled = true;
    }
    if (!took && !turn.leaving.aborted) await pause.sleep();
  }
}

type Turn = {
  runnerId: string;
  leaving: AbortSignal;
  onWake(look: (() => void) | null): void;
  /** Runs this runner has driven. */
  driven: Set<string>;
};

/** Drives the first queued run whose target is free; false when there is none. */
async function takeOne(ctx: Ctx, options: RunnerOptions, turn: Turn): Promise<boolean> {
  const claimed = await claimedUnawares(ctx, turn);
  for (const run of claimed === null ? await queuedRuns(ctx.db) : [claimed]) {
    const resolved = await options.resolve(run.baseUrl).catch((error) => notResolved(run, error));
    if (turn.leaving.aborted) return false;
    const addresses = resolved.ok ? resolved.addresses : [];
    if (claimed === null && !(await claimRun(ctx, { run, runnerId: turn.runnerId, addresses }))) continue;
    turn.driven.add(run.id);
    await carry(ctx, options, { run, resolved, turn });
    return true;
  }
  return false;
}

/** A claim that was committed, while its answer was lost with the database's connection: the run is this runner's, and waits for it. */
async function claimedUnawares(ctx: Ctx, { runnerId, driven }: Turn): Promise<RunWithScenario | null> {
  const held = await heldRuns(ctx.db);
  const mine = held.find((run) => run.runnerId === runnerId && run.state === "starting" && !driven.has(run.id));
  return mine === undefined ? null : findRunById(ctx.db, mine.id);
}

function notResolved({ baseUrl }: RunWithScenario, error: unknown): Resolved {
  return { ok: false, sentence: `${baseUrl} cannot be looked up: ${messageOf(error)}` };
}

type Claimed = { run: RunWithScenario; resolved: Resolved; turn: Turn };

async function carry(ctx: Ctx, options: RunnerOptions, { run, resolved, turn }: Claimed): Promise<void> {
  const { runnerId } = turn;
  const refuse = (sentence: string) =>
    endRun(ctx, { run, outcome: "refused", sentence, runnerId, abandoned: null }).then(() => {});
  if (!resolved.ok) return refuse(resolved.sentence);
  try {
    const secrets = options.secretsFor(run);
    const { startEngine, resolve } = options;
    await driveRun(ctx, { run, addresses: resolved.addresses, startEngine, resolve, secrets, ...turn });
  } catch (error) {
    await refuse(`The run could not begin: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
