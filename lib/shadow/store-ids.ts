import { sql } from "drizzle-orm";
import type { MappedId } from "./core/id-map.ts";
import type { Db } from "./store.ts";

/** What the two systems call the same things, a pilot at a time. */

/** What is longer names nothing. */
export const longestId = 200;

/** Of every type. */
export async function findIds(db: Db, pilotId: string, legacy: readonly string[]): Promise<MappedId[]> {
  if (legacy.length === 0) return [];
  const rows = await db.execute<MappedId>(sql`
    select type, legacy, candidate from shadow_ids
    where pilot_id = ${pilotId}::uuid and legacy = any(${sql.param(legacy)}::text[])`);
  return rows.map(({ type, legacy: id, candidate }) => ({ type, legacy: id, candidate }));
}

/** Adds or renews; the last of two partners counts. */
export async function addIds(db: Db, pilotId: string, ids: readonly MappedId[]): Promise<void> {
  if (ids.length === 0) return;
  const once = [...new Map(ids.map((one) => [JSON.stringify([one.type, one.legacy]), one])).values()];
  await db.execute(sql`
    insert into shadow_ids (pilot_id, type, legacy, candidate)
    select ${pilotId}::uuid, t, l, c from unnest(${sql.param(once.map(({ type }) => type))}::text[],
      ${sql.param(once.map(({ legacy }) => legacy))}::text[],
      ${sql.param(once.map(({ candidate }) => candidate))}::text[]) as s(t, l, c)
    on conflict (pilot_id, legacy, type) do update set candidate = excluded.candidate, n = default
    where shadow_ids.candidate <> excluded.candidate`);
}

/** Keeps each pilot's newest. Answers how many went. */
export async function deleteOldIds(db: Db, most: number): Promise<number> {
  const rows = await db.execute(sql`
    delete from shadow_ids i using (
      select p.pilot_id, (select n from shadow_ids o where o.pilot_id = p.pilot_id order by n desc offset ${most}::int limit 1) as last
      from shadow_pilots p) as b
    where i.pilot_id = b.pilot_id and i.n <= b.last
    returning 1`);
  return rows.length;
}
