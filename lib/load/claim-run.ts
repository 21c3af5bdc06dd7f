import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { sameTarget } from "./core/target-key.ts";
import { hostOf, runnerIsDead } from "./edge/runner-identity.ts";
import {
  heldRuns,
  lockClaims,
  lockRun,
  type RunRecord,
  type RunWithScenario,
  recentlyAbandoned,
  updateRun,
} from "./store.ts";

/** A lease is renewed every 2 s. */
export const leaseMs = 12_000;
/** A runner without the database sends for at most 60 s more; then nobody is left who could still be loading the target. */
const abandonedMs = 75_000;

type Claim = { run: RunWithScenario; runnerId: string; addresses: readonly string[] };

/** Takes a queued run for this runner, with the addresses it will load. False when it is gone, or another run loads the same target: then it
 *  stays queued. Two at once: one gets it. */
export async function claimRun(ctx: Ctx, { run, runnerId, addresses }: Claim): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    await lockClaims(tx);
    const locked = await lockRun(tx, run.id);
    if (locked?.state !== "queued") return false;
    if ((await blockerOf(tx, ctx, { baseUrl: run.baseUrl, addresses })) !== null) return false;
    const leaseUntil = new Date(ctx.now().getTime() + leaseMs);
    const runnerHost = hostOf(runnerId);
    await updateRun(tx, run.id, { state: "starting", runnerId, runnerHost, leaseUntil, addresses: [...addresses] });
    const subject = { kind: "run", id: run.id };
    await record(tx, ctx, { pilotId: run.pilotId, verb: "run.claimed", subject, after: { addresses } });
    return true;
  });
}

type Aim = { baseUrl: string; addresses: readonly string[] };

/** The run that keeps a target busy: one that is being driven, or one whose runner vanished and may still be driving it. */
export async function blockerOf(db: Tx | Ctx["db"], ctx: Ctx, aim: Aim): Promise<RunRecord | null> {
  const held = await heldRuns(db);
  const since = new Date(ctx.now().getTime() - abandonedMs);
  const abandoned = (await recentlyAbandoned(db, since)).filter((run) => !runnerIsDead(run.runnerId ?? ""));
  const busy = [...held, ...abandoned];
  return busy.find((run) => sameTarget({ baseUrl: run.baseUrl, addresses: run.addresses ?? [] }, aim)) ?? null;
}
