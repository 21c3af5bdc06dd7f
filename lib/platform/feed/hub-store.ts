import { and, asc, eq, gt, sql } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import type { Database } from "../database.ts";

/** What the feed hub asks of the database. */

export type FeedEvent = { sequence: number; subjectKind: string; subjectId: string };
/** When each kind of process was last heard of; null when never. */
type Sources = { runner: Date | null; keeper: Date | null };
/** The newest sequence of every chain, and the sources: one question, asked each second for all screens. */
export type Pulse = { sources: Sources; heads: ReadonlyMap<string, number> };

export async function readPulse(db: Database): Promise<Pulse> {
  const [row] = await db.execute<{
    runner: number | null;
    keeper: number | null;
    heads: Record<string, number> | null;
  }>(
    sql`select (select extract(epoch from max(beat_at))::float8 from heartbeats where role = 'runner') as runner,
               (select extract(epoch from max(beat_at))::float8 from heartbeats where role = 'keeper') as keeper,
               (select jsonb_object_agg(chain, sequence) from chain_heads) as heads`,
  );
  return {
    sources: { runner: dateOf(row?.runner ?? null), keeper: dateOf(row?.keeper ?? null) },
    heads: new Map(Object.entries(row?.heads ?? {})),
  };
}

function dateOf(epochSeconds: number | null): Date | null {
  return epochSeconds === null ? null : new Date(epochSeconds * 1000);
}

type After = { chain: string; after: number; limit: number };

/** A chain's events after a sequence, oldest first, at most `limit`. */
export async function readEventsAfter(db: Database, { chain, after, limit }: After): Promise<FeedEvent[]> {
  return db
    .select({ sequence: events.sequence, subjectKind: events.subjectKind, subjectId: events.subjectId })
    .from(events)
    .where(and(eq(events.chain, chain), gt(events.sequence, after)))
    .orderBy(asc(events.sequence))
    .limit(limit);
}
