import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import type { Ctx } from "#lib/platform/ctx.ts";
import { advanceStage } from "../advance-stage.ts";
import { beginRollout } from "../begin-rollout.ts";
import { carryRollout } from "../carry-rollout.ts";
import type { RolloutAct } from "../core/acts.ts";
import { rolloutState } from "../core/state.ts";
import { sayIn } from "../say-in-rollout.ts";
import { actsOf, findOpenRollout, insertVitals, type RolloutRow, saveReading } from "../store.ts";
import { aPlan, aRolloutPilot, type MemorySwitch, memorySwitch, type Rollout, tellSwitches } from "./a-rollout.ts";

/** Rollouts that are under way, for tests of how they go on. */

export type Under = Rollout & { driver: MemorySwitch };

export const never = new AbortController().signal;
export const nothingWritten = async () => ({ isGood: true, says: "Not known." });

/** A drill that has begun: nothing was moved yet. */
export async function aDrill(ada: Ctx, plan = aPlan, driver: MemorySwitch = memorySwitch()): Promise<Under> {
  const made = await aRolloutPilot(ada, plan);
  tellSwitches([made.pilot]);
  assert.ok((await beginRollout(ada, { kind: "drill", version: 1, says: "", isDecided: false, pilot: made.pilot })).ok);
  return { ...made, driver };
}

/** A drill whose first stage is over, by its record. */
export async function aDrillAtTen(ada: Ctx, driver: MemorySwitch = memorySwitch()): Promise<Under> {
  const of = await aDrill(ada, aPlan, driver);
  await said(ada, of, [
    { do: "advanced", from: -1 },
    { do: "switching", stage: 0, percent: 10, expected: 0, requestId: "r" },
    { do: "switched", percent: 10, requestId: "r", tookMs: 1, raw: "" },
  ]);
  driver.percent = 10;
  return of;
}

/** A drill that was led through its first stage. */
export async function aDrillTakenToTen(ada: Ctx, plan = aPlan): Promise<Under> {
  const of = await aDrill(ada, plan);
  await saveHealthy(ada, of, 2);
  await goes(ada, of, -1);
  assert.equal(of.driver.percent, 10);
  return of;
}

/** Somebody says *advance*, and the keeper does it. */
export async function goes(ada: Ctx, of: Under, from: number): Promise<void> {
  const advanced = await advanceStage(ada, { pilot: of.pilot, from });
  assert.ok(advanced.ok, JSON.stringify(advanced));
  await carried(ada, of);
}

/** What the keeper read of the switch last. */
export async function saveHealthy(ctx: Ctx, { pilotId }: Rollout, healthy: number): Promise<void> {
  const one = { side: "new" as const, weight: 0, takes: "nothing" as const, sessions: 0 };
  const servers = [1, 2].map((n) => ({ ...one, name: `n${n}`, healthy: n <= healthy }));
  const at = new Date();
  await saveReading(ctx.db, { pilotId, switch: "plant", newPercent: 0, servers, raw: "", readAt: at, triedAt: at });
}

/** Good figures of the new system, from now on. */
export async function goodVitals(ctx: Ctx, { pilotId }: Rollout, errorRatio = 0): Promise<void> {
  const at = new Date(Date.now() + 5);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await insertVitals(ctx.db, [{ pilotId, side: "new", at, requests: 500, errorRatio, latencyMsP99: 20 }]);
}

export async function openOf(ctx: Ctx, { pilotId }: Rollout): Promise<RolloutRow> {
  const rollout = await findOpenRollout(ctx.db, pilotId);
  assert.ok(rollout);
  return rollout;
}

export async function said(ctx: Ctx, of: Rollout, acts: readonly RolloutAct[]): Promise<void> {
  const { id } = await openOf(ctx, of);
  assert.ok(await sayIn(ctx, { rollout: id, carrier: null, hears: () => acts }));
}

export async function stateOf(ctx: Ctx, of: Rollout) {
  const rollout = await openOf(ctx, of);
  return rolloutState(await actsOf(ctx.db, rollout.id), rollout.plan.stages);
}

/** As the keeper does, until nothing is done any more. */
export async function carried(ctx: Ctx, { pilotId, driver }: Under): Promise<void> {
  const keeper = { ctx, carrier: "keeper", driver, healthyNew: async () => driver.healthy, reconcile: nothingWritten };
  for (;;) {
    const rollout = await findOpenRollout(ctx.db, pilotId);
    if (rollout === null || (await carryRollout({ ...keeper, rollout, stop: never })) !== "done") return;
  }
}

/** Where it stands outlives the process. */
export function fileSwitch(file: string): MemorySwitch {
  const made = memorySwitch();
  return Object.defineProperty(made, "percent", {
    get: () => Number(readFileSync(file, "utf8")),
    set: (percent: number) => writeFileSync(file, String(percent)),
  });
}
