import { lockKiosk, saveKioskTries } from "#lib/access/store-kiosks.ts";
import type { Tx } from "../platform/database.ts";
import { oneLessOnTablet, oneMoreOnTablet, type TabletTries, tabletWaitMs } from "./core/kiosk-tries.ts";

/** Wrong PINs and passwords on one tablet, whoever's they are: each is counted before it is looked at, and given back when it was right. */

/** How many minutes the next try has to wait; 0: none. */
export async function tabletWaitMinutes(tx: Tx, kioskId: string, now: Date): Promise<number> {
  return Math.ceil(tabletWaitMs(await triesOf(tx, kioskId), now.getTime()) / 60_000);
}

export async function countOnTablet(tx: Tx, kioskId: string, now: Date): Promise<void> {
  await save(tx, kioskId, oneMoreOnTablet(await triesOf(tx, kioskId), now.getTime()));
}

export async function giveBackOnTablet(tx: Tx, kioskId: string): Promise<void> {
  await save(tx, kioskId, oneLessOnTablet(await triesOf(tx, kioskId)));
}

async function triesOf(tx: Tx, kioskId: string): Promise<TabletTries> {
  const row = await lockKiosk(tx, kioskId);
  return { wrong: row?.wrong ?? 0, sinceMs: row?.wrongSince?.getTime() ?? null };
}

function save(tx: Tx, kioskId: string, { wrong, sinceMs }: TabletTries): Promise<void> {
  return saveKioskTries(tx, kioskId, { wrong, wrongSince: sinceMs === null ? null : new Date(sinceMs) });
}
