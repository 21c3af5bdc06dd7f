import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { lockPilot, type PilotRow } from "./store.ts";

/** Locks a pilot that may be changed. Verbs that change anything of a pilot begin with it, so that none slips past an archiving. */
export async function openPilot(
  tx: Tx,
  slug: string,
): Promise<{ ok: true; pilot: PilotRow } | Refused<"pilot-not-found" | "pilot-archived">> {
  const pilot = await lockPilot(tx, slug);
  if (pilot === null) return refuse("pilot-not-found");
  if (pilot.archivedAt !== null) return refuse("pilot-archived", { says: { name: pilot.name } });
  return { ok: true, pilot };
}
