import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import { operators, sessionOperators, trainingSessions } from "#drizzle/schema/training.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { Operator } from "./core/module.ts";

/** Operators. Whoever changes them holds the pilot's row. */

type Db = Database | Tx;
export type OperatorRow = typeof operators.$inferSelect;

/** Of one pilot, those who were not removed. */
export const mostOperators = 20_000;

// Reads

/** Those that were not removed, by shift, then name. */
export async function operatorsOf(db: Db, pilotId: string): Promise<Operator[]> {
  return (await operatorRowsOf(db, pilotId)).map(operatorOf);
}

export function operatorRowsOf(db: Db, pilotId: string): Promise<OperatorRow[]> {
  return db
    .select()
    .from(operators)
    .where(and(eq(operators.pilotId, pilotId), isNull(operators.removedAt)))
    .orderBy(asc(operators.shift), asc(operators.name), asc(operators.badge));
}

/** Removed ones too: their record stays. */
export async function operatorById(db: Db, pilotId: string, id: string): Promise<Operator | null> {
  const row = await findOperatorRow(db, pilotId, id);
  return row === null ? null : operatorOf(row);
}

/** Removed ones too. */
export async function findOperatorRow(db: Db, pilotId: string, id: string): Promise<OperatorRow | null> {
  const [row] = await db
    .select()
    .from(operators)
    .where(and(eq(operators.pilotId, pilotId), eq(operators.id, id)));
  return row ?? null;
}

export function operatorOf({ id, badge, name, shift, roles, language, isChampion }: OperatorRow): Operator {
  return { id, badge, name, shift, roles, language, isChampion };
}

/** Who has this badge now. */
export async function findByBadge(db: Db, pilotId: string, badge: string): Promise<OperatorRow | null> {
  const [row] = await db
    .select()
    .from(operators)
    .where(and(eq(operators.pilotId, pilotId), eq(operators.badge, badge), isNull(operators.removedAt)));
  return row ?? null;
}

export async function countOperators(db: Db, pilotId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(operators)
    .where(and(eq(operators.pilotId, pilotId), isNull(operators.removedAt)));
  return row?.count ?? 0;
}

/** By operator: the number of the first session they are booked in that is not over. */
export async function openBookings(db: Db, pilotId: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ operatorId: sessionOperators.operatorId, number: sql<number>`min(${trainingSessions.number})::int` })
    .from(sessionOperators)
    .innerJoin(trainingSessions, eq(trainingSessions.id, sessionOperators.sessionId))
    .where(
      and(
        eq(trainingSessions.pilotId, pilotId),
        isNull(trainingSessions.closedAt),
        isNull(trainingSessions.calledOffAt),
      ),
    )
    .groupBy(sessionOperators.operatorId);
  return new Map(rows.map(({ operatorId, number }) => [operatorId, number]));
}

/** What was saved about an operator after a version of it, in order. */
export function operatorSavedSince(
  db: Db,
  { pilotId, id, version }: { pilotId: string; id: string; version: number },
): Promise<{ by: string; before: unknown }[]> {
  return db
    .select({ by: events.actorName, before: events.before })
    .from(events)
    .where(
      and(
        eq(events.chain, pilotId),
        eq(events.subjectKind, "operator"),
        eq(events.subjectId, id),
        sql`(${events.after} ->> 'version')::int > ${version}`,
      ),
    )
    .orderBy(asc(events.sequence))
    .limit(100);
}

/** Who imported last; null: nobody yet. */
export async function lastImporter(db: Db, pilotId: string): Promise<string | null> {
  const [row] = await db
    .select({ by: events.actorName })
    .from(events)
    .where(and(eq(events.chain, pilotId), eq(events.verb, "operators.imported")))
    .orderBy(desc(events.sequence))
    .limit(1);
  return row?.by ?? null;
}

// Changes

export async function insertOperator(tx: Tx, operator: typeof operators.$inferInsert): Promise<void> {
  await tx.insert(operators).values(operator);
}

/** With its new version. */
export async function updateOperator(tx: Tx, id: string, change: Partial<OperatorRow>): Promise<OperatorRow> {
  const [row] = await tx
    .update(operators)
    .set({ ...change, version: sql`${operators.version} + 1` })
    .where(eq(operators.id, id))
    .returning();
  if (!row) throw new Error(`The operator ${id} is gone.`);
  return row;
}

/** A statement takes 65,535 values at most. */
const rowsAtOnce = 1_000;

/** Puts in those that are new and saves the others by their id. */
export async function upsertOperators(tx: Tx, pilotId: string, list: readonly Operator[]): Promise<void> {
  for (let from = 0; from < list.length; from += rowsAtOnce) {
    const rows = list.slice(from, from + rowsAtOnce).map((one) => ({ ...one, roles: [...one.roles], pilotId }));
    const set = {
      name: sql`excluded.name`,
      shift: sql`excluded.shift`,
      roles: sql`excluded.roles`,
      language: sql`excluded.language`,
      isChampion: sql`excluded.is_champion`,
      version: sql`${operators.version} + 1`,
    };
    await tx.insert(operators).values(rows).onConflictDoUpdate({ target: operators.id, set });
  }
}

export async function removeOperators(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  for (let from = 0; from < ids.length; from += rowsAtOnce)
    await tx
      .update(operators)
      .set({ removedAt: at, version: sql`${operators.version} + 1` })
      .where(inArray(operators.id, ids.slice(from, from + rowsAtOnce)));
}
