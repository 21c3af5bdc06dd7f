import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { Refused } from "../platform/result.ts";
import type { Remove } from "./input/lists.ts";
import { type ItemAsked, openItemToChange, type PilotRefused } from "./open-checklist.ts";
import { updateItem, updateList } from "./store.ts";

type Refusals = PilotRefused | Refused<"item-not-found" | "checklist-changed">;

/** Takes an item out of its list, with a reason. What was said about it stays in the record. */
export async function removeItem(
  ctx: Ctx,
  { why, ...asked }: ItemAsked & Remove,
): Promise<{ ok: true; version: number } | Refusals> {
  return ctx.transaction(async (tx) => {
    const found = await openItemToChange(tx, asked);
    if (!found.ok) return found;
    const { item, list } = found;
    await updateItem(tx, item.id, { removedAt: ctx.now() });
    const row = await updateList(tx, list.id);
    await record(tx, ctx, {
      ...{ pilotId: item.pilotId, verb: "item.removed", subject: { kind: "item", id: item.id }, reason: why },
      before: { title: item.title, asks: item.asks, isKiller: item.isKiller, station: item.station },
      after: { list: list.id, listVersion: row.version },
    });
    return { ok: true, version: row.version };
  });
}
