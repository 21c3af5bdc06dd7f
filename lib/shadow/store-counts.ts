import { sql } from "drizzle-orm";
import {
  decodeHistogram,
  emptyHistogram,
  encodeHistogram,
  type Histogram,
  mergeInto,
} from "#lib/platform/core/histogram.ts";
import type { Tx } from "../platform/database.ts";
import type { NotCompared } from "./core/exchange.ts";

/** Counts by hour. Rows are added in the order of their keys, so that no two batches wait for one another. */

type Slot = { endpointId: number; hourMs: number };
export type OutcomeCount = Slot & { groups: readonly number[]; n: number };
export type ReasonCount = Slot & { reason: NotCompared; n: number };
export type IgnoredCount = Slot & { rule: string; n: number };
export type GroupHour = { groupId: number; hourMs: number; n: number };
export type LatencyCount = Slot & {
  legacy: Histogram;
  candidate: Histogram;
  n: number;
  legacyErrors: number;
  candidateErrors: number;
  legacySumMs: number;
  candidateSumMs: number;
};

const iso = (ms: number) => new Date(ms).toISOString();
const list = (values: readonly unknown[]) => sql`${sql.param(values)}`;
/** An array as text: arrays of arrays would be flattened. */
const arrayText = (values: readonly number[]) => `{${values.join(",")}}`;

export async function addOutcomes(tx: Tx, sourceId: number, rows: readonly OutcomeCount[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into shadow_outcome_hours as o (endpoint_id, source_id, hour, groups, n)
    select endpoint, ${sourceId}::int, hour, groups::int[], n
    from unnest(${list(rows.map((one) => one.endpointId))}::int[], ${list(rows.map((one) => iso(one.hourMs)))}::text[]::timestamptz[],
      ${list(rows.map((one) => arrayText(one.groups)))}::text[], ${list(rows.map((one) => one.n))}::bigint[])
      as s(endpoint, hour, groups, n)
    order by 1, 3, 4
    on conflict (endpoint_id, hour, source_id, groups) do update set n = o.n + excluded.n`);
}

export async function addNotCompared(tx: Tx, sourceId: number, rows: readonly ReasonCount[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into shadow_not_compared_hours as o (endpoint_id, source_id, hour, reason, n)
    select endpoint, ${sourceId}::int, hour, reason, n
    from unnest(${list(rows.map((one) => one.endpointId))}::int[], ${list(rows.map((one) => iso(one.hourMs)))}::text[]::timestamptz[],
      ${list(rows.map((one) => one.reason))}::text[], ${list(rows.map((one) => one.n))}::bigint[])
      as s(endpoint, hour, reason, n)
    order by 1, 3, 4
    on conflict (endpoint_id, hour, source_id, reason) do update set n = o.n + excluded.n`);
}

export async function addIgnored(tx: Tx, sourceId: number, rows: readonly IgnoredCount[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into shadow_ignored_hours as o (endpoint_id, source_id, hour, rule, n)
    select endpoint, ${sourceId}::int, hour, rule, n
    from unnest(${list(rows.map((one) => one.endpointId))}::int[], ${list(rows.map((one) => iso(one.hourMs)))}::text[]::timestamptz[],
      ${list(rows.map((one) => one.rule))}::text[], ${list(rows.map((one) => one.n))}::bigint[])
      as s(endpoint, hour, rule, n)
    order by 1, 3, 4
    on conflict (endpoint_id, hour, source_id, rule) do update set n = o.n + excluded.n`);
}

export async function addGroupHours(tx: Tx, sourceId: number, rows: readonly GroupHour[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into shadow_group_hours as o (group_id, source_id, hour, n)
    select group_id, ${sourceId}::int, hour, n
    from unnest(${list(rows.map((one) => one.groupId))}::int[], ${list(rows.map((one) => iso(one.hourMs)))}::text[]::timestamptz[],
      ${list(rows.map((one) => one.n))}::bigint[]) as s(group_id, hour, n)
    order by 1, 3
    on conflict (group_id, hour, source_id) do update set n = o.n + excluded.n`);
}

export type Arrival = { at: Date; n: number; earliestMs: number; latestMs: number };

export async function addArrivals(tx: Tx, sourceId: number, { at, n, earliestMs, latestMs }: Arrival): Promise<void> {
  await tx.execute(sql`
    insert into shadow_arrival_hours as o (source_id, hour, n, earliest_at, latest_at)
    values (${sourceId}, date_trunc('hour', ${at.toISOString()}::timestamptz), ${n},
      ${iso(earliestMs)}::timestamptz, ${iso(latestMs)}::timestamptz)
    on conflict (source_id, hour) do update set n = o.n + excluded.n,
      earliest_at = least(o.earliest_at, excluded.earliest_at), latest_at = greatest(o.latest_at, excluded.latest_at)`);
}

type LatencyRow = { endpoint_id: number; hour: string; legacy: string; candidate: string };
const slotKey = ({ endpointId, hourMs }: Slot) => `${endpointId} ${hourMs}`;
const hex = (histogram: Histogram) => Buffer.from(encodeHistogram(histogram)).toString("hex");
const fromHex = (text: string) => decodeHistogram(Buffer.from(text, "hex"));

/** Histograms are merged here, because the database cannot: the pilot's shadow row must be locked. They travel as hex, because arrays of
 *  bytea do not pass the driver. */
export async function addLatencies(tx: Tx, sourceId: number, rows: readonly LatencyCount[]): Promise<void> {
  if (rows.length === 0) return;
  const stored = await storedLatencies(tx, sourceId, rows);
  const merged = rows.map((row) => {
    const there = stored.get(slotKey(row));
    if (there === undefined) return row;
    const [legacy, candidate] = [emptyHistogram(), emptyHistogram()];
    for (const one of [there.legacy, row.legacy]) mergeInto(legacy, one);
    for (const one of [there.candidate, row.candidate]) mergeInto(candidate, one);
    return { ...row, legacy, candidate };
  });
  await tx.execute(sql`
    insert into shadow_latency_hours as o (endpoint_id, source_id, hour, legacy, candidate, n, legacy_errors,
      candidate_errors, legacy_sum_ms, candidate_sum_ms)
    select endpoint, ${sourceId}::int, hour, decode(legacy, 'hex'), decode(candidate, 'hex'), n, le, ce, ls, cs
    from unnest(${list(merged.map((one) => one.endpointId))}::int[],
      ${list(merged.map((one) => iso(one.hourMs)))}::text[]::timestamptz[],
      ${list(merged.map((one) => hex(one.legacy)))}::text[], ${list(merged.map((one) => hex(one.candidate)))}::text[],
      ${list(merged.map((one) => one.n))}::bigint[], ${list(merged.map((one) => one.legacyErrors))}::bigint[],
      ${list(merged.map((one) => one.candidateErrors))}::bigint[],
      ${list(merged.map((one) => one.legacySumMs))}::float8[], ${list(merged.map((one) => one.candidateSumMs))}::float8[])
      as s(endpoint, hour, legacy, candidate, n, le, ce, ls, cs)
    on conflict (endpoint_id, hour, source_id) do update set legacy = excluded.legacy, candidate = excluded.candidate,
      n = o.n + excluded.n, legacy_errors = o.legacy_errors + excluded.legacy_errors,
      candidate_errors = o.candidate_errors + excluded.candidate_errors,
      legacy_sum_ms = o.legacy_sum_ms + excluded.legacy_sum_ms,
      candidate_sum_ms = o.candidate_sum_ms + excluded.candidate_sum_ms`);
}

async function storedLatencies(tx: Tx, sourceId: number, slots: readonly Slot[]) {
  const rows = await tx.execute<LatencyRow>(sql`
    select h.endpoint_id, extract(epoch from h.hour)::float8 * 1000 as hour, encode(h.legacy, 'hex') as legacy,
      encode(h.candidate, 'hex') as candidate
    from shadow_latency_hours h
    join unnest(${list(slots.map((one) => one.endpointId))}::int[], ${list(slots.map((one) => iso(one.hourMs)))}::text[]::timestamptz[])
      as s(endpoint, hour) on s.endpoint = h.endpoint_id and s.hour = h.hour
    where h.source_id = ${sourceId}`);
  return new Map(
    rows.map((row) => [
      slotKey({ endpointId: row.endpoint_id, hourMs: Math.round(Number(row.hour)) }),
      { legacy: fromHex(row.legacy), candidate: fromHex(row.candidate) },
    ]),
  );
}
