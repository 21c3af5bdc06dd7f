import { type Item, type PausePoint, pausePoints } from "./item.ts";

/** Lists and items in the order of a launch, and what people call them. */

type List = { id: string; pausePoint: PausePoint; position: number };
type Placed = Omit<Item, "number" | "pausePoint"> & { position: number };

/** By pause point, then by position. */
export function orderedLists<L extends List>(lists: readonly L[]): L[] {
  const place = (one: List) => pausePoints.indexOf(one.pausePoint);
  return [...lists].sort((a, b) => place(a) - place(b) || a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** The items of some lists with their numbers: 2.3 is the third item of the second list. */
export function numberedItems(lists: readonly List[], items: readonly Placed[]): Item[] {
  return orderedLists(lists).flatMap(({ id, pausePoint }, place) =>
    items
      .filter(({ checklistId }) => checklistId === id)
      .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
      .map(({ position: _, ...item }, n) => ({ ...item, pausePoint, number: `${place + 1}.${n + 1}` })),
  );
}
