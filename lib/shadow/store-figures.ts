import { sql } from "drizzle-orm";
import { decodeHistogram, emptyHistogram, type Histogram, mergeInto } from "#lib/platform/core/histogram.ts";
import type { NotCompared, SourceKind } from "./core/exchange.ts";
import type { Db } from "./store.ts";

/** The counts, read. `to` null: to this day. */

export type Span = { pilotId: string; from: Date | null; to: Date | null };

export const within = ({ from, to }: Span, column: string) => {
  const name = sql.raw(column);
  const lower = from === null ? sql`true` : sql`${name} >= ${from.toISOString()}::timestamptz`;
  const upper = to === null ? sql`true` : sql`${name} < ${to.toISOString()}::timestamptz`;
  return sql`(${lower} and ${upper})`;
};
/** An endpoint's own row or the one that shows its counts. */
const shown = sql`coalesce(e.merged_into, e.id)`;
const endpoints = sql`shadow_endpoints e`;

export type OutcomeSum = { endpointId: number; kind: SourceKind; groups: number[]; n: number };

/** Summed over the hours: as many rows as there are combinations. */
export async function sumOutcomes(db: Db, span: Span): Promise<OutcomeSum[]> {
  const rows = await db.execute<{ endpoint: number; kind: SourceKind; groups: number[]; n: string }>(sql`
    select ${shown} as endpoint, s.kind, o.groups, sum(o.n)::bigint as n
    from shadow_outcome_hours o join ${endpoints} on e.id = o.endpoint_id join shadow_sources s on s.id = o.source_id
    where e.pilot_id = ${span.pilotId}::uuid and o.n > 0 and ${within(span, "o.hour")}
    group by 1, 2, 3`);
  return rows.map(({ endpoint, kind, groups, n }) => ({ endpointId: endpoint, kind, groups, n: Number(n) }));
}

export type ReasonSum = { endpointId: number; kind: SourceKind; reason: NotCompared; n: number };

export async function sumNotCompared(db: Db, span: Span): Promise<ReasonSum[]> {
  const rows = await db.execute<{ endpoint: number; kind: SourceKind; reason: NotCompared; n: string }>(sql`
    select ${shown} as endpoint, s.kind, o.reason, sum(o.n)::bigint as n
    from shadow_not_compared_hours o join ${endpoints} on e.id = o.endpoint_id
      join shadow_sources s on s.id = o.source_id
    where e.pilot_id = ${span.pilotId}::uuid and ${within(span, "o.hour")}
    group by 1, 2, 3`);
  return rows.map(({ endpoint, kind, reason, n }) => ({ endpointId: endpoint, kind, reason, n: Number(n) }));
}

/** Hours in which real exchanges were compared, epoch ms. */
export async function seenHours(db: Db, span: Span): Promise<number[]> {
  const rows = await db.execute<{ ms: number }>(sql`
    select distinct extract(epoch from o.hour)::float8 * 1000 as ms
    from shadow_outcome_hours o join ${endpoints} on e.id = o.endpoint_id join shadow_sources s on s.id = o.source_id
    where e.pilot_id = ${span.pilotId}::uuid and s.kind <> 'simulated' and o.n > 0 and ${within(span, "o.hour")}
    order by 1`);
  return rows.map(({ ms }) => Math.round(Number(ms)));
}

export async function sumIgnored(db: Db, span: Span): Promise<Map<string, number>> {
  const rows = await db.execute<{ rule: string; n: string }>(sql`
    select o.rule, sum(o.n)::bigint as n from shadow_ignored_hours o join ${endpoints} on e.id = o.endpoint_id
    where e.pilot_id = ${span.pilotId}::uuid and ${within(span, "o.hour")} group by 1`);
  return new Map(rows.map(({ rule, n }) => [rule, Number(n)]));
}

export type LatencySum = {
  endpointId: number;
  legacy: Histogram;
  candidate: Histogram;
  n: number;
  legacyErrors: number;
  candidateErrors: number;
};

type LatencyRow = { endpoint: number; legacy: string; candidate: string; n: string; le: string; ce: string };

/** By endpoint. Histograms of hours are merged here. */
export async function sumLatencies(db: Db, span: Span): Promise<LatencySum[]> {
  const rows = await db.execute<LatencyRow>(sql`
    select ${shown} as endpoint, encode(o.legacy, 'hex') as legacy, encode(o.candidate, 'hex') as candidate, o.n,
      o.legacy_errors as le, o.candidate_errors as ce
    from shadow_latency_hours o join ${endpoints} on e.id = o.endpoint_id
    where e.pilot_id = ${span.pilotId}::uuid and ${within(span, "o.hour")}`);
  const sums = new Map<number, LatencySum>();
  for (const row of rows) {
    const sum = sums.get(row.endpoint) ?? emptySum(row.endpoint);
    mergeInto(sum.legacy, decodeHistogram(Buffer.from(row.legacy, "hex")));
    mergeInto(sum.candidate, decodeHistogram(Buffer.from(row.candidate, "hex")));
    sum.n += Number(row.n);
    sum.legacyErrors += Number(row.le);
    sum.candidateErrors += Number(row.ce);
    sums.set(row.endpoint, sum);
  }
  return [...sums.values()];
}

function emptySum(endpointId: number): LatencySum {
  const histograms = { legacy: emptyHistogram(), candidate: emptyHistogram() };
  return { endpointId, ...histograms, n: 0, legacyErrors: 0, candidateErrors: 0 };
}

/** Exchanges of an endpoint that were compared from an hour on. */
export async function comparedSince(db: Db, endpointId: number, since: Date): Promise<number> {
  const [row] = await db.execute<{ n: string }>(sql`
    select coalesce(sum(n), 0)::bigint as n from shadow_outcome_hours
    where endpoint_id = ${endpointId} and hour >= ${since.toISOString()}::timestamptz`);
  return Number(row?.n ?? 0);
}

export type ArrivalSum = { first: string; last: string; earliest: string; latest: string; n: number };

/** When exchanges came in, beside their own times; null before the first. */
export async function sumArrivals(db: Db, pilotId: string): Promise<ArrivalSum | null> {
  const [row] = await db.execute<Record<"first" | "last" | "earliest" | "latest", string | null> & { n: string }>(sql`
    select to_char(min(a.hour) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first,
      to_char(max(a.hour) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last,
      to_char(min(a.earliest_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as earliest,
      to_char(max(a.latest_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as latest,
      coalesce(sum(a.n), 0)::bigint as n
    from shadow_arrival_hours a join shadow_sources s on s.id = a.source_id where s.pilot_id = ${pilotId}::uuid`);
  const { first, last, earliest, latest } = row ?? {};
  if (!first || !last || !earliest || !latest) return null;
  return { first, last, earliest, latest, n: Number(row?.n) };
}
