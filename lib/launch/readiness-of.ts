import { usualStations } from "../pilots/core/place.ts";
import type { PilotRow } from "../pilots/store.ts";
import { listDuties } from "../pilots/store-duties.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { SaidStationAct } from "./core/calls.ts";
import type { ItemNames } from "./core/fingerprint.ts";
import { readiness } from "./core/readiness.ts";
import type { NeededItem, Readiness } from "./core/readiness-view.ts";
import { neededItems } from "./needed-items.ts";
import { sha256 } from "./sha256.ts";
import { listStationActs } from "./store-calls.ts";
import { findPlan } from "./store-plan.ts";
import { keeperBeatAt, titlesOf } from "./store-readiness.ts";

const silentAfterMs = 5_000;

/** The same context, asking within a transaction. */
export function within(ctx: Ctx, tx: Tx): Ctx {
  return { ...ctx, db: tx as unknown as Database };
}

/** Readiness with the acts it was computed from. */
export type Found = { readiness: Readiness; acts: readonly SaidStationAct[]; items: readonly NeededItem[] };

/** Readiness as everything stands now. `keeperSilent`: whoever writes to the record leaves the keeper's silence aside. */
export async function readinessOf(ctx: Ctx, pilot: PilotRow, keeperSilent: boolean): Promise<Found> {
  const [items, acts, plan, duties] = await Promise.all([
    neededItems(ctx, pilot),
    listStationActs(ctx.db, pilot.id),
    findPlan(ctx.db, pilot.id),
    listDuties(ctx.db, pilot.id),
  ]);
  const able = duties.filter(({ duty, disabledAt }) => duty === "station-owner" && disabledAt === null);
  const found = readiness({
    at: ctx.now().getTime(),
    stations: plan?.stations ?? usualStations,
    removed: await removedNames(ctx, pilot.id, { acts, items }),
    owners: able.map(({ station, personId, name }) => ({ station, id: personId, name })),
    hrefOf: (name) => `/${pilot.slug}/launch#station-${encodeURIComponent(name)}`,
    digest: sha256,
    ...{ items, acts, keeperSilent },
  });
  return { readiness: found, acts, items };
}

/** Of items that a call was made over and that are gone. */
async function removedNames(
  ctx: Ctx,
  pilotId: string,
  { acts, items }: { acts: readonly SaidStationAct[]; items: readonly NeededItem[] },
): Promise<ItemNames> {
  const there = new Set(items.map(({ id }) => id));
  const calledOver = acts.flatMap(({ act }) => (act.do === "called" ? Object.keys(act.parts) : []));
  return titlesOf(ctx.db, pilotId, [...new Set(calledOver.filter((id) => !there.has(id)))]);
}

/** Whether nothing was heard of the keeper for 5 s. */
export async function isKeeperSilent(ctx: Ctx): Promise<boolean> {
  return silentSince(await keeperBeatAt(ctx.db), ctx.now());
}

export function silentSince(beatAt: Date | null, now: Date): boolean {
  return beatAt === null || now.getTime() - beatAt.getTime() > silentAfterMs;
}
