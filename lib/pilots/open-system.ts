import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { openPilot } from "./read-open-pilot.ts";
import { lockSystem, type SystemRow } from "./store.ts";

export type SystemRefusals = "pilot-not-found" | "pilot-archived" | "system-not-found";

/** Locks a pilot and one of its systems that may be changed: none that was removed. */
export async function openSystem(
  tx: Tx,
  { pilot: slug, system: id }: { pilot: string; system: string },
): Promise<{ ok: true; system: SystemRow } | Refused<SystemRefusals>> {
  const found = await openPilot(tx, slug);
  if (!found.ok) return found;
  const system = await lockSystem(tx, found.pilot.id, id);
  if (system === null) return refuse("system-not-found");
  return system.removedAt === null ? { ok: true, system } : refuse("system-not-found", { says: { why: removedWhy } });
}

/** Follows on "This pilot has no such system". */
export const removedWhy = ": it was removed";
