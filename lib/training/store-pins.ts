import { eq } from "drizzle-orm";
import { operatorPins } from "#drizzle/schema/training.ts";
import type { Database, Tx } from "../platform/database.ts";

/** PINs of operators. Whoever changes one holds the pilot's row. */

export type PinRow = typeof operatorPins.$inferSelect;

export async function findPin(db: Database | Tx, operatorId: string): Promise<PinRow | null> {
  const [row] = await db.select().from(operatorPins).where(eq(operatorPins.operatorId, operatorId));
  return row ?? null;
}

export async function insertPin(tx: Tx, pin: typeof operatorPins.$inferInsert): Promise<void> {
  await tx.insert(operatorPins).values(pin);
}

export async function savePinTries(
  tx: Tx,
  operatorId: string,
  tries: Partial<Pick<PinRow, "wrong" | "lockedAt">>,
): Promise<void> {
  await tx.update(operatorPins).set(tries).where(eq(operatorPins.operatorId, operatorId));
}

export async function deletePin(tx: Tx, operatorId: string): Promise<void> {
  await tx.delete(operatorPins).where(eq(operatorPins.operatorId, operatorId));
}
