import { and, asc, eq, gt, gte, inArray, lt, sql } from "drizzle-orm";
import {
  moduleVersions,
  operators,
  sessionOperators,
  trainingActs,
  trainingModules,
  trainingSessions,
} from "#drizzle/schema/training.ts";
import type { Database } from "../../platform/database.ts";
import type { OperatorRow, SessionRow } from "./store-record.ts";

/** Sessions and who was in them, some at a time, for files of any length. */

export type NarrowedRecords = {
  pilotId: string;
  /** Ids; empty: all. */
  module: string;
  operator: string;
  shift: string;
  role: string;
  from: Date | null;
  to: Date | null;
};

/** By number, after one. */
export function sessionsAfter(
  db: Database,
  narrowed: NarrowedRecords,
  { after, limit }: { after: number; limit: number },
): Promise<SessionRow[]> {
  const { pilotId, module, operator, from, to } = narrowed;
  return db
    .select({ session: trainingSessions, version: moduleVersions, code: trainingModules.code })
    .from(trainingSessions)
    .innerJoin(moduleVersions, eq(moduleVersions.id, trainingSessions.moduleVersionId))
    .innerJoin(trainingModules, eq(trainingModules.id, moduleVersions.moduleId))
    .where(
      and(
        eq(trainingSessions.pilotId, pilotId),
        gt(trainingSessions.number, after),
        module === "" ? undefined : eq(moduleVersions.moduleId, module),
        from === null ? undefined : gte(trainingSessions.plannedFrom, from),
        to === null ? undefined : lt(trainingSessions.plannedFrom, to),
        operator === "" ? undefined : hasOperator(operator),
      ),
    )
    .orderBy(asc(trainingSessions.number))
    .limit(limit);
}

const hasOperator = (id: string) => sql`${trainingSessions.id} in (
  select session_id from ${sessionOperators} where operator_id = ${id}
  union select session_id from ${trainingActs} where operator_id = ${id})`;

/** Who was booked in the sessions or has an act there, by badge. */
export async function operatorLines(
  db: Database,
  { operator, shift, role }: NarrowedRecords,
  sessionIds: readonly string[],
): Promise<{ sessionId: string; operator: OperatorRow }[]> {
  const ids = sql`any(${`{${sessionIds.join(",")}}`}::uuid[])`;
  const line = sql`(select session_id, operator_id from ${sessionOperators} where session_id = ${ids}
    union select session_id, operator_id from ${trainingActs} where session_id = ${ids} and operator_id is not null) line`;
  const rows = await db
    .select({ sessionId: sql<string>`line.session_id`, operator: operators })
    .from(operators)
    .innerJoin(line, sql`line.operator_id = ${operators.id}`)
    .where(
      and(
        operator === "" ? undefined : eq(operators.id, operator),
        shift === "" ? undefined : eq(operators.shift, shift),
        role === "" ? undefined : sql`${role} = any(${operators.roles})`,
      ),
    )
    .orderBy(asc(operators.badge), asc(operators.id));
  return rows;
}

type Said = typeof trainingActs.$inferSelect;

/** In the order in which they were said. */
export function actsAmong(db: Database, sessionIds: readonly string[]): Promise<Said[]> {
  return db
    .select()
    .from(trainingActs)
    .where(inArray(trainingActs.sessionId, [...sessionIds]))
    .orderBy(asc(trainingActs.n));
}
