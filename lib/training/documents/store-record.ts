import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { evidenceFiles } from "#drizzle/schema/checklist.ts";
import { events } from "#drizzle/schema/platform.ts";
import {
  kioskArrivals,
  moduleVersions,
  operators,
  sessionOperators,
  trainingActs,
  trainingModules,
  trainingSessions,
} from "#drizzle/schema/training.ts";
import type { Database } from "../../platform/database.ts";
import type { PaperFile } from "../core/record/record-facts.ts";

/** What records of training are written from. Nothing is changed here. */

export type ActRow = typeof trainingActs.$inferSelect;
export type OperatorRow = typeof operators.$inferSelect;
export type ArrivalRow = typeof kioskArrivals.$inferSelect;
export type EventRow = typeof events.$inferSelect;
export type SessionRow = {
  session: typeof trainingSessions.$inferSelect;
  version: typeof moduleVersions.$inferSelect;
  code: string;
};

/** Of a pilot, by number; with the module's version that is taught in it. */
export async function sessionByNumber(db: Database, pilotId: string, number: number): Promise<SessionRow | null> {
  const [row] = await sessionRows(db)
    .where(and(eq(trainingSessions.pilotId, pilotId), eq(trainingSessions.number, number)))
    .limit(1);
  return row ?? null;
}

/** Every session in which the operator was booked or has an act, oldest first. */
export function sessionsOfOperator(db: Database, pilotId: string, operatorId: string): Promise<SessionRow[]> {
  return sessionRows(db)
    .where(
      sql`${trainingSessions.pilotId} = ${pilotId} and ${trainingSessions.id} in (
        select session_id from ${sessionOperators} where operator_id = ${operatorId}
        union select session_id from ${trainingActs} where operator_id = ${operatorId})`,
    )
    .orderBy(asc(trainingSessions.plannedFrom), asc(trainingSessions.number));
}

function sessionRows(db: Database) {
  return db
    .select({ session: trainingSessions, version: moduleVersions, code: trainingModules.code })
    .from(trainingSessions)
    .innerJoin(moduleVersions, eq(moduleVersions.id, trainingSessions.moduleVersionId))
    .innerJoin(trainingModules, eq(trainingModules.id, moduleVersions.moduleId))
    .$dynamic();
}

type Said = { sessionIds: readonly string[]; operatorId: string | null };

/** In the order in which they were said; of one operator and the sessions themselves, or of everybody. */
export function actsOf(db: Database, { sessionIds, operatorId }: Said): Promise<ActRow[]> {
  const about =
    operatorId === null ? undefined : or(isNull(trainingActs.operatorId), eq(trainingActs.operatorId, operatorId));
  return db
    .select()
    .from(trainingActs)
    .where(and(inArray(trainingActs.sessionId, [...sessionIds]), about))
    .orderBy(asc(trainingActs.n));
}

/** Booked in a session or with an act in it, by badge; removed ones too. */
export function operatorsIn(db: Database, sessionId: string): Promise<OperatorRow[]> {
  return db
    .select()
    .from(operators)
    .where(
      sql`${operators.id} in (
        select operator_id from ${sessionOperators} where session_id = ${sessionId}
        union select operator_id from ${trainingActs} where session_id = ${sessionId})`,
    )
    .orderBy(asc(operators.badge), asc(operators.id));
}

/** `entry`: number of the event that stands for an act, `by`: who made it. */
export type Entry = { entry: number; by: string };

/** By act id. */
export async function entriesOf(db: Database, pilotId: string, actIds: readonly string[]): Promise<Map<string, Entry>> {
  if (actIds.length === 0) return new Map();
  const rows = await db.execute<{ id: string; entry: string; by: string }>(sql`
    select distinct on (1) one ->> 'id' as id, e.sequence as entry, e.actor_name as by
    from ${events} e, jsonb_array_elements(e.after -> 'acts') one
    where e.chain = ${pilotId} and e.acts_digest is not null and one ->> 'table' = 'training_acts'
      and one ->> 'id' = any(${`{${actIds.join(",")}}`}::text[])
    order by 1, 2`);
  return new Map(rows.map(({ id, entry, by }) => [id, { entry: Number(entry), by }]));
}

type About = { kind: string; ids: readonly string[]; verbs: readonly string[] };

/** Events about some things, in their order. */
export function eventsAbout(db: Database, pilotId: string, { kind, ids, verbs }: About): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(
      and(
        eq(events.chain, pilotId),
        eq(events.subjectKind, kind),
        inArray(events.subjectId, [...ids]),
        inArray(events.verb, [...verbs]),
      ),
    )
    .orderBy(asc(events.sequence));
}

export function arrivalsOf(db: Database, sessionIds: readonly string[]): Promise<ArrivalRow[]> {
  return db
    .select()
    .from(kioskArrivals)
    .where(inArray(kioskArrivals.sessionId, [...sessionIds]))
    .orderBy(asc(kioskArrivals.arrivedAt), asc(kioskArrivals.id));
}

export function papersOf(db: Database, pilotId: string, ids: readonly string[]): Promise<PaperFile[]> {
  return db
    .select({ id: evidenceFiles.id, name: evidenceFiles.name, sha256: evidenceFiles.sha256 })
    .from(evidenceFiles)
    .where(and(eq(evidenceFiles.pilotId, pilotId), inArray(evidenceFiles.id, [...ids])))
    .orderBy(asc(evidenceFiles.id));
}
