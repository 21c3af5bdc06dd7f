import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { TemplateLists } from "./input/lists.ts";
import { insertItems, insertLists, lastPosition, openingOf } from "./store.ts";

/** Adds the lists of a template with their items, in the transaction of whoever begins a plan with it. Answers the lists' ids by name. */
export async function applyLists(
  tx: Tx,
  ctx: Ctx,
  { pilotId, lists }: { pilotId: string; lists: TemplateLists },
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  let position = await lastPosition(tx, pilotId);
  for (const { name, pausePoint, items } of lists) {
    const id = uuidv7();
    position++;
    const opening = await openingOf(tx, pilotId, pausePoint);
    await insertLists(tx, [{ id, pilotId, name, pausePoint, position, ...opening }]);
    await insertItems(
      tx,
      items.map((item, n) => ({ id: uuidv7(), pilotId, checklistId: id, position: n + 1, ...item })),
    );
    const after = { list: id, listVersion: 1, name, pausePoint, items: items.map(({ title }) => title) };
    await record(tx, ctx, { pilotId, verb: "checklist.added", subject: { kind: "checklist", id }, after });
    ids.set(name, id);
  }
  return ids;
}
