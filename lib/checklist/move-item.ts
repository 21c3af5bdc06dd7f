import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { MoveItem } from "./input/lists.ts";
import { changedMeanwhile, type ItemAsked, openItem, type PilotRefused } from "./open-checklist.ts";
import { findList, itemsOfList, placeItems, updateList } from "./store.ts";

type Refusals =
  | PilotRefused
  | Refused<"item-not-found" | "checklist-not-found" | "checklist-changed" | "place-not-found">;

/** Puts an item before another, or at the end of a list: its own or another one of the pilot. Its answers go with it. */
export async function moveItem(
  ctx: Ctx,
  { list: listId, before, version, ...asked }: ItemAsked & MoveItem,
): Promise<{ ok: true; version: number } | Refusals> {
  return ctx.transaction(async (tx) => {
    const found = await openItem(tx, asked);
    if (!found.ok) return found;
    const { item, pilot, list: from } = found;
    const list = await findList(tx, pilot.id, listId);
    if (list === null) return refuse("checklist-not-found");
    if (list.version !== version) return changedMeanwhile(tx, list, version);
    const others = (await itemsOfList(tx, list)).map(({ id }) => id).filter((id) => id !== item.id);
    const place = before === null ? others.length : others.indexOf(before);
    if (place < 0) return refuse("place-not-found");
    await placeItems(tx, listId, others.toSpliced(place, 0, item.id));
    const row = await updateList(tx, listId);
    if (from.id !== listId) await updateList(tx, from.id);
    await record(tx, ctx, {
      ...{ pilotId: pilot.id, verb: "item.moved", subject: { kind: "item", id: item.id } },
      before: { list: from.id, name: from.name },
      after: { list: listId, name: list.name, listVersion: row.version, title: item.title, place: place + 1 },
    });
    return { ok: true, version: row.version };
  });
}
