import { lockPilot, type PilotRow } from "../pilots/store.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";

export type PilotRefusals = "pilot-not-found" | "pilot-archived";

/** Locks a pilot that may be changed, to the commit: what is done about its training comes one after the other. */
export async function openTraining(
  tx: Tx,
  slug: string,
): Promise<{ ok: true; pilot: PilotRow } | Refused<PilotRefusals>> {
  const pilot = await lockPilot(tx, slug);
  if (pilot === null) return refuse("pilot-not-found");
  if (pilot.archivedAt !== null) return refuse("pilot-archived", { says: { name: pilot.name } });
  return { ok: true, pilot };
}
