import { itemStanding } from "../checklist/core/standing.ts";
import { readItems, type SeenItem } from "../checklist/read-items.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { NeededItem } from "./core/readiness-view.ts";
import { type Linked, readLinkedStandings } from "./read-linked-standings.ts";

/** All items of a pilot with where they stand, wherever their evidence comes from. */
export async function neededItems(ctx: Ctx, pilot: PilotRow): Promise<NeededItem[]> {
  const seen = await readItems(ctx.db, pilot.id);
  const linked = await readLinkedStandings(ctx, { pilot, items: seen.map(({ item }) => item) });
  const evidence = { linked, now: ctx.now().getTime(), slug: pilot.slug };
  return seen.map((one) => neededItem(one, evidence));
}

type Evidence = { linked: ReadonlyMap<string, Linked>; now: number; slug: string };

function neededItem({ item, acts, probe, openedAt }: SeenItem, { linked, now, slug }: Evidence): NeededItem {
  const { id, checklistId, number, station, title, owner, isKiller, ruleVersion, pausePoint } = item;
  const to = linked.get(id);
  const standing = itemStanding(item, acts, { probe, linked: to?.standing ?? null, openedAt, now });
  const href = to?.href ?? `/${slug}/checklist?item=${id}`;
  const isProbe = item.rule.kind === "probe";
  const named = { id, checklistId, number, station, title, owner, isKiller, ruleVersion, pausePoint };
  return { ...named, isProbe, standing, href };
}
