import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { numberName } from "./core/number-name.ts";
import { type DisplayRow, lockDisplay } from "./store.ts";

export type DisplayAsked = { pilot: string; display: string };
export type OpenRefusals = "pilot-not-found" | "pilot-archived" | "display-not-found" | "display-revoked-already";

/** A display that may be changed, its pilot's row and its own locked to the commit. */
export async function openDisplay(
  tx: Tx,
  { pilot, display: id }: DisplayAsked,
): Promise<{ ok: true; display: DisplayRow } | Refused<OpenRefusals>> {
  const found = await openPilot(tx, pilot);
  if (!found.ok) return found;
  const display = await lockDisplay(tx, found.pilot.id, id);
  if (display === null) return refuse("display-not-found");
  return display.revokedAt === null ? { ok: true, display } : revokedAlready(display);
}

export function revokedAlready(display: DisplayRow): Refused<"display-revoked-already"> {
  return refuse("display-revoked-already", { says: { display: numberName(display), by: display.revokedBy ?? "" } });
}
