import { and, asc, count, desc, eq, exists, inArray, lt, ne, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import {
  databaseTestStatements,
  databaseTests,
  databaseTestTexts,
  practiceDatabases,
} from "#drizzle/schema/database-tests.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { Statement } from "./core/statement.ts";

type Db = Database | Tx;
export type TestRecord = typeof databaseTests.$inferSelect;
export type StatementRecord = typeof databaseTestStatements.$inferSelect;
export type PracticeRecord = typeof practiceDatabases.$inferSelect;
export type NamedTest = TestRecord & { name: string; version: number; text: string };

// Texts

/** The newest version of each name. */
export function listTexts(db: Db, pilotId: string) {
  return db
    .selectDistinctOn([databaseTestTexts.name], {
      name: databaseTestTexts.name,
      version: databaseTestTexts.version,
      text: databaseTestTexts.text,
    })
    .from(databaseTestTexts)
    .where(eq(databaseTestTexts.pilotId, pilotId))
    .orderBy(databaseTestTexts.name, desc(databaseTestTexts.version))
    .limit(200);
}

type NewText = { pilotId: string; name: string; text: string; by: string; at: Date };

/** The version that has this text: the newest of that name when it is the same, else a new one. The pilot's row must be locked. */
export async function saveText(
  tx: Tx,
  { pilotId, name, text, by, at }: NewText,
): Promise<{ id: string; version: number }> {
  const own = and(eq(databaseTestTexts.pilotId, pilotId), eq(databaseTestTexts.name, name));
  const [newest] = await tx
    .select()
    .from(databaseTestTexts)
    .where(own)
    .orderBy(desc(databaseTestTexts.version))
    .limit(1);
  if (newest?.text === text) return newest;
  const row = { id: uuidv7(), pilotId, name, version: (newest?.version ?? 0) + 1, text, createdBy: by, createdAt: at };
  await tx.insert(databaseTestTexts).values(row);
  return row;
}

// Tests

/** With the pilot's next number. The pilot's row must be locked. */
export async function insertTest(
  tx: Tx,
  test: Omit<typeof databaseTests.$inferInsert, "number">,
  statements: readonly Statement[],
): Promise<number> {
  const number = sql`(select coalesce(max(number), 0) + 1 from database_tests where pilot_id = ${test.pilotId})`;
  const [row] = await tx
    .insert(databaseTests)
    .values({ ...test, number })
    .returning({ number: databaseTests.number });
  if (row === undefined) throw new Error("The test was not stored.");
  await tx.insert(databaseTestStatements).values(
    statements.map(({ values, ...one }, place) => ({
      ...one,
      ...{ testId: test.id, place, values: [...values], timesMs: [], scans: [] },
    })),
  );
  return row.number;
}

const named = (db: Db) =>
  db
    .select({
      test: databaseTests,
      name: databaseTestTexts.name,
      version: databaseTestTexts.version,
      text: databaseTestTexts.text,
    })
    .from(databaseTests)
    .innerJoin(databaseTestTexts, eq(databaseTestTexts.id, databaseTests.textId))
    .$dynamic();

type Joined = { test: TestRecord; name: string; version: number; text: string };
const flat = ({ test, ...text }: Joined): NamedTest => ({ ...test, ...text });

/** Newest first; a page at a time. */
export async function listTests(db: Db, pilotId: string, page: { from: number; most: number }): Promise<NamedTest[]> {
  const rows = await named(db)
    .where(eq(databaseTests.pilotId, pilotId))
    .orderBy(desc(databaseTests.number))
    .offset(page.from)
    .limit(page.most);
  return rows.map(flat);
}

export async function countTests(db: Db, pilotId: string): Promise<number> {
  const [row] = await db.select({ all: count() }).from(databaseTests).where(eq(databaseTests.pilotId, pilotId));
  return row?.all ?? 0;
}

export async function findTest(db: Db, pilotId: string, number: number): Promise<NamedTest | null> {
  const [row] = await named(db).where(and(eq(databaseTests.pilotId, pilotId), eq(databaseTests.number, number)));
  return row === undefined ? null : flat(row);
}

/** The newest test before one that was carried out to its end, of the same name, on the same database. */
export async function findBefore(db: Db, { pilotId, name, database, number }: NamedTest): Promise<TestRecord | null> {
  const [row] = await named(db)
    .where(
      and(
        eq(databaseTests.pilotId, pilotId),
        eq(databaseTestTexts.name, name),
        eq(databaseTests.database, database),
        eq(databaseTests.outcome, "completed"),
        lt(databaseTests.number, number),
      ),
    )
    .orderBy(desc(databaseTests.number))
    .limit(1);
  return row?.test ?? null;
}

export async function findTestRecord(db: Db, id: string): Promise<TestRecord | null> {
  const [row] = await db.select().from(databaseTests).where(eq(databaseTests.id, id));
  return row ?? null;
}

/** Held to the commit. */
export async function lockTest(tx: Tx, id: string): Promise<TestRecord | null> {
  const [row] = await tx.select().from(databaseTests).where(eq(databaseTests.id, id)).for("no key update");
  return row ?? null;
}

export async function updateTest(
  tx: Db,
  id: string,
  change: Partial<typeof databaseTests.$inferInsert>,
): Promise<void> {
  await tx.update(databaseTests).set(change).where(eq(databaseTests.id, id));
}

/** Tests that wait for a runner, the longest waiting first. */
export function queuedTests(db: Db): Promise<TestRecord[]> {
  return db
    .select()
    .from(databaseTests)
    .where(eq(databaseTests.state, "queued"))
    .orderBy(asc(databaseTests.requestedAt), asc(databaseTests.id))
    .limit(50);
}

/** Tests that a runner holds. */
export function heldTests(db: Db): Promise<TestRecord[]> {
  return db.select().from(databaseTests).where(eq(databaseTests.state, "running"));
}

/** One claim at a time, so that two runners cannot take two tests of one database. Held to the commit. */
export async function lockClaims(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gantry.database-tests'))`);
}

type Lease = { id: string; runnerId: string; until: Date };

/** False when the test is no longer held by this runner. */
export async function renewLease(db: Db, { id, runnerId, until }: Lease): Promise<boolean> {
  const rows = await db
    .update(databaseTests)
    .set({ leaseUntil: until })
    .where(and(eq(databaseTests.id, id), eq(databaseTests.runnerId, runnerId), ne(databaseTests.state, "ended")))
    .returning({ id: databaseTests.id });
  return rows.length === 1;
}

// Statements

export function listStatements(db: Db, testId: string): Promise<StatementRecord[]> {
  return db
    .select()
    .from(databaseTestStatements)
    .where(eq(databaseTestStatements.testId, testId))
    .orderBy(asc(databaseTestStatements.place));
}

export type StatementChange = Partial<Omit<StatementRecord, "testId" | "place">>;

/** Nothing is changed once its test has ended: its verdict is over what stood there then. */
export async function updateStatement(
  db: Db,
  { testId, place }: { testId: string; place: number },
  change: StatementChange,
): Promise<void> {
  await db
    .update(databaseTestStatements)
    .set(change)
    .where(
      and(eq(databaseTestStatements.testId, testId), eq(databaseTestStatements.place, place), exists(open(db, testId))),
    );
}

const open = (db: Db, id: string) =>
  db
    .select({ id: databaseTests.id })
    .from(databaseTests)
    .where(and(eq(databaseTests.id, id), ne(databaseTests.state, "ended")));

// The practice database

/** The newest asking counts; null before the first. */
export async function newestPractice(db: Db): Promise<PracticeRecord | null> {
  const [row] = await db.select().from(practiceDatabases).orderBy(desc(practiceDatabases.requestedAt)).limit(1);
  return row ?? null;
}

export async function insertPractice(tx: Tx, row: typeof practiceDatabases.$inferInsert): Promise<void> {
  await tx.insert(practiceDatabases).values(row);
}

/** False when it does not stand so any more, or where `runnerId` is given, when another runner holds it. */
export async function updatePractice(
  db: Db,
  { id, from, runnerId }: { id: string; from: readonly PracticeRecord["state"][]; runnerId?: string | null },
  change: Partial<typeof practiceDatabases.$inferInsert>,
): Promise<boolean> {
  const rows = await db
    .update(practiceDatabases)
    .set(change)
    .where(
      and(
        eq(practiceDatabases.id, id),
        inArray(practiceDatabases.state, [...from]),
        runnerId === undefined ? undefined : sql`${practiceDatabases.runnerId} is not distinct from ${runnerId}`,
      ),
    )
    .returning({ id: practiceDatabases.id });
  return rows.length === 1;
}
