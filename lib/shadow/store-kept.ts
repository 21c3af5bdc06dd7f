import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { shadowDifferences, shadowGroupPairs, shadowPairs } from "#drizzle/schema/shadow-kept.ts";
import type { Tx } from "../platform/database.ts";
import type { Db } from "./store.ts";
import type { PairRow } from "./store-acts.ts";

/** Reading what is kept of single exchanges. */

export async function countPairs(db: Db, pilotId: string): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`count(*)::int` })
    .from(shadowPairs)
    .where(eq(shadowPairs.pilotId, pilotId));
  return row?.n ?? 0;
}

/** In the order of their ids. */
export function pairsAfter(
  db: Db,
  { pilotId, after, limit }: { pilotId: string; after: string | null; limit: number },
): Promise<PairRow[]> {
  return db
    .select()
    .from(shadowPairs)
    .where(and(eq(shadowPairs.pilotId, pilotId), after === null ? undefined : gt(shadowPairs.id, after)))
    .orderBy(asc(shadowPairs.id))
    .limit(limit);
}

export type GroupPair = { pair: PairRow; first: boolean };

/** A group's kept pairs: its first, then the newest. */
export function pairsOfGroup(db: Db, groupId: number, limit: number): Promise<GroupPair[]> {
  return db
    .select({ pair: shadowPairs, first: shadowGroupPairs.first })
    .from(shadowGroupPairs)
    .innerJoin(shadowPairs, eq(shadowPairs.id, shadowGroupPairs.pairId))
    .where(eq(shadowGroupPairs.groupId, groupId))
    .orderBy(desc(shadowGroupPairs.first), desc(shadowGroupPairs.at))
    .limit(limit);
}

/** How many pairs a group keeps, and how many of them still differ so under the newest rules. */
export async function countGroupPairs(db: Db, groupId: number): Promise<{ kept: number; still: number }> {
  const [row] = await db
    .select({
      kept: sql<number>`count(*)::int`,
      still: sql<number>`(count(*) filter (where ${groupId} = any(${shadowPairs.groupsNow})))::int`,
    })
    .from(shadowGroupPairs)
    .innerJoin(shadowPairs, eq(shadowPairs.id, shadowGroupPairs.pairId))
    .where(eq(shadowGroupPairs.groupId, groupId));
  return row ?? { kept: 0, still: 0 };
}

export type DifferenceSeen = { exchange: number; at: Date; legacy: string | null; candidate: string | null };

/** The newest small rows of a group. */
export function differencesOfGroup(db: Db, groupId: number, limit: number): Promise<DifferenceSeen[]> {
  return db
    .select({
      exchange: shadowDifferences.exchange,
      at: shadowDifferences.at,
      legacy: shadowDifferences.legacy,
      candidate: shadowDifferences.candidate,
    })
    .from(shadowDifferences)
    .where(eq(shadowDifferences.groupId, groupId))
    .orderBy(desc(shadowDifferences.at))
    .limit(limit);
}

/** Pairs as they are under a version of the rules. */
export async function updatePairs(
  tx: Tx,
  rows: readonly Pick<PairRow, "id" | "differences" | "ruleVersion" | "groupsNow">[],
): Promise<void> {
  for (const { id, ...change } of rows) await tx.update(shadowPairs).set(change).where(eq(shadowPairs.id, id));
}
