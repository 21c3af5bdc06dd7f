import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import type { Ctx } from "#lib/platform/ctx.ts";
import { beginRollout } from "../begin-rollout.ts";
import { carryRollout } from "../carry-rollout.ts";
import type { RolloutAct } from "../core/acts.ts";
import { rolloutState } from "../core/state.ts";
import { sayIn } from "../say-in-rollout.ts";
import { actsOf, findOpenRollout, type RolloutRow } from "../store.ts";
import { aPlan, aRolloutPilot, type MemorySwitch, memorySwitch, type Rollout, tellSwitches } from "./a-rollout.ts";

/** Rollouts that are under way, for tests of how they go on. */

export type Under = Rollout & { driver: MemorySwitch };

export const never = new AbortController().signal;
export const nothingWritten = async () => ({ isGood: true, says: "Not known." });

/** A drill whose first stage is over. */
export async function aDrillAtTen(ada: Ctx, driver: MemorySwitch = memorySwitch()): Promise<Under> {
  const made = await aRolloutPilot(ada, aPlan);
  tellSwitches([made.pilot]);
  assert.ok((await beginRollout(ada, { kind: "drill", version: 1, says: "", isDecided: false, pilot: made.pilot })).ok);
  const of = { ...made, driver };
  await said(ada, of, [
    { do: "advanced", from: -1 },
    { do: "switching", stage: 0, percent: 10, expected: 0, requestId: "r" },
    { do: "switched", percent: 10, requestId: "r", tookMs: 1, raw: "" },
  ]);
  driver.percent = 10;
  return of;
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
