import type { SaidItemAct } from "./core/acts.ts";
import type { Item } from "./core/item.ts";
import { numberedItems } from "./core/numbered.ts";
import type { ProbeSeen } from "./core/standing.ts";
import { placedOf } from "./item-of.ts";
import { type Db, listItems, listLists } from "./store.ts";
import { actsOfPilot, probesSeen } from "./store-acts.ts";

/** `openedAt`: of its pause point, ms since 1970; null before. */
export type SeenItem = {
  item: Item;
  acts: readonly SaidItemAct[];
  probe: ProbeSeen | null;
  openedAt: number | null;
};

/** All items of a pilot with what their standings are computed from, in the order of a launch; four questions whatever their number. */
export async function readItems(db: Db, pilotId: string): Promise<SeenItem[]> {
  const [lists, rows, acts, probes] = await Promise.all([
    listLists(db, pilotId),
    listItems(db, pilotId),
    actsOfPilot(db, pilotId),
    probesSeen(db, pilotId),
  ]);
  const openedAt = new Map(lists.map((one) => [one.id, one.openedAt?.getTime() ?? null]));
  const placed = rows.map((row) => ({ ...placedOf(row), position: row.position }));
  return numberedItems(lists, placed).map((item) => ({
    ...{ item, acts: acts.get(item.id) ?? [], probe: probes.get(item.id) ?? null },
    openedAt: openedAt.get(item.checklistId) ?? null,
  }));
}
