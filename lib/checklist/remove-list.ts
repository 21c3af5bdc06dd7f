import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { Remove } from "./input/lists.ts";
import { type ListRefused, openList } from "./open-checklist.ts";
import { itemsOfList, updateItem, updateList } from "./store.ts";

/** Takes a list and its items out of the plan, with a reason. What was said about them stays in the record. */
export async function removeList(
  ctx: Ctx,
  { pilot, list: id, version, why }: Remove & { pilot: string; list: string },
): Promise<{ ok: true } | ListRefused> {
  return ctx.transaction(async (tx) => {
    const found = await openList(tx, { pilot, list: id, version });
    if (!found.ok) return found;
    const { list } = found;
    const removedAt = ctx.now();
    const items = await itemsOfList(tx, list);
    for (const item of items) await updateItem(tx, item.id, { removedAt });
    const row = await updateList(tx, id, { removedAt });
    await record(tx, ctx, {
      ...{ pilotId: list.pilotId, verb: "checklist.removed", subject: { kind: "checklist", id }, reason: why },
      before: { name: list.name, pausePoint: list.pausePoint, items: items.map(({ title }) => title) },
      after: { list: id, listVersion: row.version },
    });
    return { ok: true };
  });
}
