import { lockPilot, type PilotRow } from "../pilots/store.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { lockShadow, type ShadowPilot } from "./store.ts";

export type Opened = { ok: true; pilot: PilotRow; shadow: ShadowPilot };

/** Locks a pilot that may be changed, and its shadow row: decisions and batches come one after the other. Every verb here begins with it. */
export async function openShadow(
  tx: Tx,
  slug: string,
): Promise<Opened | Refused<"pilot-not-found" | "pilot-archived">> {
  const pilot = await lockPilot(tx, slug);
  if (pilot === null) return refuse("pilot-not-found");
  if (pilot.archivedAt !== null) return refuse("pilot-archived", { says: { name: pilot.name } });
  return { ok: true, pilot, shadow: await lockShadow(tx, pilot.id) };
}
