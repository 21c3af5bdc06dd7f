import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { AddItem } from "./input/lists.ts";
import { type ListRefused, openList } from "./open-checklist.ts";
import { systemMissing } from "./probed-system.ts";
import { countItems, insertItems, itemsOfList, updateList } from "./store.ts";

const mostItems = 500;

type Asked = AddItem & { pilot: string; list: string };
type Refusals = ListRefused | Refused<"items-many" | "item-system-missing">;

/** Adds an item at the end of a list. */
export async function addItem(
  ctx: Ctx,
  { pilot, list: listId, version, ...fields }: Asked,
): Promise<{ ok: true; id: string; version: number } | Refusals> {
  return ctx.transaction(async (tx) => {
    const found = await openList(tx, { pilot, list: listId, version });
    if (!found.ok) return found;
    const { list } = found;
    const { pilotId } = list;
    if ((await countItems(tx, pilotId)) >= mostItems)
      return refuse("items-many", { says: { most: String(mostItems) } });
    if (await systemMissing(tx, pilotId, fields.rule)) return refuse("item-system-missing");
    const [id, ahead] = [uuidv7(), await itemsOfList(tx, list)];
    const position = (ahead.at(-1)?.position ?? 0) + 1;
    await insertItems(tx, [{ id, pilotId, checklistId: listId, position, ...fields }]);
    const row = await updateList(tx, listId);
    const after = { list: listId, listVersion: row.version, ruleVersion: 1, ...fields };
    await record(tx, ctx, { pilotId, verb: "item.added", subject: { kind: "item", id }, after });
    return { ok: true, id, version: row.version };
  });
}
