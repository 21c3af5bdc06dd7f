import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../platform/database.ts";
import { choosePairs, largestPairBytes } from "./choose-pairs.ts";
import { type Grouped, groupIdsOf, hourOf } from "./fold-batch.ts";
import type { GroupSeen } from "./store-batch.ts";
import { type DifferenceRow, insertPairs, type NewPair, trimPairs } from "./store-pairs.ts";
import { writeExchange } from "./stored-exchange.ts";

/** What is kept of a batch beside its counts: a small row a difference, and a few whole pairs. */

export type Counting = {
  pilotId: string;
  sourceId: number;
  ruleVersion: number;
  batch: readonly Grouped[];
  /** By name. */
  endpoints: ReadonlyMap<string, number>;
  /** Of the exchanges, by id. */
  keys: ReadonlyMap<string, string>;
  /** Of the exchanges, by key. */
  numbers: ReadonlyMap<string, number>;
  at: Date;
};

export function differenceRows(
  { batch, keys, numbers }: Counting,
  groups: ReadonlyMap<string, GroupSeen>,
): DifferenceRow[] {
  const rows: DifferenceRow[] = [];
  for (const { exchange, comparison, texts } of batch) {
    const number = numbers.get(keys.get(exchange.id) ?? "") ?? 0;
    for (const [index, { at, legacy, candidate }] of (comparison?.differences ?? []).entries())
      rows.push({
        groupId: groups.get(texts[index] ?? "")?.id ?? 0,
        exchange: number,
        atMs: exchange.at,
        place: storable(at) ?? "",
        legacy: storable(legacy),
        candidate: storable(candidate),
      });
  }
  return rows;
}

const unstorable = /[\0\p{Cs}]/gu;

/** Systems may answer with anything; PostgreSQL's texts hold no U+0000 and no half characters. */
function storable(text: string | null): string | null {
  return text === null ? null : text.replace(unstorable, "\uFFFD");
}

type Placed = { groups: ReadonlyMap<string, GroupSeen>; cuts: readonly number[] };

export async function keepPairs(tx: Tx, counting: Counting, { groups, cuts }: Placed): Promise<void> {
  const { pilotId, sourceId, ruleVersion, batch, endpoints, keys, at } = counting;
  const pairs = choosePairs(batch, groups).flatMap(({ index, keptFor }): NewPair[] => {
    const one = batch[index];
    if (one === undefined) return [];
    const exchange = writeExchange(one.exchange);
    if (exchange.length > largestPairBytes) return [];
    const ids = groupIdsOf(one, groups);
    const named = { id: uuidv7(), key: keys.get(one.exchange.id) ?? "", pilotId, sourceId, ruleVersion, keptFor };
    const hour = new Date(hourOf(one.exchange.at, cuts));
    const placed = { endpointId: endpoints.get(one.endpoint) ?? 0, hour, groups: ids };
    const dated = { at: new Date(one.exchange.at), arrivedAt: at, bytes: exchange.length };
    return [{ ...named, ...placed, ...dated, exchange, differences: JSON.stringify(one.comparison) }];
  });
  await insertPairs(tx, pairs);
  await trimPairs(tx, [...new Set(pairs.flatMap(({ keptFor }) => keptFor.map(({ groupId }) => groupId)))]);
}
