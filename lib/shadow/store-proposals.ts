import { and, desc, eq, isNull, lte, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { shadowActs, shadowPairs } from "#drizzle/schema/shadow-kept.ts";
import type { Tx } from "../platform/database.ts";
import type { Shown } from "./core/noise-shapes.ts";
import type { Db } from "./store.ts";

/** What proposals are made from, and which of them were refused. */

/** `exchange`: its number. An exchange may have several, in a list. */
export type Sample = Shown & { exchange: number };

/** The newest differing values of each group, since `from`. */
export async function samplesOfGroups(
  db: Db,
  { groupIds, from, limit }: { groupIds: readonly number[]; from: Date | null; limit: number },
): Promise<Map<number, Sample[]>> {
  if (groupIds.length === 0) return new Map();
  const since = from === null ? sql`true` : sql`at >= ${from.toISOString()}::timestamptz`;
  const rows = await db.execute<{
    id: number;
    legacy: string | null;
    candidate: string | null;
    ms: number;
    exchange: string;
  }>(sql`
    select asked.id, d.exchange, d.legacy, d.candidate, extract(epoch from d.at)::float8 * 1000 as ms
    from unnest(${sql.param(groupIds)}::int[]) as asked(id)
    cross join lateral (
      select exchange, legacy, candidate, at from shadow_differences
      where group_id = asked.id and ${since} order by at desc limit ${limit}) d`);
  const samples = new Map<number, Sample[]>();
  for (const { id, exchange, legacy, candidate, ms } of rows) {
    const there = samples.get(id) ?? [];
    there.push({ exchange: Number(exchange), legacy, candidate, at: Math.round(Number(ms)) });
    samples.set(id, there);
  }
  return samples;
}

const isKept = sql`exists (select 1 from shadow_group_pairs g where g.pair_id = ${shadowPairs.id})`;
export type KeptPair = { endpointId: number; exchange: string; keptFor: number[] };

/** The newest kept pairs of a pilot that are not large, with the groups that keep them. What is set apart is kept by none. */
export async function newestPairs(
  db: Db,
  { pilotId, limit, mostBytes }: { pilotId: string; limit: number; mostBytes: number },
): Promise<KeptPair[]> {
  const keptFor = sql<number[]>`array(select g.group_id from shadow_group_pairs g where g.pair_id = ${shadowPairs.id})`;
  return db
    .select({ endpointId: shadowPairs.endpointId, exchange: shadowPairs.exchange, keptFor })
    .from(shadowPairs)
    .where(and(eq(shadowPairs.pilotId, pilotId), lte(shadowPairs.bytes, mostBytes), isKept))
    .orderBy(desc(shadowPairs.id))
    .limit(limit);
}

const ofNoGroup = and(isNull(shadowActs.groupId), isNull(shadowActs.exchangeKey));
const refusedWord = "proposal-refused";

export async function refusedProposals(db: Db, pilotId: string): Promise<Set<string>> {
  const rows = await db
    .select({ key: sql<string>`${shadowActs.act} ->> 'key'` })
    .from(shadowActs)
    .where(and(eq(shadowActs.pilotId, pilotId), ofNoGroup, sql`${shadowActs.act} ->> 'do' = ${refusedWord}`));
  return new Set(rows.map(({ key }) => key));
}

type Refusal = { pilotId: string; key: string; title: string; by: { id: string; name: string }; at: Date };

export async function insertRefusal(tx: Tx, { pilotId, key, title, by, at }: Refusal): Promise<void> {
  const act = { do: refusedWord, key, title };
  await tx.insert(shadowActs).values({ id: uuidv7(), pilotId, act, byId: by.id, by: by.name, at });
}
