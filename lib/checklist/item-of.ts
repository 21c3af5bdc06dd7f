import type { Item } from "./core/item.ts";
import type { ItemRow, ListRow } from "./store.ts";

/** An item as core computes with it, without its number: only among all lists it has one. */
export function itemOf(row: ItemRow, { pausePoint }: Pick<ListRow, "pausePoint">): Item {
  return { ...placedOf(row), pausePoint, number: "" };
}

/** Without what only the database needs. */
export function placedOf({ pilotId: _pilot, removedAt: _removed, position: _position, ...item }: ItemRow) {
  return item;
}
