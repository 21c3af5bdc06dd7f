import { eq, sql } from "drizzle-orm";
import { shadowGroupPairs } from "#drizzle/schema/shadow-kept.ts";
import type { Tx } from "../platform/database.ts";
import type { Db } from "./store.ts";
import type { PairRow } from "./store-acts.ts";
import { trimPairs } from "./store-pairs.ts";

/** Kept pairs that a person set apart as not the same request: out of their groups and of what is compared, until it is taken back. */

export const partedWord = "not-the-same";
export const rejoinedWord = "the-same-after-all";

const slotOf = (pair: PairRow) =>
  sql`endpoint_id = ${pair.endpointId} and hour = ${pair.hour.toISOString()}::timestamptz and source_id = ${pair.sourceId}`;
const groupsOf = ({ groups }: PairRow) => sql`${`{${groups.join(",")}}`}::text::int[]`;

/** Whether the last word about a pair sets it apart. */
export async function isParted(db: Db, { pilotId, key }: PairRow): Promise<boolean> {
  const [row] = await db.execute<{ word: string }>(sql`
    select act ->> 'do' as word from shadow_acts
    where pilot_id = ${pilotId}::uuid and exchange_key = ${key}::uuid order by n desc limit 1`);
  return row?.word === partedWord;
}

/** Takes a kept exchange out of where it was counted, and counts it as not the same request. The pilot's shadow row must be locked. */
export async function uncountPair(tx: Tx, pair: PairRow): Promise<void> {
  await tx.execute(sql`
    update shadow_outcome_hours set n = n - 1 where ${slotOf(pair)} and groups = ${groupsOf(pair)}`);
  await tx.execute(sql`
    insert into shadow_not_compared_hours as o (endpoint_id, source_id, hour, reason, n)
    values (${pair.endpointId}, ${pair.sourceId}, ${pair.hour.toISOString()}::timestamptz, 'not-the-same', 1)
    on conflict (endpoint_id, hour, source_id, reason) do update set n = o.n + 1`);
  await addToGroups(tx, pair, -1);
  await tx.delete(shadowGroupPairs).where(eq(shadowGroupPairs.pairId, pair.id));
}

/** Counts it again where it was counted, or where that is counted now. Its groups keep it as any other pair. */
export async function recountPair(tx: Tx, pair: PairRow): Promise<void> {
  await tx.execute(sql`
    insert into shadow_outcome_hours as o (endpoint_id, source_id, hour, groups, n)
    values (${pair.endpointId}, ${pair.sourceId}, ${pair.hour.toISOString()}::timestamptz, ${groupsOf(pair)}, 1)
    on conflict (endpoint_id, hour, source_id, groups) do update set n = o.n + 1`);
  await tx.execute(sql`
    update shadow_not_compared_hours set n = n - 1 where ${slotOf(pair)} and reason = 'not-the-same'`);
  await addToGroups(tx, pair, 1);
  await tx.execute(sql`
    insert into shadow_group_pairs (group_id, pair_id, at, bytes, first)
    select g.id, p.id, p.at, p.bytes, not exists (
      select 1 from shadow_group_pairs o where o.group_id = g.id and (o.first or (o.at, o.pair_id) < (p.at, p.id)))
    from shadow_pairs p, unnest(p.groups) as g(id) where p.id = ${pair.id}::uuid
    on conflict do nothing`);
  await trimPairs(tx, pair.groups);
}

async function addToGroups(tx: Tx, pair: PairRow, n: 1 | -1): Promise<void> {
  await tx.execute(sql`
    update shadow_group_hours set n = n + ${n}::int where group_id = any(${groupsOf(pair)})
      and hour = ${pair.hour.toISOString()}::timestamptz and source_id = ${pair.sourceId}`);
  await tx.execute(sql`update shadow_groups set n = n + ${n}::int where id = any(${groupsOf(pair)})`);
}

export type PartedPair = { id: string; by: string; atMs: number; reason: string };

/** A group's pairs that are set apart, the last one first. */
export async function partedPairs(
  db: Db,
  { pilotId, groupId, limit }: { pilotId: string; groupId: number; limit: number },
): Promise<PartedPair[]> {
  const rows = await db.execute<{ id: string; by: string; ms: number; reason: string }>(sql`
    select p.id, a.by, extract(epoch from a.at)::float8 * 1000 as ms, a.act ->> 'reason' as reason
    from (select distinct on (exchange_key) exchange_key, n, by, at, act from shadow_acts
      where pilot_id = ${pilotId}::uuid and exchange_key is not null order by exchange_key, n desc) a
    join shadow_pairs p on p.key = a.exchange_key
    where a.act ->> 'do' = ${partedWord} and ${groupId}::int = any(p.groups)
    order by a.n desc limit ${limit}::int`);
  return rows.map(({ id, by, ms, reason }) => ({ id, by, atMs: Math.round(Number(ms)), reason }));
}
