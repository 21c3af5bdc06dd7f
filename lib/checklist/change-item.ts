import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changedItemFields, raisesRule } from "./core/item-changes.ts";
import type { ChangeItem } from "./input/lists.ts";
import { openItemToChange, type PilotRefused } from "./open-checklist.ts";
import { systemMissing } from "./probed-system.ts";
import { updateItem, updateList } from "./store.ts";

type Asked = ChangeItem & { pilot: string; item: string };
type Refusals = PilotRefused | Refused<"item-not-found" | "checklist-changed" | "item-system-missing">;

/** Changes an item. When what it asks is another, its rule version rises, and answers to the earlier one do not count. */
export async function changeItem(
  ctx: Ctx,
  { pilot, item: id, version, ...fields }: Asked,
): Promise<{ ok: true; version: number; ruleVersion: number } | Refusals> {
  return ctx.transaction(async (tx) => {
    const found = await openItemToChange(tx, { pilot, item: id, version });
    if (!found.ok) return found;
    const { item, list } = found;
    const changed = changedItemFields(item, fields);
    if (changed.length === 0) return { ok: true, version, ruleVersion: item.ruleVersion };
    if (await systemMissing(tx, item.pilotId, fields.rule)) return refuse("item-system-missing");
    const ruleVersion = item.ruleVersion + (raisesRule(changed) ? 1 : 0);
    await updateItem(tx, id, { ...fields, ruleVersion });
    const row = await updateList(tx, list.id);
    const of = (one: object) => Object.fromEntries(Object.entries(one).filter(([name]) => changed.includes(name)));
    await record(tx, ctx, {
      ...{ pilotId: item.pilotId, verb: "item.changed", subject: { kind: "item", id } },
      before: { ...of(item), ruleVersion: item.ruleVersion },
      after: { list: list.id, listVersion: row.version, title: fields.title, ...of(fields), ruleVersion },
    });
    return { ok: true, version: row.version, ruleVersion };
  });
}
