import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { standingOf } from "./core/dispositions.ts";
import { type Foldable, foldOf, nobody } from "./core/fold-groups.ts";
import { groupText } from "./core/group.ts";
import { actsOfGroups, type GroupRow, groupsOfEndpoints, insertAct, type SaidAct } from "./store-acts.ts";
import { groupKeyOf } from "./store-batch.ts";
import { mergeEndpoints } from "./store-endpoints.ts";
import { copyActs, type FoldAsked, moveCounts, moveGroups, moveLatencies, movePairs } from "./store-folds.ts";

/** What came of it: which groups are another one now, by their numbers, and those that took them in. */
export type Folded = {
  endpoint: string;
  covers: string[];
  groups: { group: number; into: number }[];
  stayed: { id: number; number: number; lastMs: number }[];
};

type Named = { id: number; name: string };

/** Counts these endpoints with a more general one: whatever was counted, kept and said is there from now on, once. Of groups that are the same
 *  difference one stays. The pilot's shadow row must be locked. */
export async function foldEndpoints(
  tx: Tx,
  ctx: Ctx,
  { pilotId, into, from }: { pilotId: string; into: Named; from: readonly Named[] },
): Promise<Folded> {
  const ids = from.map(({ id }) => id);
  const groups = await groupsOfEndpoints(tx, [...ids, into.id]);
  const acts = await actsOfGroups(
    tx,
    groups.map(({ id }) => id),
  );
  const folds = new Map<number, number>();
  const staying: GroupRow[] = [];
  for (const alike of alikeGroups(groups)) {
    const { stays, says, others } = settled(alike, { acts, intoId: into.id });
    for (const { id } of others) folds.set(id, stays.id);
    staying.push(stays);
    await say(tx, ctx, { stays, says });
  }
  const keys = staying.map((one) => ({
    id: one.id,
    key: groupKeyOf(pilotId, groupText({ ...one, endpoint: into.name })),
  }));
  await moveAll(tx, { from: ids, into: into.id, folds, staying: keys });
  return { endpoint: into.name, covers: from.map(({ name }) => name), ...tell(groups, folds, staying) };
}

async function say(tx: Tx, ctx: Ctx, { stays, says }: Pick<Settled, "stays" | "says">): Promise<void> {
  const { pilotId, id: groupId } = stays;
  if (says === groupId) return;
  if (says !== nobody) return copyActs(tx, { from: says, to: groupId });
  const act = { do: "reopened" as const, seenAt: stays.lastAt.getTime() };
  await insertAct(tx, { pilotId, groupId, act, by: ctx.actor, at: ctx.now() });
}

async function moveAll(tx: Tx, asked: FoldAsked): Promise<void> {
  await moveCounts(tx, asked);
  await moveLatencies(tx, asked);
  await moveGroups(tx, asked);
  await movePairs(tx, asked);
  await mergeEndpoints(tx, asked.from, asked.into);
}

function alikeGroups(groups: readonly GroupRow[]): GroupRow[][] {
  const alike = new Map<string, GroupRow[]>();
  for (const group of groups) {
    const text = groupText({ ...group, endpoint: "" });
    alike.set(text, [...(alike.get(text) ?? []), group]);
  }
  return [...alike.values()];
}

type Settled = { stays: GroupRow; says: number; others: GroupRow[] };
type Said = { acts: ReadonlyMap<number, SaidAct[]>; intoId: number };

function settled(alike: readonly GroupRow[], { acts, intoId }: Said): Settled {
  const foldable = alike.map(({ id, endpointId }): Foldable => {
    const said = (acts.get(id) ?? []).map(({ act }) => act);
    return { id, isThere: endpointId === intoId, standing: standingOf(said, { isCritical: false }) };
  });
  const fold = foldOf(foldable);
  const stays = alike.find(({ id }) => id === fold?.stays);
  if (fold === null || stays === undefined) throw new Error("A group is alike to none.");
  return { stays, says: fold.says, others: alike.filter((one) => one !== stays) };
}

function tell(groups: readonly GroupRow[], folds: ReadonlyMap<number, number>, staying: readonly GroupRow[]) {
  const numbers = new Map(groups.map(({ id, number }) => [id, number]));
  const newest = (id: number) =>
    Math.max(
      ...groups.filter((one) => one.id === id || folds.get(one.id) === id).map(({ lastAt }) => lastAt.getTime()),
    );
  return {
    groups: [...folds].map(([id, into]) => ({ group: numbers.get(id) ?? 0, into: numbers.get(into) ?? 0 })),
    stayed: staying.map(({ id, number }) => ({ id, number, lastMs: newest(id) })),
  };
}
