import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { planSavedBy } from "./store.ts";

/** The plan is another one than the version that was looked at: refused with who saved it last. */
export async function planChanged(tx: Tx, pilotId: string): Promise<Refused<"rollout-plan-changed">> {
  return refuse("rollout-plan-changed", { says: { by: (await planSavedBy(tx, pilotId)) ?? "Somebody" } });
}
