import type { SaidItemAct } from "./acts.ts";
import { answersOf } from "./answers.ts";
import type { Counts, ItemView } from "./checklist-view.ts";
import { type Item, type ItemStanding, standingKinds } from "./item.ts";
import { type ItemEvidence, itemStanding } from "./standing.ts";
import { openWaiver } from "./waivers.ts";

/** An item with where it stands and what was last said about it. */
export function itemView(item: Item, acts: readonly SaidItemAct[], evidence: ItemEvidence): ItemView {
  const standing = itemStanding(item, acts, evidence);
  const newest = answersOf(acts).at(-1) ?? null;
  const waiver = openWaiver(acts, { ruleVersion: item.ruleVersion, now: evidence.now });
  return {
    ...{ ...item, standing, seen: acts.at(-1)?.id ?? null },
    answer: newest && {
      ...{ id: newest.id, byId: newest.byId, by: newest.by, at: newest.at, holds: newest.holds, says: newest.says },
      ...{ files: newest.files, isWithdrawn: newest.withdrawn !== null },
    },
    verified: newest?.verified ?? null,
    waiver,
  };
}

/** How many stand how. */
export function countStandings(items: readonly { standing: ItemStanding }[]): Counts {
  const of = (kind: string) => items.filter(({ standing }) => standing.kind === kind).length;
  return Object.fromEntries(standingKinds.map((kind) => [kind, of(kind)])) as Counts;
}
