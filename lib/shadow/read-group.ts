import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { GroupView, PairView, PartedView, SaidView } from "./core/shadow-view.ts";
import { listedGroups, withExamples } from "./list-groups.ts";
import { actsOfGroup, findGroup, type SaidAct } from "./store-acts.ts";
import { countGroupPairs, type GroupPair, pairsOfGroup } from "./store-kept.ts";
import { type PartedPair, partedPairs } from "./store-parted.ts";
import type { StoredExchange } from "./stored-exchange.ts";

const pairsShown = 20;

/** A group with what was said about it and its kept pairs: the first, then the newest. */
export async function readGroup(
  ctx: Ctx,
  { pilot: slug, group: number }: { pilot: string; group: number },
): Promise<({ ok: true } & GroupView) | Refused<"pilot-not-found" | "group-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const row = await findGroup(ctx.db, pilotId, number);
  if (row === null) return refuse("group-not-found");
  const [listed, acts, pairs, counts, parted] = await Promise.all([
    listedGroups(ctx.db, pilotId, { now: ctx.now(), only: row.id }),
    actsOfGroup(ctx.db, row.id),
    pairsOfGroup(ctx.db, row.id, pairsShown),
    countGroupPairs(ctx.db, row.id),
    partedPairs(ctx.db, { pilotId, groupId: row.id, limit: pairsShown }),
  ]);
  const [group] = await withExamples(ctx.db, pilotId, listed);
  if (group === undefined) return refuse("group-not-found");
  const shown = { pairs: pairs.map((one) => pairView(one, row.id)), parted: parted.map(partedView) };
  return { ok: true, group, said: acts.map(saidView), ...counts, ...shown };
}

function partedView({ id, by, atMs, reason }: PartedPair): PartedView {
  return { id, by, at: new Date(atMs).toISOString(), reason };
}

function saidView({ act, by }: SaidAct): SaidView {
  const what = act.do === "disposed" ? act.disposition : act.do;
  return { what, at: new Date(act.at).toISOString(), by, reason: saidMore(act) };
}

/** What the act alone does not say: why, whom, and what a re-check found. */
function saidMore(act: SaidAct["act"]): string | null {
  switch (act.do) {
    case "disposed":
      return act.reason;
    case "owner-set":
      return act.owner ?? "nobody";
    case "link-set":
      return act.link ?? "none";
    case "rechecked":
      return `it is ${act.isGone ? "gone" : "still there"}: ${act.exchanges.toLocaleString("en-GB")} exchanges`;
    default:
      return null;
  }
}

function pairView({ pair, first }: GroupPair, groupId: number): PairView {
  const { method, target, requestHeaders, requestBody, legacy, candidate }: StoredExchange = JSON.parse(pair.exchange);
  return {
    ...{ id: pair.id, first, at: pair.at.toISOString(), arrivedAt: pair.arrivedAt.toISOString() },
    ...{ method, target, requestHeaders, requestBody, legacy, candidate, ruleVersion: pair.ruleVersion },
    comparison: JSON.parse(pair.differences),
    still: pair.groupsNow.includes(groupId),
  };
}
