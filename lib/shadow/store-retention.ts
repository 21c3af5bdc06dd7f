import { sql } from "drizzle-orm";
import type { Db } from "./store.ts";

/** What goes after a while. */

type Old = { before: Date; limit: number };

export async function deleteOldDifferences(db: Db, { before, limit }: Old): Promise<number> {
  const rows = await db.execute(sql`
    delete from shadow_differences where ctid = any(array(
      select ctid from shadow_differences where arrived_at < ${before.toISOString()}::timestamptz limit ${limit}))
    returning 1`);
  return rows.length;
}

export async function deleteOldExchanges(db: Db, { before, limit }: Old): Promise<number> {
  const rows = await db.execute(sql`
    delete from shadow_exchanges where ctid = any(array(
      select ctid from shadow_exchanges where arrived_at < ${before.toISOString()}::timestamptz limit ${limit}))
    returning 1`);
  return rows.length;
}

/** Keeps so many small rows of all pilots; what was written first goes first. */
export async function deleteMostDifferences(db: Db, { most, limit }: { most: number; limit: number }): Promise<number> {
  const rows = await db.execute(sql`
    delete from shadow_differences where ctid = any(array(
      select ctid from shadow_differences
      limit (select least(${limit}::bigint, greatest(0, count(*) - ${most}::bigint)) from shadow_differences)))
    returning 1`);
  return rows.length;
}
