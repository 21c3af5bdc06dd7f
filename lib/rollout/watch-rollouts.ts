import { randomUUID } from "node:crypto";
import type { PilotRow } from "../pilots/store.ts";
import { type Ctx, systemCtx } from "../platform/ctx.ts";
import type { Database } from "../platform/database.ts";
import { tellChange } from "../platform/feed/tell-change.ts";
import { logFault } from "../platform/log.ts";
import { backPauseMs } from "./carry-back.ts";
import { carryRollout } from "./carry-rollout.ts";
import type { Driver } from "./core/driver.ts";
import type { RolloutPlan } from "./core/plan.ts";
import type { SideVitals } from "./edge/read-vitals.ts";
import { lookAtSwitch } from "./look-at-switch.ts";
import {
  dropVitalsBefore,
  findOpenRollout,
  giveRollouts,
  insertVitals,
  plannedPilots,
  type RolloutRow,
} from "./store.ts";
import { takeJournal } from "./take-journal.ts";

/** The keeper's part in rollouts: it carries the open ones, reads every switch, and measures both systems. */

export type RolloutWatch = { tick(): void; stop(): Promise<void> };

export type RolloutReach = {
  /** Null where the configuration names no such switch for this pilot any more. */
  driverOf(pilot: PilotRow, name: string): Driver | null;
  /** Of both sides, over the time since the look before. */
  vitalsOf(pilot: PilotRow, plan: RolloutPlan): Promise<SideVitals[]>;
  reconcile(rollout: RolloutRow): Promise<{ isGood: boolean; says: string }>;
};

/** Drift has to be seen within 10 s. */
const readEveryMs = 4_000;
const vitalsEveryMs = 5_000;
const keptVitalsMs = 26 * 3_600_000;

/** `dataFolder`: where `gantry rollback` leaves what it did while the database was away. */
export function watchRollouts(
  db: Database,
  { dataFolder, ...reach }: RolloutReach & { dataFolder: string },
): RolloutWatch {
  const ctx = systemCtx(db, "keeper");
  const carrier = `keeper ${randomUUID()}`;
  const stop = new AbortController();
  const turns = takeTurns(watched(ctx, { reach, carrier, stop: stop.signal }), stop.signal);
  let listing: Promise<void> | null = null;
  const round = async () => {
    await takeJournal(ctx, dataFolder);
    for (const { pilot, plan: planned } of await plannedPilots(db)) {
      // A rollout that is open keeps the plan that it began with, its switch too.
      const plan = (await findOpenRollout(db, pilot.id))?.plan ?? planned;
      turns.begin({ pilot, plan, driver: reach.driverOf(pilot, plan.switch) });
    }
    await dropVitalsBefore(db, new Date(Date.now() - keptVitalsMs));
  };
  return {
    tick: () => {
      if (stop.signal.aborted || listing !== null) return;
      listing = round()
        .catch((error) => logFault("the rollouts could not be listed", error))
        .finally(() => {
          listing = null;
        });
    },
    stop: async () => {
      stop.abort();
      await listing;
      await turns.ended();
      await giveRollouts(db, carrier).catch((error) => logFault("a rollout could not be handed over", error));
    },
  };
}

type Visited = { pilot: PilotRow; plan: RolloutPlan; driver: Driver | null };
/** Answers how long to wait before the next one, in ms. */
type Turn = (visited: Visited) => Promise<number>;

/** Each by itself: a drain of a minute, or a Prometheus that does not answer, keeps nobody from reading the switch. */
function takeTurns(each: readonly Turn[], stop: AbortSignal) {
  const dueAt = new Map<string, number>();
  const busy = new Map<string, Promise<void>>();
  const take = async (turn: Turn, key: string, visited: Visited) => {
    const waitMs = await turn(visited).catch((error) => {
      logFault("a rollout could not be looked at", error, { pilot: visited.pilot.slug });
      return 0;
    });
    dueAt.set(key, performance.now() + waitMs);
    busy.delete(key);
  };
  return {
    begin: (visited: Visited) => {
      for (const [at, turn] of each.entries()) {
        const key = `${at} ${visited.pilot.id}`;
        if (stop.aborted || busy.has(key) || performance.now() < (dueAt.get(key) ?? 0)) continue;
        busy.set(key, take(turn, key, visited));
      }
    },
    ended: () => Promise.all(busy.values()),
  };
}

type Watching = { reach: RolloutReach; carrier: string; stop: AbortSignal };

function watched(ctx: Ctx, { reach, carrier, stop }: Watching): Turn[] {
  return [
    async ({ pilot, driver }) => (driver === null ? 0 : carry(ctx, pilot, { carrier, driver, reach, stop })),
    async ({ pilot, plan, driver }) => {
      if (driver !== null) await lookAtSwitch(ctx, pilot.id, { name: plan.switch, driver });
      return readEveryMs;
    },
    async ({ pilot, plan }) => {
      if (plan.vitals !== null) await measure(ctx, pilot, { plan, reach });
      return vitalsEveryMs;
    },
  ];
}

type Carry = Watching & { driver: Driver };

async function carry(ctx: Ctx, pilot: PilotRow, { carrier, driver, reach, stop }: Carry): Promise<number> {
  const healthyNew = async () => (await driver.probe("new")).filter(({ healthy }) => healthy).length;
  const { reconcile } = reach;
  for (;;) {
    const rollout = await findOpenRollout(ctx.db, pilot.id);
    if (rollout === null) return 0;
    const carried = await carryRollout({ ctx, carrier, rollout, driver, healthyNew, reconcile, stop });
    if (carried !== "done") return carried === "again" ? backPauseMs : 0;
    tellChange(ctx.db, pilot.id, "rollout");
  }
}

async function measure(
  ctx: Ctx,
  pilot: PilotRow,
  { plan, reach }: { plan: RolloutPlan; reach: RolloutReach },
): Promise<void> {
  const at = ctx.now();
  const seen = await reach.vitalsOf(pilot, plan);
  await insertVitals(
    ctx.db,
    // A mirror's figures have times of their own, and come again until they are old.
    seen.map((one) => ({ at, ...one, pilotId: pilot.id })),
  );
  tellChange(ctx.db, pilot.id, "rollout");
}
