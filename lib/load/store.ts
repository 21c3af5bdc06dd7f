import { and, asc, eq, gte, inArray, ne, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { heartbeats, runExamples, runNotes, runs, scenarios, scenarioVersions } from "#drizzle/schema/load.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { chainHeads, events } from "#drizzle/schema/platform.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { ErrorExample } from "./core/example.ts";

export type Db = Database | Tx;
export type RunRecord = typeof runs.$inferSelect;
export type RunWithScenario = RunRecord & { scenarioName: string; scenarioVersion: number; scenarioText: string };

/** A figure of a run's summary; null where it has none. */
export const summaryFigure = (name: "latencyMsP95" | "latencyMsP99" | "errorRatio" | "deliveredRatio" | "lastSecond") =>
  sql<number | null>`(${runs.summary}->>${sql.raw(`'${name}'`)})::float8`;

// Runs

/** The next number of a pilot's runs; its row stays locked until the commit, so that numbers have no gaps and no doubles. Null: the pilot
 *  is archived. */
export async function nextRunNumber(tx: Tx, pilotId: string): Promise<number | null> {
  const [pilot] = await tx
    .select({ archivedAt: pilots.archivedAt })
    .from(pilots)
    .where(eq(pilots.id, pilotId))
    .for("no key update");
  if (pilot?.archivedAt !== null) return null;
  const [row] = await tx
    .select({ last: sql<number | null>`max(${runs.number})` })
    .from(runs)
    .where(eq(runs.pilotId, pilotId));
  return (row?.last ?? 0) + 1;
}

export async function insertRun(tx: Tx, run: typeof runs.$inferInsert): Promise<void> {
  await tx.insert(runs).values(run);
}

const withScenario = (db: Db) =>
  db
    .select({
      run: runs,
      scenarioName: scenarios.name,
      scenarioVersion: scenarioVersions.version,
      scenarioText: scenarioVersions.text,
    })
    .from(runs)
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .innerJoin(scenarios, eq(scenarios.id, scenarioVersions.scenarioId))
    .$dynamic();

type Joined = { run: RunRecord; scenarioName: string; scenarioVersion: number; scenarioText: string };
const flat = ({ run, ...scenario }: Joined): RunWithScenario => ({ ...run, ...scenario });

export async function findRun(db: Db, pilotId: string, number: number): Promise<RunWithScenario | null> {
  const [row] = await withScenario(db).where(and(eq(runs.pilotId, pilotId), eq(runs.number, number)));
  return row ? flat(row) : null;
}

export async function findRunById(db: Db, id: string): Promise<RunWithScenario | null> {
  const [row] = await withScenario(db).where(eq(runs.id, id));
  return row ? flat(row) : null;
}

export async function countRuns(db: Db, pilotId: string): Promise<{ all: number; open: number }> {
  const [row] = await db
    .select({
      all: sql<number>`count(*)::int`,
      open: sql<number>`(count(*) filter (where ${runs.state} <> 'ended'))::int`,
    })
    .from(runs)
    .where(eq(runs.pilotId, pilotId));
  return row ?? { all: 0, open: 0 };
}

/** Without its scenario: for a runner that looks twice a second. */
export async function findRunRecord(db: Db, id: string): Promise<RunRecord | null> {
  const [row] = await db.select().from(runs).where(eq(runs.id, id));
  return row ?? null;
}

export async function lockRun(tx: Tx, id: string): Promise<RunRecord | null> {
  const [row] = await tx.select().from(runs).where(eq(runs.id, id)).for("no key update");
  return row ?? null;
}

export async function updateRun(tx: Db, id: string, change: Partial<typeof runs.$inferInsert>): Promise<void> {
  await tx.update(runs).set(change).where(eq(runs.id, id));
}

/** Runs that wait for a runner, the longest waiting first. */
export async function queuedRuns(db: Db): Promise<RunWithScenario[]> {
  const rows = await withScenario(db)
    .where(eq(runs.state, "queued"))
    .orderBy(asc(runs.requestedAt), asc(runs.id))
    .limit(50);
  return rows.map(flat);
}

const claimed = ["starting", "running", "finishing"] as const;

/** Runs that a runner holds. */
export function heldRuns(db: Db): Promise<RunRecord[]> {
  return db
    .select()
    .from(runs)
    .where(inArray(runs.state, [...claimed]));
}

/** Runs whose runner went away without a word since `since`: it may still be sending. */
export function recentlyAbandoned(db: Db, since: Date): Promise<RunRecord[]> {
  return db
    .select()
    .from(runs)
    .where(and(eq(runs.outcome, "interrupted"), gte(runs.endedAt, since), sql`${runs.runnerId} is not null`));
}

/** One claim at a time, so that two runners cannot take two runs of one target. Held to the commit. */
export async function lockClaims(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(4702112)`);
}

/** False when the run is no longer held by this runner. */
export async function renewLease(
  db: Db,
  { id, runnerId, until }: { id: string; runnerId: string; until: Date },
): Promise<boolean> {
  const rows = await db
    .update(runs)
    .set({ leaseUntil: until })
    .where(and(eq(runs.id, id), eq(runs.runnerId, runnerId), ne(runs.state, "ended")))
    .returning({ id: runs.id });
  return rows.length === 1;
}

// What stands beside a run

export async function insertExample(db: Db, runId: string, example: ErrorExample): Promise<void> {
  const texts = {
    detail: storable(example.detail),
    request: storable(example.request),
    answer: storable(example.answer),
  };
  await db.insert(runExamples).values({ id: uuidv7(), runId, ...example, ...texts });
}

/** A target may answer with anything; PostgreSQL's texts hold no NUL. */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD");
}

export function listExamples(db: Db, runId: string) {
  return db.select().from(runExamples).where(eq(runExamples.runId, runId)).orderBy(asc(runExamples.id)).limit(200);
}

export async function insertNote(tx: Tx, note: typeof runNotes.$inferInsert): Promise<void> {
  await tx.insert(runNotes).values(note);
}

export function listNotes(db: Db, runId: string) {
  return db
    .select()
    .from(runNotes)
    .where(eq(runNotes.runId, runId))
    .orderBy(asc(runNotes.second), asc(runNotes.id))
    .limit(500);
}

/** The log's entries about a run, in order. */
export function listRunEvents(db: Db, pilotId: string, runId: string) {
  return db
    .select()
    .from(events)
    .where(and(eq(events.chain, pilotId), eq(events.subjectKind, "run"), eq(events.subjectId, runId)))
    .orderBy(asc(events.sequence))
    .limit(500);
}

/** The newest entry of a pilot's log: whoever holds it can tell later whether the log was cut. Null before the first. */
export async function logHead(db: Db, pilotId: string): Promise<{ sequence: number; hash: Uint8Array } | null> {
  const [head] = await db.select().from(chainHeads).where(eq(chainHeads.chain, pilotId));
  return head ?? null;
}

// Who is alive

type Beat = { id: string; role: "runner" | "keeper"; host: string; pid: number };

export async function beat(db: Db, process: Beat): Promise<void> {
  const beatAt = sql`now()`;
  await db
    .insert(heartbeats)
    .values({ ...process, beatAt: new Date() })
    .onConflictDoUpdate({ target: heartbeats.id, set: { beatAt } });
}

/** Heartbeats of processes that are long gone are swept away. */
export async function sweepHeartbeats(db: Db): Promise<void> {
  await db.delete(heartbeats).where(sql`${heartbeats.beatAt} < now() - interval '1 day'`);
}
