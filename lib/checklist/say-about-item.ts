import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type ActRefused, actRefused } from "./core/act-refusals.ts";
import type { ItemAct, SaidItemAct } from "./core/acts.ts";
import { itemOf } from "./item-of.ts";
import { type FoundItem, type ItemAsked, openItem, type PilotRefused } from "./open-checklist.ts";
import { dutiesOf } from "./store.ts";
import { actsOfItem, insertAct } from "./store-acts.ts";

export type Said = { ok: true; id: string; item: string };
export type SayRefused = PilotRefused | Refused<"item-not-found" | ActRefused>;

/** With the item's row locked to the commit, and what was said about it so far. */
export type Heard = FoundItem & { tx: Tx; acts: readonly SaidItemAct[] };

/** What the verbs about an item share: one transaction, what core refuses, one act, one event that stands for it. `hears` refuses what
 *  only this verb does. */
export async function sayAboutItem<Kind extends string = never>(
  ctx: Ctx,
  asked: ItemAsked,
  { act, hears }: { act: ItemAct; hears?: (heard: Heard) => Promise<Refused<Kind> | null> },
): Promise<Said | SayRefused | Refused<Kind>> {
  return ctx.transaction(async (tx) => {
    const found = await openItem(tx, asked);
    if (!found.ok) return found;
    const heard = { ...found, tx, acts: await actsOfItem(tx, found.item.id) };
    const own = (await hears?.(heard)) ?? null;
    if (own !== null) return own;
    const at = ctx.now();
    const refused = await refusedAct(ctx, heard, { act, at });
    if (refused !== null) return refuse(refused);
    const id = await insertAct(tx, { item: found.item, act, by: ctx.actor, at });
    await recordAct(ctx, heard, { id, act });
    return { ok: true, id, item: found.item.id };
  });
}

async function refusedAct(
  ctx: Ctx,
  { tx, item, list, acts }: Heard,
  { act, at }: { act: ItemAct; at: Date },
): Promise<ActRefused | null> {
  const { id: byId, roles } = ctx.actor;
  const duties = await dutiesOf(tx, item.pilotId, byId);
  const mayGrant = roles.includes("lead") || roles.includes("admin") || duties.includes("decider");
  const saying = { act, byId, at: at.getTime(), mayVerify: duties.includes("verifier"), mayGrant };
  return actRefused(saying, { item: itemOf(item, list), acts, openedAt: list.openedAt?.getTime() ?? null });
}

/** The event holds the act's digest, and says in words what it stands for. */
async function recordAct(ctx: Ctx, { tx, item }: Heard, { id, act }: { id: string; act: ItemAct }): Promise<void> {
  await record(tx, ctx, {
    ...{ pilotId: item.pilotId, verb: `item.${act.do}`, subject: { kind: "item", id: item.id } },
    after: { title: item.title, ruleVersion: item.ruleVersion, act },
    reason: "why" in act ? act.why : null,
    acts: [{ table: "item_acts", id }],
  });
}
