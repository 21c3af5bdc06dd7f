import { asc, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { checklistItems, itemActs, probeResults, probeStates } from "#drizzle/schema/checklist.ts";
import type { Tx } from "../platform/database.ts";
import type { ItemAct, SaidItemAct } from "./core/acts.ts";
import type { ProbeSeen } from "./core/standing.ts";
import type { Db, ItemRow } from "./store.ts";

/** What people and probes said about items. */

type ActRow = typeof itemActs.$inferSelect;
type StateRow = typeof probeStates.$inferSelect;

/** Answers its id. */
export async function insertAct(
  tx: Tx,
  { item, act, by, at }: { item: ItemRow; act: ItemAct; by: { id: string; name: string }; at: Date },
): Promise<string> {
  const id = uuidv7();
  const { pilotId, ruleVersion } = item;
  await tx.insert(itemActs).values({ id, pilotId, itemId: item.id, ruleVersion, act, byId: by.id, by: by.name, at });
  return id;
}

/** In the order in which they were said. */
export async function actsOfItem(db: Db, itemId: string): Promise<SaidItemAct[]> {
  const rows = await db.select().from(itemActs).where(eq(itemActs.itemId, itemId)).orderBy(asc(itemActs.n));
  return rows.map(saidAct);
}

/** By item, in the order in which they were said. */
export async function actsOfPilot(db: Db, pilotId: string): Promise<Map<string, SaidItemAct[]>> {
  const rows = await db.select().from(itemActs).where(eq(itemActs.pilotId, pilotId)).orderBy(asc(itemActs.n));
  const byItem = new Map<string, SaidItemAct[]>();
  for (const row of rows) {
    const acts = byItem.get(row.itemId);
    if (acts) acts.push(saidAct(row));
    else byItem.set(row.itemId, [saidAct(row)]);
  }
  return byItem;
}

function saidAct({ id, act, ruleVersion, byId, by, at }: ActRow): SaidItemAct {
  return { id, act, ruleVersion, byId, by, at: at.getTime() };
}

/** Of all items of a pilot that a keeper has seen. */
export async function probesSeen(db: Db, pilotId: string): Promise<Map<string, ProbeSeen>> {
  const rows = await db
    .select({ state: probeStates })
    .from(probeStates)
    .innerJoin(checklistItems, eq(checklistItems.id, probeStates.itemId))
    .where(eq(checklistItems.pilotId, pilotId));
  return new Map(rows.map(({ state }) => [state.itemId, seen(state)]));
}

function seen({ ruleVersion, outcome, turn, since, says, at, goodAt }: StateRow): ProbeSeen {
  const ms = (time: Date | null) => time?.getTime() ?? null;
  return { ruleVersion, outcome, turn, since: ms(since), says, at: ms(at), goodAt: ms(goodAt) };
}

/** Newest first. */
export function newestResults(db: Db, itemId: string, most: number) {
  return db
    .select()
    .from(probeResults)
    .where(eq(probeResults.itemId, itemId))
    .orderBy(desc(probeResults.n))
    .limit(most);
}
