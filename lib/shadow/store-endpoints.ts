import { eq, sql } from "drizzle-orm";
import { shadowEndpoints } from "#drizzle/schema/shadow.ts";
import type { Tx } from "../platform/database.ts";

/** Endpoints made and shown at others. The pilot's shadow row must be locked. */

/** `made`: names that were new. `merged`: names that are counted with another endpoint. */
export type Ensured = { ids: Map<string, number>; made: string[]; merged: string[] };

/** The ids of endpoints by name. */
export async function ensureEndpoints(
  tx: Tx,
  pilotId: string,
  { names, at }: { names: readonly string[]; at: Date },
): Promise<Ensured> {
  const rows = await tx.execute<{ id: number; name: string; made: boolean; merged: boolean }>(sql`
    with asked as (select unnest(${sql.param(names)}::text[]) as name),
    made as (
      insert into shadow_endpoints (pilot_id, name, first_seen_at)
      select ${pilotId}::uuid, name, ${at.toISOString()}::timestamptz from asked order by name
      on conflict do nothing returning id, name)
    select id, name, true as made, false as merged from made
    union all
    select e.id, e.name, false, e.merged_into is not null from shadow_endpoints e join asked on asked.name = e.name
    where e.pilot_id = ${pilotId}::uuid`);
  return {
    ids: new Map(rows.map(({ id, name }) => [name, id])),
    made: rows.flatMap(({ name, made }) => (made ? [name] : [])),
    merged: rows.flatMap(({ name, merged }) => (merged ? [name] : [])),
  };
}

/** Shows these endpoints at another one. */
export async function mergeEndpoints(tx: Tx, ids: readonly number[], into: number): Promise<void> {
  await tx.execute(sql`
    update shadow_endpoints set merged_into = ${into}
    where (id = any(${sql.param(ids)}::int[]) or merged_into = any(${sql.param(ids)}::int[])) and id <> ${into}`);
  await tx.update(shadowEndpoints).set({ mergedInto: null }).where(eq(shadowEndpoints.id, into));
}

/** Which of these endpoints have anything counted at them themselves. */
export async function endpointsWithCounts(tx: Tx, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.execute<{ id: number }>(sql`
    select id from unnest(${sql.param(ids)}::int[]) as asked(id)
    where exists (select 1 from shadow_outcome_hours where endpoint_id = asked.id)
      or exists (select 1 from shadow_not_compared_hours where endpoint_id = asked.id)
      or exists (select 1 from shadow_groups where endpoint_id = asked.id and folded_into is null)`);
  return new Set(rows.map(({ id }) => id));
}
