import { v7 as uuidv7 } from "uuid";
import { aPerson } from "#lib/access/testing/person.ts";
import { insertPilot } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import type { Driver, DriverError, Reality } from "../core/driver.ts";
import type { RolloutPlan } from "../core/plan.ts";
import { savePlan } from "../store.ts";

/** A pilot with a plan and a switch in memory, for tests of everything but drivers. */

const gate = { errorRatioMost: 0.01, latencyMsP99Most: null, samplesLeast: 100 };

export const aPlan: RolloutPlan = {
  switch: "plant",
  stages: [10, 50, 100].map((percent) => ({ percent, holdSeconds: 0, gate })),
  healthyLeast: 2,
  vitals: null,
  writtenSince: null,
  auto: null,
  pointOfNoReturn: "",
};

export type Rollout = { pilot: string; pilotId: string };

export async function aRolloutPilot(ctx: Ctx, plan: RolloutPlan = aPlan, practice = false): Promise<Rollout> {
  const pilotId = uuidv7();
  const pilot = `p-${pilotId}`;
  const names = { slug: pilot, name: "Pilot", site: "Plant", timeZone: "Europe/Berlin", practice };
  await insertPilot(ctx.db, { id: pilotId, ...names, createdAt: new Date() });
  await ctx.transaction((tx) => savePlan(tx, pilotId, plan));
  return { pilot, pilotId };
}

/** What a process is told of the switches in its configuration. */
export function tellSwitches(pilots: readonly string[], environment = "staging", canSplit = true): void {
  const told = [{ name: "plant", driver: "haproxy", environment, pilots, canSplit }];
  process.env["GANTRY_SWITCH_NAMES"] = JSON.stringify(told);
}

export async function aLead(ctx: Ctx): Promise<Ctx> {
  const { actor } = await aPerson(ctx.db, ["lead"]);
  return { ...ctx, actor };
}

export type MemorySwitch = Driver & {
  percent: number | null;
  healthy: number;
  /** The next changes fail so, without being made. */
  fails: DriverError[];
  /** Percentages that were asked for, in order. */
  asked: number[];
};

export function memorySwitch(): MemorySwitch {
  const made: MemorySwitch = {
    ...{ canSplit: true, percent: 0, healthy: 2, fails: [], asked: [] },
    read: async () => ({ ok: true, reality: realityOf(made) }),
    apply: async ({ newPercent, expected }) => {
      made.asked.push(newPercent);
      const error = made.fails.shift();
      if (error !== undefined) return { ok: false, error, says: "It failed.", raw: "", reality: realityOf(made) };
      if (expected !== "any" && expected !== made.percent)
        return { ok: false, error: "CONFLICT", says: "It is elsewhere.", raw: "", reality: realityOf(made) };
      const before = realityOf(made);
      made.percent = newPercent;
      return { ok: true, before, after: realityOf(made), raw: `set ${newPercent}`, tookMs: 3 };
    },
    drain: async () => ({ ok: true, left: 0, tookMs: 1 }),
    probe: async () =>
      Array.from({ length: 2 }, (_, at) => ({ name: `s${at}`, healthy: at < made.healthy, says: "", latencyMs: 1 })),
  };
  return made;
}

function realityOf({ percent }: MemorySwitch): Reality {
  return { newPercent: percent, servers: [], raw: "" };
}
