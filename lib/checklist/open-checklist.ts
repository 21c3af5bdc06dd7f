import { openPilot } from "../pilots/read-open-pilot.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changedListSince, findItem, findList, type ItemRow, type ListRow } from "./store.ts";

/** What every verb here begins with: the pilot's row, locked to the commit, so that they come one after the other. */

export type PilotRefused = Refused<"pilot-not-found" | "pilot-archived">;
type Found = { ok: true; pilot: PilotRow };

type ListAsked = { pilot: string; list: string; version: number };
export type ListRefused = PilotRefused | Refused<"checklist-not-found" | "checklist-changed">;

/** A list that nobody has changed since the version that a form showed. */
export async function openList(
  tx: Tx,
  { pilot: slug, list: id, version }: ListAsked,
): Promise<(Found & { list: ListRow }) | ListRefused> {
  const found = await openPilot(tx, slug);
  if (!found.ok) return found;
  const list = await findList(tx, found.pilot.id, id);
  if (list === null) return refuse("checklist-not-found");
  return list.version === version ? { ...found, list } : changedMeanwhile(tx, list, version);
}

export async function changedMeanwhile(tx: Tx, list: ListRow, version: number): Promise<Refused<"checklist-changed">> {
  return refuse("checklist-changed", { says: { by: (await changedListSince(tx, list, version)) ?? "Somebody" } });
}

export type ItemAsked = { pilot: string; item: string };
export type FoundItem = Found & { item: ItemRow; list: ListRow };

export async function openItem(
  tx: Tx,
  { pilot: slug, item: id }: ItemAsked,
): Promise<FoundItem | PilotRefused | Refused<"item-not-found">> {
  const found = await openPilot(tx, slug);
  if (!found.ok) return found;
  const row = await findItem(tx, found.pilot.id, id);
  return row === null ? refuse("item-not-found") : { ...found, ...row };
}

/** An item to be changed, its list as a form showed it. */
export async function openItemToChange(
  tx: Tx,
  { version, ...asked }: ItemAsked & { version: number },
): Promise<FoundItem | PilotRefused | Refused<"item-not-found" | "checklist-changed">> {
  const found = await openItem(tx, asked);
  if (!found.ok || found.list.version === version) return found;
  return changedMeanwhile(tx, found.list, version);
}
