import { openPilot } from "../pilots/read-open-pilot.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findOpenRollout, lockRollout, type RolloutRow } from "./store.ts";

export type RolloutFound =
  | { ok: true; pilot: PilotRow; rollout: RolloutRow }
  | Refused<"pilot-not-found" | "pilot-archived" | "rollout-none-open">;

/** The pilot's rollout that is open, both rows locked to the commit. */
export async function readOpenRolloutPilot(tx: Tx, slug: string): Promise<RolloutFound> {
  const found = await openPilot(tx, slug);
  if (!found.ok) return found;
  const open = await findOpenRollout(tx, found.pilot.id);
  const rollout = open && (await lockRollout(tx, open.id));
  return rollout === null ? refuse("rollout-none-open") : { ...found, rollout };
}
