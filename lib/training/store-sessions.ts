import { and, desc, eq, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import {
  kioskArrivals,
  kiosks,
  moduleVersions,
  operatorPins,
  operators,
  sessionOperators,
  trainingModules,
  trainingSessions,
} from "#drizzle/schema/training.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { TrainingModule } from "./core/module.ts";
import type { SessionState } from "./core/session-state.ts";
import { moduleOf } from "./store-modules.ts";
import { type OperatorRow, operatorOf } from "./store-operators.ts";

/** Sessions and who is expected in them. Whoever changes a session holds its row. */

type Db = Database | Tx;
export type SessionRow = typeof trainingSessions.$inferSelect;
/** `module`: with the version that the session teaches. */
export type TaughtSession = { session: SessionRow; module: TrainingModule };

const taught = (db: Db) =>
  db
    .select({ session: trainingSessions, version: moduleVersions, module: trainingModules })
    .from(trainingSessions)
    .innerJoin(moduleVersions, eq(moduleVersions.id, trainingSessions.moduleVersionId))
    .innerJoin(trainingModules, eq(trainingModules.id, moduleVersions.moduleId));

type TaughtRow = Awaited<ReturnType<typeof taught>>[number];
const taughtOf = ({ session, ...module }: TaughtRow): TaughtSession => ({ session, module: moduleOf(module) });

export async function findSession(db: Db, pilotId: string, number: number): Promise<TaughtSession | null> {
  const [row] = await taught(db).where(and(eq(trainingSessions.pilotId, pilotId), eq(trainingSessions.number, number)));
  return row === undefined ? null : taughtOf(row);
}

export async function findSessionById(db: Db, id: string): Promise<TaughtSession | null> {
  const [row] = await taught(db).where(eq(trainingSessions.id, id));
  return row === undefined ? null : taughtOf(row);
}

export type SessionsAsked = {
  state: SessionState | "all";
  module?: string | undefined;
  trainer?: string | undefined;
  before?: number | undefined;
  most: number;
};

const inState: Readonly<Record<SessionState, SQL | undefined>> = {
  planned: and(
    isNull(trainingSessions.openedAt),
    isNull(trainingSessions.closedAt),
    isNull(trainingSessions.calledOffAt),
  ),
  open: and(
    isNotNull(trainingSessions.openedAt),
    isNull(trainingSessions.closedAt),
    isNull(trainingSessions.calledOffAt),
  ),
  closed: isNotNull(trainingSessions.closedAt),
  "called-off": isNotNull(trainingSessions.calledOffAt),
};

/** Newest first, by number. */
export async function listSessions(db: Db, pilotId: string, asked: SessionsAsked): Promise<TaughtSession[]> {
  const rows = await taught(db)
    .where(
      and(
        eq(trainingSessions.pilotId, pilotId),
        asked.state === "all" ? undefined : inState[asked.state],
        asked.module === undefined ? undefined : eq(trainingModules.id, asked.module),
        asked.trainer === undefined ? undefined : eq(trainingSessions.trainerId, asked.trainer),
        asked.before === undefined ? undefined : lt(trainingSessions.number, asked.before),
      ),
    )
    .orderBy(desc(trainingSessions.number))
    .limit(asked.most);
  return rows.map(taughtOf);
}

/** With the pilot's next number. */
export async function insertSession(
  tx: Tx,
  session: Omit<typeof trainingSessions.$inferInsert, "number">,
): Promise<SessionRow> {
  const number = sql`(select coalesce(max(number), 0) + 1 from training_sessions where pilot_id = ${session.pilotId})`;
  const [row] = await tx
    .insert(trainingSessions)
    .values({ ...session, number })
    .returning();
  if (!row) throw new Error("The session was not stored.");
  return row;
}

/** With its new version. */
export async function updateSession(tx: Tx, id: string, change: Partial<SessionRow>): Promise<SessionRow> {
  const [row] = await tx
    .update(trainingSessions)
    .set({ ...change, version: sql`${trainingSessions.version} + 1` })
    .where(eq(trainingSessions.id, id))
    .returning();
  if (!row) throw new Error(`The session ${id} is gone.`);
  return row;
}

/** Who saved the session after a version of it; null: nobody. */
export async function sessionSavedBy(
  db: Db,
  { pilotId, id, version }: { pilotId: string; id: string; version: number },
): Promise<string | null> {
  const [row] = await db
    .select({ by: events.actorName })
    .from(events)
    .where(
      and(
        eq(events.chain, pilotId),
        eq(events.subjectKind, "training-session"),
        eq(events.subjectId, id),
        sql`(${events.after} ->> 'version')::int > ${version}`,
      ),
    )
    .orderBy(desc(events.sequence))
    .limit(1);
  return row?.by ?? null;
}

// Who is expected

export type Booked = { operator: OperatorRow; hasPin: boolean; isLocked: boolean; wrong: number };

/** By shift, then name; removed operators too, their record stays. */
export async function bookedIn(db: Db, sessionId: string): Promise<Booked[]> {
  const rows = await db
    .select({
      operator: operators,
      hash: operatorPins.hash,
      lockedAt: operatorPins.lockedAt,
      wrong: operatorPins.wrong,
    })
    .from(sessionOperators)
    .innerJoin(operators, eq(operators.id, sessionOperators.operatorId))
    .leftJoin(operatorPins, eq(operatorPins.operatorId, operators.id))
    .where(eq(sessionOperators.sessionId, sessionId))
    .orderBy(operators.shift, operators.name, operators.badge);
  return rows.map(({ operator, hash, lockedAt, wrong }) => ({
    operator,
    hasPin: hash !== null,
    isLocked: lockedAt !== null,
    wrong: wrong ?? 0,
  }));
}

/** Ids of operators by session. */
export async function bookedBySession(db: Db, sessionIds: readonly string[]): Promise<Map<string, string[]>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await db
    .select({ sessionId: sessionOperators.sessionId, operatorId: sessionOperators.operatorId })
    .from(sessionOperators)
    .where(inArray(sessionOperators.sessionId, [...sessionIds]));
  const bySession = new Map<string, string[]>();
  for (const { sessionId, operatorId } of rows)
    bySession.set(sessionId, [...(bySession.get(sessionId) ?? []), operatorId]);
  return bySession;
}

/** Answers those who were not booked yet. */
export async function insertBookings(
  tx: Tx,
  { sessionId, operatorIds, by, at }: { sessionId: string; operatorIds: readonly string[]; by: string; at: Date },
): Promise<string[]> {
  if (operatorIds.length === 0) return [];
  const rows = operatorIds.map((operatorId) => ({ sessionId, operatorId, bookedAt: at, bookedBy: by }));
  const made = await tx
    .insert(sessionOperators)
    .values(rows)
    .onConflictDoNothing()
    .returning({ operatorId: sessionOperators.operatorId });
  return made.map(({ operatorId }) => operatorId);
}

/** False when they were not booked. */
export async function deleteBooking(tx: Tx, sessionId: string, operatorId: string): Promise<boolean> {
  const gone = await tx
    .delete(sessionOperators)
    .where(and(eq(sessionOperators.sessionId, sessionId), eq(sessionOperators.operatorId, operatorId)))
    .returning({ operatorId: sessionOperators.operatorId });
  return gone.length === 1;
}

/** Of these, those of the pilot who were not removed. */
export async function operatorsAmong(db: Db, pilotId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(operators)
    .where(and(eq(operators.pilotId, pilotId), inArray(operators.id, [...ids]), isNull(operators.removedAt)));
  return rows.map(operatorOf);
}

// Tablets

/** That are handed round now. */
export function openKiosksOf(db: Db, sessionId: string, now: Date) {
  return db
    .select()
    .from(kiosks)
    .where(
      and(eq(kiosks.sessionId, sessionId), isNull(kiosks.closedAt), sql`${kiosks.expiresAt} > ${now.toISOString()}`),
    )
    .orderBy(kiosks.openedAt);
}

const noTrouble = ["signed", "pin-set", "declined", "already-signed"];

/** What a tablet brought that did not become a signature, and was not followed by one of the same operator. Newest first. */
export async function troublesOf(db: Db, sessionId: string) {
  const later = sql`exists (select 1 from kiosk_arrivals l where l.session_id = ${kioskArrivals.sessionId}
    and l.operator_id is not distinct from ${kioskArrivals.operatorId} and l.kind = ${kioskArrivals.kind}
    and l.result in ('signed', 'pin-set') and l.arrived_at > ${kioskArrivals.arrivedAt})`;
  return db
    .select()
    .from(kioskArrivals)
    .where(
      and(
        eq(kioskArrivals.sessionId, sessionId),
        isNotNull(kioskArrivals.result),
        sql`${kioskArrivals.result} not in (${sql.join(
          noTrouble.map((one) => sql`${one}`),
          sql`, `,
        )})`,
        sql`not ${later}`,
      ),
    )
    .orderBy(desc(kioskArrivals.arrivedAt))
    .limit(100);
}
