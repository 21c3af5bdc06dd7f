import { readLinkedStandings } from "../launch/read-linked-standings.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ChecklistsView } from "./core/checklist-view.ts";
import { countStandings, itemView } from "./core/item-view.ts";
import { orderedLists } from "./core/numbered.ts";
import { readItems } from "./read-items.ts";
import { listLists } from "./store.ts";

/** A pilot's lists in the order of a launch, each item with where it stands. */
export async function readChecklists(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & ChecklistsView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const now = ctx.now().getTime();
  const [rows, seen] = await Promise.all([listLists(ctx.db, found.pilot.id), readItems(ctx.db, found.pilot.id)]);
  const linked = await readLinkedStandings(ctx, { pilot: found.pilot, items: seen.map(({ item }) => item) });
  const items = seen.map(({ item, acts, probe, openedAt }) =>
    itemView(item, acts, { probe, linked: linked.get(item.id)?.standing ?? null, openedAt, now }),
  );
  const lists = orderedLists(rows).map(({ id, name, pausePoint, version, openedAt, openedBy }, place) => {
    const own = items.filter(({ checklistId }) => checklistId === id);
    const opened = { openedAt: openedAt?.getTime() ?? null, openedBy };
    return { id, number: place + 1, name, pausePoint, version, ...opened, counts: countStandings(own), items: own };
  });
  return { ok: true, now, counts: countStandings(items), lists };
}
