import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { decisionActs, launchSnapshots, polls } from "#drizzle/schema/launch.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { DecisionAct, SaidDecisionAct } from "./core/calls.ts";
import type { Snapshot } from "./core/snapshot.ts";
import type { Said } from "./store-calls.ts";

/** Polls, the evidence they froze, and what was signed over it. Whoever changes any holds the pilot's row. */

type Db = Database | Tx;
export type PollRow = typeof polls.$inferSelect;
export type SnapshotRow = typeof launchSnapshots.$inferSelect;

export async function findOpenPoll(db: Db, pilotId: string): Promise<PollRow | null> {
  const [row] = await db
    .select()
    .from(polls)
    .where(and(eq(polls.pilotId, pilotId), isNull(polls.closedAt)));
  return row ?? null;
}

/** Newest first. */
export function listPolls(db: Db, pilotId: string): Promise<PollRow[]> {
  return db.select().from(polls).where(eq(polls.pilotId, pilotId)).orderBy(desc(polls.number)).limit(200);
}

export async function findPoll(db: Db, pilotId: string, number: number): Promise<PollRow | null> {
  const [row] = await db
    .select()
    .from(polls)
    .where(and(eq(polls.pilotId, pilotId), eq(polls.number, number)));
  return row ?? null;
}

/** With the pilot's next number. */
export async function insertPoll(tx: Tx, pilotId: string, { by, at }: Said): Promise<PollRow> {
  const number = sql`(select coalesce(max(number), 0) + 1 from polls where pilot_id = ${pilotId})`;
  const [row] = await tx
    .insert(polls)
    .values({ id: uuidv7(), pilotId, number, openedBy: by.name, openedAt: at })
    .returning();
  if (!row) throw new Error("The poll was not stored.");
  return row;
}

export async function endPoll(tx: Tx, id: string, sentence: string, { by, at }: Said): Promise<void> {
  await tx.update(polls).set({ closedAt: at, closedBy: by.name, closedSentence: sentence }).where(eq(polls.id, id));
}

/** In the order in which they were taken. */
export function listSnapshots(db: Db, pollId: string): Promise<SnapshotRow[]> {
  return db.select().from(launchSnapshots).where(eq(launchSnapshots.pollId, pollId)).orderBy(asc(launchSnapshots.n));
}

export async function newestSnapshot(db: Db, pollId: string): Promise<SnapshotRow | null> {
  const [row] = await db
    .select()
    .from(launchSnapshots)
    .where(eq(launchSnapshots.pollId, pollId))
    .orderBy(desc(launchSnapshots.n))
    .limit(1);
  return row ?? null;
}

type NewSnapshot = { pilotId: string; pollId: string; content: Snapshot; sha256: string; at: Date };

/** Answers its id. */
export async function insertSnapshot(tx: Tx, snapshot: NewSnapshot): Promise<string> {
  const id = uuidv7();
  await tx.insert(launchSnapshots).values({ id, ...snapshot });
  return id;
}

/** Of a poll, in the order in which they were said. */
export async function listDecisionActs(db: Db, pollId: string): Promise<SaidDecisionAct[]> {
  const rows = await db.select().from(decisionActs).where(eq(decisionActs.pollId, pollId)).orderBy(asc(decisionActs.n));
  return rows.map(({ id, act, byId, by, at }) => ({ id, pollId, act, byId, by, at: at.getTime() }));
}

/** Answers its id. */
export async function insertDecisionAct(
  tx: Tx,
  act: { pilotId: string; pollId: string; act: DecisionAct },
  { by, at }: Said,
): Promise<string> {
  const id = uuidv7();
  await tx.insert(decisionActs).values({ id, ...act, byId: by.id, by: by.name, at });
  return id;
}
