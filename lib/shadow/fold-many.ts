import { sql } from "drizzle-orm";
import type { Tx } from "../platform/database.ts";
import { groupText } from "./core/group.ts";
import { asTooMany, tooManyKey } from "./core/too-many-kinds.ts";
import { type Grouped, hourOf } from "./fold-batch.ts";
import { knownTexts } from "./store-batch.ts";

/** Bounds on what a pilot counts apart. What is beyond goes into its endpoint's group "(too many kinds)": it still counts as differing. */

export type Bounds = {
  /** Groups of a pilot. */
  groups: number;
  /** Combinations of groups of an endpoint in an hour, beside those of one group. */
  combinations: number;
};
export const bounds: Bounds = { groups: 5_000, combinations: 5_000 };

type Bounding = {
  pilotId: string;
  /** How many groups the pilot has. */
  made: number;
  endpoints: ReadonlyMap<string, number>;
  cuts: readonly number[];
  most: Bounds;
};

export async function withinBounds(tx: Tx, batch: readonly Grouped[], bounding: Bounding): Promise<Grouped[]> {
  const over = await textsBeyond(tx, batch, bounding);
  const crowded = await crowdedSlots(tx, batch, bounding);
  return batch.map((one) => {
    const all = one.groupTexts.length > 1 && crowded.has(slotOf(one, bounding));
    return all || one.groupTexts.some((text) => over.has(text)) ? folded(one, all ? null : over) : one;
  });
}

/** `over`: which groups go into the other one; null: all. */
function folded(one: Grouped, over: ReadonlySet<string> | null): Grouped {
  const goes = one.texts.map((text) => over === null || over.has(text));
  const other = groupText(tooManyKey(one.endpoint));
  const texts = one.texts.map((text, index) => (goes[index] ? other : text));
  const comparison = one.comparison && {
    ...one.comparison,
    differences: one.comparison.differences.map((difference, index) =>
      goes[index] ? asTooMany(difference) : difference,
    ),
  };
  return { ...one, comparison, texts, groupTexts: [...new Set(texts)] };
}

/** New groups that the pilot has no room for; the first ones come in. */
async function textsBeyond(tx: Tx, batch: readonly Grouped[], { pilotId, made, most }: Bounding): Promise<Set<string>> {
  const texts = [...new Set(batch.flatMap((one) => one.groupTexts))];
  if (made + texts.length <= most.groups) return new Set();
  const known = await knownTexts(tx, pilotId, texts);
  return new Set(texts.filter((text) => !known.has(text)).slice(Math.max(0, most.groups - made)));
}

function slotOf({ endpoint, exchange }: Grouped, { endpoints, cuts }: Bounding): string {
  return `${endpoints.get(endpoint) ?? 0} ${hourOf(exchange.at, cuts)}`;
}

/** Endpoints' hours that have all the combinations they may have, or would with this batch. */
async function crowdedSlots(tx: Tx, batch: readonly Grouped[], bounding: Bounding): Promise<Set<string>> {
  const slots = new Map<string, Set<string>>();
  for (const one of batch) {
    if (one.groupTexts.length < 2) continue;
    const slot = slotOf(one, bounding);
    const there = slots.get(slot) ?? new Set();
    slots.set(slot, there.add([...one.groupTexts].sort().join()));
  }
  const counts = await combinationsThere(tx, [...slots.keys()], bounding.most.combinations);
  return new Set(
    [...slots].flatMap(([slot, fresh]) =>
      (counts.get(slot) ?? 0) + fresh.size > bounding.most.combinations ? [slot] : [],
    ),
  );
}

/** By slot, counted up to the most that there may be. */
async function combinationsThere(tx: Tx, slots: readonly string[], most: number): Promise<Map<string, number>> {
  if (slots.length === 0) return new Map();
  const rows = await tx.execute<{ slot: string; n: number }>(sql`
    select slot, n from unnest(${sql.param(slots)}::text[]) as slot, lateral (
      select count(*)::int as n from (select 1 from shadow_outcome_hours
        where endpoint_id = split_part(slot, ' ', 1)::int
          and hour = to_timestamp(split_part(slot, ' ', 2)::float8 / 1000) and cardinality(groups) > 1
        limit ${most}::int) as found) as counted`);
  return new Map(rows.map(({ slot, n }) => [slot, n]));
}
