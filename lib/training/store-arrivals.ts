import { eq } from "drizzle-orm";
import { kioskArrivals } from "#drizzle/schema/training.ts";
import type { Tx } from "../platform/database.ts";
import type { ArrivalResult } from "./core/kiosk-view.ts";

/** What tablets sent and what became of it. Whoever judges one holds the pilot's row. */

export type ArrivalRow = typeof kioskArrivals.$inferSelect;

export async function findArrival(tx: Tx, id: string): Promise<ArrivalRow | null> {
  const [row] = await tx.select().from(kioskArrivals).where(eq(kioskArrivals.id, id));
  return row ?? null;
}

/** False when the id is there already: a tablet of another pilot was a moment earlier. */
export async function insertArrival(tx: Tx, row: typeof kioskArrivals.$inferInsert): Promise<boolean> {
  const made = await tx.insert(kioskArrivals).values(row).onConflictDoNothing().returning({ id: kioskArrivals.id });
  return made.length === 1;
}

export async function saveResult(tx: Tx, id: string, result: ArrivalResult, judgedAt: Date): Promise<void> {
  await tx.update(kioskArrivals).set({ result, judgedAt }).where(eq(kioskArrivals.id, id));
}
