import { readLinkedStandings } from "../launch/read-linked-standings.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { SaidItemAct } from "./core/acts.ts";
import type { ItemDetail } from "./core/checklist-view.ts";
import { itemView } from "./core/item-view.ts";
import { readItems } from "./read-items.ts";
import { findItem } from "./store.ts";
import { newestResults } from "./store-acts.ts";
import { filesAmong } from "./store-evidence.ts";

const resultsShown = 50;
const outcomesShown = 60;

/** An item with all that was said about it, its files, and what its probe last saw. */
export async function readItem(
  ctx: Ctx,
  { pilot: slug, item: id }: { pilot: string; item: string },
): Promise<({ ok: true } & ItemDetail) | Refused<"pilot-not-found" | "item-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const [row, all] = await Promise.all([findItem(ctx.db, pilotId, id), readItems(ctx.db, pilotId)]);
  const seen = all.find(({ item }) => item.id === id);
  if (row === null || seen === undefined) return refuse("item-not-found");
  const [linked, files, newest] = await Promise.all([
    readLinkedStandings(ctx, { pilot: found.pilot, items: [seen.item] }),
    filesAmong(ctx.db, pilotId, filesIn(seen.acts)),
    newestResults(ctx.db, id, outcomesShown),
  ]);
  const now = ctx.now().getTime();
  const evidence = { probe: seen.probe, linked: linked.get(id)?.standing ?? null, openedAt: seen.openedAt, now };
  const { name, version } = row.list;
  const results = newest.map(({ n, outcome, says, raw, latencyMs, at, askedBy }) => ({
    ...{ n, outcome, says, raw, latencyMs, at: at.getTime(), askedBy },
  }));
  return {
    ...{ ok: true, now, item: itemView(seen.item, seen.acts, evidence), acts: seen.acts },
    list: { id: row.list.id, name, version, openedAt: seen.openedAt },
    files: files.map((file) => ({ ...file, at: file.at.getTime() })),
    results: results.slice(0, resultsShown),
    history: results.map(({ outcome, at }) => ({ outcome, at })).reverse(),
  };
}

function filesIn(acts: readonly SaidItemAct[]): string[] {
  return acts.flatMap(({ act }) => (act.do === "answered" ? act.files : []));
}
