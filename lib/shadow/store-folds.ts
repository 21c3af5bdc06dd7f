import { sql } from "drizzle-orm";
import { decodeHistogram, mergeInto } from "#lib/platform/core/histogram.ts";
import type { Tx } from "../platform/database.ts";
import { addLatencies, type LatencyCount } from "./store-counts.ts";
import { trimPairs } from "./store-pairs.ts";

/** What was counted at some endpoints is counted at another one from now on: nothing is counted twice, nothing is lost. The pilot's shadow row
 *  must be locked. */

/** Groups that are folded into others, by id. */
type GroupFolds = ReadonlyMap<number, number>;
/** `key`: of a group that stays, as its new endpoint names it. */
type Staying = { id: number; key: string };
export type FoldAsked = { from: readonly number[]; into: number; folds: GroupFolds; staying: readonly Staying[] };

const list = (values: readonly unknown[]) => sql`${sql.param(values)}`;
const mapOf = (folds: GroupFolds) =>
  sql`unnest(${list([...folds.keys()])}::int[], ${list([...folds.values()])}::int[]) as m(old, new)`;
const folded = (groups: string, folds: GroupFolds) => sql`array(
  select distinct coalesce(m.new, g.id) from unnest(${sql.raw(groups)}) as g(id)
  left join ${mapOf(folds)} on m.old = g.id order by 1)`;

export async function moveCounts(tx: Tx, { from, into, folds }: FoldAsked): Promise<void> {
  const ids = list(from);
  await tx.execute(sql`
    with gone as (
      delete from shadow_outcome_hours where endpoint_id = any(${ids}::int[]) returning source_id, hour, groups, n),
    mapped as (select source_id, hour, ${folded("gone.groups", folds)} as groups, n from gone)
    insert into shadow_outcome_hours as o (endpoint_id, source_id, hour, groups, n)
    select ${into}::int, source_id, hour, groups, sum(n)::bigint from mapped group by 2, 3, 4
    on conflict (endpoint_id, hour, source_id, groups) do update set n = o.n + excluded.n`);
  await tx.execute(sql`
    with gone as (
      delete from shadow_not_compared_hours where endpoint_id = any(${ids}::int[]) returning source_id, hour, reason, n)
    insert into shadow_not_compared_hours as o (endpoint_id, source_id, hour, reason, n)
    select ${into}::int, source_id, hour, reason, sum(n)::bigint from gone group by 2, 3, 4
    on conflict (endpoint_id, hour, source_id, reason) do update set n = o.n + excluded.n`);
  await tx.execute(sql`
    with gone as (
      delete from shadow_ignored_hours where endpoint_id = any(${ids}::int[]) returning source_id, hour, rule, n)
    insert into shadow_ignored_hours as o (endpoint_id, source_id, hour, rule, n)
    select ${into}::int, source_id, hour, rule, sum(n)::bigint from gone group by 2, 3, 4
    on conflict (endpoint_id, hour, source_id, rule) do update set n = o.n + excluded.n`);
  await tx.execute(sql`
    with gone as (
      delete from shadow_group_hours where group_id = any(${list([...folds.keys()])}::int[])
      returning group_id, source_id, hour, n)
    insert into shadow_group_hours as o (group_id, source_id, hour, n)
    select m.new, source_id, hour, sum(n)::bigint from gone join ${mapOf(folds)} on m.old = gone.group_id group by 1, 2, 3
    on conflict (group_id, hour, source_id) do update set n = o.n + excluded.n`);
}

type LatencyRow = {
  endpoint_id: number;
  source_id: number;
  ms: number;
  legacy: string;
  candidate: string;
  n: string;
} & {
  [sum in "le" | "ce" | "ls" | "cs"]: string;
};

/** Histograms are merged here, because the database cannot. */
export async function moveLatencies(tx: Tx, { from, into }: FoldAsked): Promise<void> {
  const rows = await tx.execute<LatencyRow>(sql`
    delete from shadow_latency_hours where endpoint_id = any(${list(from)}::int[])
    returning source_id, extract(epoch from hour)::float8 * 1000 as ms, encode(legacy, 'hex') as legacy,
      encode(candidate, 'hex') as candidate, n, legacy_errors as le, candidate_errors as ce, legacy_sum_ms as ls,
      candidate_sum_ms as cs`);
  const sources = new Map<number, Map<number, LatencyCount>>();
  for (const row of rows) {
    const slots = sources.get(row.source_id) ?? new Map<number, LatencyCount>();
    sources.set(row.source_id, slots);
    const count = latencyCount(row, into);
    const there = slots.get(count.hourMs);
    if (there === undefined) slots.set(count.hourMs, count);
    else addLatency(there, count);
  }
  for (const [sourceId, slots] of sources) await addLatencies(tx, sourceId, [...slots.values()]);
}

function latencyCount({ ms, legacy, candidate, n, le, ce, ls, cs }: LatencyRow, endpointId: number): LatencyCount {
  return {
    ...{
      endpointId,
      hourMs: Math.round(Number(ms)),
      n: Number(n),
      legacyErrors: Number(le),
      candidateErrors: Number(ce),
    },
    ...{ legacy: fromHex(legacy), candidate: fromHex(candidate), legacySumMs: Number(ls), candidateSumMs: Number(cs) },
  };
}

const fromHex = (text: string) => decodeHistogram(Buffer.from(text, "hex"));

function addLatency(sum: LatencyCount, one: LatencyCount): void {
  mergeInto(sum.legacy, one.legacy);
  mergeInto(sum.candidate, one.candidate);
  for (const name of ["n", "legacyErrors", "candidateErrors", "legacySumMs", "candidateSumMs"] as const)
    sum[name] += one[name];
}

/** Groups' own rows: those that are folded have nothing left but their number, which leads to the one that stays. */
export async function moveGroups(tx: Tx, { into, folds, staying }: FoldAsked): Promise<void> {
  await tx.execute(sql`
    update shadow_groups g set n = g.n + s.n, first_at = least(g.first_at, s.first_at),
      last_at = greatest(g.last_at, s.last_at), first_arrived_at = least(g.first_arrived_at, s.first_arrived_at),
      last_arrived_at = greatest(g.last_arrived_at, s.last_arrived_at)
    from (select m.new as id, sum(f.n)::bigint as n, min(f.first_at) as first_at, max(f.last_at) as last_at,
        min(f.first_arrived_at) as first_arrived_at, max(f.last_arrived_at) as last_arrived_at
      from shadow_groups f join ${mapOf(folds)} on m.old = f.id group by 1) s
    where g.id = s.id`);
  // Another group may get its key, now or later.
  await tx.execute(sql`
    update shadow_groups g set n = 0, key = gen_random_uuid(), folded_into = m.new from ${mapOf(folds)}
    where g.id = m.old or g.folded_into = m.old`);
  await tx.execute(sql`
    update shadow_groups g set endpoint_id = ${into}::int, key = s.key
    from unnest(${list(staying.map(({ id }) => id))}::int[], ${list(staying.map(({ key }) => key))}::uuid[]) as s(id, key)
    where g.id = s.id`);
  await tx.execute(sql`
    update shadow_differences d set group_id = m.new from ${mapOf(folds)} where d.group_id = m.old`);
}

/** Kept pairs go with their groups; of each group the first stays the first, and no more are kept than of any other. */
export async function movePairs(tx: Tx, { from, into, folds }: FoldAsked): Promise<void> {
  const groups = [...new Set(folds.values())];
  await tx.execute(sql`
    update shadow_pairs p set endpoint_id = ${into}::int, groups = ${folded("p.groups", folds)},
      groups_now = ${folded("p.groups_now", folds)}
    where p.endpoint_id = any(${list(from)}::int[])`);
  await tx.execute(sql`
    update shadow_group_pairs l set group_id = m.new from ${mapOf(folds)} where l.group_id = m.old`);
  await tx.execute(sql`
    update shadow_group_pairs l set first = false
    where l.first and l.group_id = any(${list(groups)}::int[]) and exists (
      select 1 from shadow_group_pairs o where o.group_id = l.group_id and o.first and (o.at, o.pair_id) < (l.at, l.pair_id))`);
  await trimPairs(tx, groups);
}

/** What was said of one group is said of another one too, by whom and when it was. */
export async function copyActs(tx: Tx, { from, to }: { from: number; to: number }): Promise<void> {
  await tx.execute(sql`
    insert into shadow_acts (id, pilot_id, group_id, act, by_id, by, at)
    select gen_random_uuid(), pilot_id, ${to}::int, act, by_id, by, at from shadow_acts where group_id = ${from}::int order by n`);
}
