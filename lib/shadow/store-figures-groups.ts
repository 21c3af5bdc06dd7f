import { sql } from "drizzle-orm";
import type { Db } from "./store.ts";
import { type Span, within } from "./store-figures.ts";

/** The groups' counts, read. */

/** Exchanges by group, and their hours of the last two days: `trend[47]` is the newest hour, ending at `now`. */
export async function sumGroups(
  db: Db,
  span: Span,
  { now, only = null }: { now: Date; only?: number | null },
): Promise<{ n: Map<number, number>; trends: Map<number, number[]> }> {
  const one = only === null ? sql`true` : sql`h.group_id = ${only}`;
  const ofGroups = sql`g.pilot_id = ${span.pilotId}::uuid and ${one}`;
  const rows = await db.execute<{ id: number; n: string }>(sql`
    select h.group_id as id, sum(h.n)::bigint as n
    from shadow_group_hours h join shadow_groups g on g.id = h.group_id
    where ${ofGroups} and ${within(span, "h.hour")} group by 1`);
  const recent = await db.execute<{ id: number; ago: number; n: string }>(sql`
    select h.group_id as id, floor(extract(epoch from ${now.toISOString()}::timestamptz - h.hour) / 3600)::int as ago,
      sum(h.n)::bigint as n
    from shadow_group_hours h join shadow_groups g on g.id = h.group_id
    where ${ofGroups} and h.hour > ${now.toISOString()}::timestamptz - interval '48 hours'
      and h.hour <= ${now.toISOString()}::timestamptz
    group by 1, 2`);
  const trends = new Map<number, number[]>();
  for (const { id, ago, n } of recent) {
    const trend = trends.get(id) ?? new Array<number>(48).fill(0);
    trend[47 - ago] = Number(n);
    trends.set(id, trend);
  }
  return { n: new Map(rows.map(({ id, n }) => [id, Number(n)])), trends };
}

/** Exchanges that both systems answered, by endpoint: few rows, however many combinations there are. */
export async function countAnswered(db: Db, span: Span): Promise<Map<number, number>> {
  const rows = await db.execute<{ id: number; n: string }>(sql`
    select o.endpoint_id as id, sum(o.n)::bigint as n
    from shadow_latency_hours o join shadow_endpoints e on e.id = o.endpoint_id
    where e.pilot_id = ${span.pilotId}::uuid and ${within(span, "o.hour")} group by 1`);
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}

export type Example = { legacy: string | null; candidate: string | null };

/** The newest three of each group, by the group's number. */
export async function newestExamples(
  db: Db,
  pilotId: string,
  numbers: readonly number[],
): Promise<Map<number, Example[]>> {
  if (numbers.length === 0) return new Map();
  const rows = await db.execute<{ number: number } & Example>(sql`
    select g.number, d.legacy, d.candidate from shadow_groups g
    cross join lateral (
      select legacy, candidate from shadow_differences where group_id = g.id order by at desc limit 3) d
    where g.pilot_id = ${pilotId}::uuid and g.number = any(${sql.param(numbers)}::int[])`);
  const examples = new Map<number, Example[]>();
  for (const { number, legacy, candidate } of rows)
    examples.set(number, [...(examples.get(number) ?? []), { legacy, candidate }]);
  return examples;
}
