import { sql } from "drizzle-orm";
import type { shadowPairs } from "#drizzle/schema/shadow-kept.ts";
import type { Tx } from "../platform/database.ts";

/** What is kept of single exchanges: whole pairs, a few a group, and small rows of what differed. */

const mostAGroup = { pairs: 200, bytes: 16 * 1024 * 1024 };

export type DifferenceRow = {
  groupId: number;
  exchange: number;
  atMs: number;
  place: string;
  legacy: string | null;
  candidate: string | null;
};

const list = (values: readonly unknown[]) => sql`${sql.param(values)}`;
const iso = (ms: number) => new Date(ms).toISOString();

/** As JSON, which the driver writes in a third of the time that arrays take it. Texts must be well-formed. */
export async function insertDifferences(tx: Tx, rows: readonly DifferenceRow[], arrivedAt: Date): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into shadow_differences (group_id, exchange, at, arrived_at, place, legacy, candidate)
    select "groupId", exchange, to_timestamp("atMs" / 1000), ${arrivedAt.toISOString()}::timestamptz, place, legacy, candidate
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as s("groupId" int, exchange bigint, "atMs" float8, place text, legacy text, candidate text)`);
}

export type NewPair = Omit<typeof shadowPairs.$inferInsert, "groupsNow"> & {
  /** The groups that it is kept for; `first`: it is the group's first. */
  keptFor: readonly { groupId: number; first: boolean }[];
};

export async function insertPairs(tx: Tx, pairs: readonly NewPair[]): Promise<void> {
  if (pairs.length === 0) return;
  await tx.execute(sql`
    insert into shadow_pairs (id, key, pilot_id, endpoint_id, source_id, hour, groups, at, arrived_at, bytes, exchange,
      differences, rule_version, groups_now)
    select id, key, "pilotId", "endpointId", "sourceId", hour, groups, at, "arrivedAt", bytes, exchange, differences,
      "ruleVersion", groups
    from json_to_recordset(${JSON.stringify(pairs)}::text::json) as s(id uuid, key uuid, "pilotId" uuid, "endpointId" int,
      "sourceId" int, hour timestamptz, groups int[], at timestamptz, "arrivedAt" timestamptz, bytes int, exchange text,
      differences text, "ruleVersion" int)`);
  const links = pairs.flatMap(({ id, at, bytes, keptFor }) => keptFor.map((one) => ({ id, at, bytes, ...one })));
  await tx.execute(sql`
    insert into shadow_group_pairs (group_id, pair_id, at, bytes, first)
    select group_id, pair_id, at, bytes, first = 1 from unnest(${list(links.map((one) => one.groupId))}::int[], ${list(links.map((one) => one.id))}::uuid[],
      ${list(links.map((one) => iso(one.at.getTime())))}::text[]::timestamptz[], ${list(links.map((one) => one.bytes))}::int[],
      ${list(links.map((one) => (one.first ? 1 : 0)))}::int[]) as s(group_id, pair_id, at, bytes, first)`);
}

/** Keeps each group's first pair, however large, and its newest, so many and so many bytes in all; pairs that no group keeps are gone. */
export async function trimPairs(tx: Tx, groupIds: readonly number[], most = mostAGroup): Promise<void> {
  if (groupIds.length === 0) return;
  await tx.execute(sql`
    with placed as (
      select group_id, pair_id, row_number() over newest as place, sum(bytes) over newest as total
      from shadow_group_pairs where group_id = any(${list(groupIds)}::int[])
      window newest as (partition by group_id order by first desc, at desc, pair_id desc)),
    gone as (
      delete from shadow_group_pairs l using placed p
      where l.group_id = p.group_id and l.pair_id = p.pair_id and p.place > 1
        and (p.place > ${most.pairs} or p.total > ${most.bytes})
      returning l.group_id, l.pair_id)
    delete from shadow_pairs where id in (select pair_id from gone)
      and not exists (select 1 from shadow_group_pairs l
        where l.pair_id = shadow_pairs.id and (l.group_id, l.pair_id) not in (select group_id, pair_id from gone))`);
}
