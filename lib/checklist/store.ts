import { and, asc, count, desc, eq, isNull, max, sql } from "drizzle-orm";
import { checklistItems, checklists } from "#drizzle/schema/checklist.ts";
import { pilotDuties, systems } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { PausePoint } from "./core/item.ts";

/** Lists and their items. Whoever changes any holds the pilot's row first. */

export type Db = Database | Tx;
export type ListRow = typeof checklists.$inferSelect;
export type ItemRow = typeof checklistItems.$inferSelect;

const livingLists = (pilotId: string) => and(eq(checklists.pilotId, pilotId), isNull(checklists.removedAt));
const livingItems = (pilotId: string) => and(eq(checklistItems.pilotId, pilotId), isNull(checklistItems.removedAt));

export function listLists(db: Db, pilotId: string): Promise<ListRow[]> {
  return db.select().from(checklists).where(livingLists(pilotId)).orderBy(asc(checklists.position));
}

export async function findList(db: Db, pilotId: string, id: string): Promise<ListRow | null> {
  const [row] = await db
    .select()
    .from(checklists)
    .where(and(livingLists(pilotId), eq(checklists.id, id)));
  return row ?? null;
}

export async function insertLists(tx: Tx, lists: (typeof checklists.$inferInsert)[]): Promise<void> {
  if (lists.length > 0) await tx.insert(checklists).values(lists);
}

/** With its new version. */
export async function updateList(
  tx: Tx,
  id: string,
  change: Partial<typeof checklists.$inferInsert> = {},
): Promise<ListRow> {
  const version = sql`${checklists.version} + 1`;
  const [row] = await tx
    .update(checklists)
    .set({ ...change, version })
    .where(eq(checklists.id, id))
    .returning();
  if (!row) throw new Error(`The list ${id} is gone.`);
  return row;
}

/** The lists of a pause point that were not open; answers which. */
export async function openLists(
  tx: Tx,
  { pilotId, point, at, by }: { pilotId: string; point: PausePoint; at: Date; by: string },
): Promise<ListRow[]> {
  return tx
    .update(checklists)
    .set({ openedAt: at, openedBy: by })
    .where(and(livingLists(pilotId), eq(checklists.pausePoint, point), isNull(checklists.openedAt)))
    .returning();
}

/** How a pause point stands: null when nobody has opened it. A list that comes later is open with the others. */
export async function openingOf(
  db: Db,
  pilotId: string,
  point: PausePoint,
): Promise<{ openedAt: Date; openedBy: string } | null> {
  const [row] = await db
    .select({ openedAt: checklists.openedAt, openedBy: checklists.openedBy })
    .from(checklists)
    .where(
      and(eq(checklists.pilotId, pilotId), eq(checklists.pausePoint, point), sql`${checklists.openedAt} is not null`),
    )
    .orderBy(asc(checklists.openedAt))
    .limit(1);
  return row?.openedAt ? { openedAt: row.openedAt, openedBy: row.openedBy ?? "" } : null;
}

export async function lastPosition(db: Db, pilotId: string): Promise<number> {
  const [row] = await db
    .select({ last: max(checklists.position) })
    .from(checklists)
    .where(livingLists(pilotId));
  return row?.last ?? 0;
}

export async function countLists(db: Db, pilotId: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(checklists).where(livingLists(pilotId));
  return row?.n ?? 0;
}

/** Who last changed a list or one of its items after a version of it. */
export async function changedListSince(db: Db, list: ListRow, version: number): Promise<string | null> {
  const isLater = sql`${events.after} ->> 'list' = ${list.id} and (${events.after} ->> 'listVersion')::int > ${version}`;
  const [row] = await db
    .select({ by: events.actorName })
    .from(events)
    .where(and(eq(events.chain, list.pilotId), isLater))
    .orderBy(desc(events.sequence))
    .limit(1);
  return row?.by ?? null;
}

// Items

export function listItems(db: Db, pilotId: string): Promise<ItemRow[]> {
  return db.select().from(checklistItems).where(livingItems(pilotId)).orderBy(asc(checklistItems.position));
}

export function itemsOfList(db: Db, list: ListRow): Promise<ItemRow[]> {
  return db
    .select()
    .from(checklistItems)
    .where(and(livingItems(list.pilotId), eq(checklistItems.checklistId, list.id)))
    .orderBy(asc(checklistItems.position), asc(checklistItems.id));
}

export async function countItems(db: Db, pilotId: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(checklistItems).where(livingItems(pilotId));
  return row?.n ?? 0;
}

/** With its list; null when either was removed. */
export async function findItem(db: Db, pilotId: string, id: string): Promise<{ item: ItemRow; list: ListRow } | null> {
  const [row] = await db
    .select({ item: checklistItems, list: checklists })
    .from(checklistItems)
    .innerJoin(checklists, eq(checklists.id, checklistItems.checklistId))
    .where(and(livingItems(pilotId), isNull(checklists.removedAt), eq(checklistItems.id, id)));
  return row ?? null;
}

export async function insertItems(tx: Tx, items: (typeof checklistItems.$inferInsert)[]): Promise<void> {
  if (items.length > 0) await tx.insert(checklistItems).values(items);
}

export async function updateItem(
  tx: Tx,
  id: string,
  change: Partial<typeof checklistItems.$inferInsert>,
): Promise<void> {
  await tx.update(checklistItems).set(change).where(eq(checklistItems.id, id));
}

/** Gives items their places in a list, in this order. */
export async function placeItems(tx: Tx, listId: string, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update checklist_items set position = place.n, checklist_id = ${listId}::uuid
    from unnest(${sql.param(ids)}::uuid[]) with ordinality as place (id, n)
    where checklist_items.id = place.id`);
}

// Of the pilot

export async function hasSystem(db: Db, pilotId: string, id: string): Promise<boolean> {
  const [row] = await db
    .select({ id: systems.id })
    .from(systems)
    .where(and(eq(systems.pilotId, pilotId), eq(systems.id, id), isNull(systems.removedAt)));
  return row !== undefined;
}

export async function dutiesOf(db: Db, pilotId: string, personId: string): Promise<string[]> {
  const rows = await db
    .select({ duty: pilotDuties.duty })
    .from(pilotDuties)
    .where(and(eq(pilotDuties.pilotId, pilotId), sql`${pilotDuties.personId}::text = ${personId}`));
  return rows.map(({ duty }) => duty);
}
