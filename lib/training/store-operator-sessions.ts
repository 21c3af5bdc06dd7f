import { and, asc, desc, eq, inArray, isNull, or } from "drizzle-orm";
import {
  moduleVersions,
  operatorPins,
  sessionOperators,
  trainingActs,
  trainingModules,
  trainingSessions,
} from "#drizzle/schema/training.ts";
import type { Database } from "../platform/database.ts";
import type { SaidTrainingAct } from "./core/acts.ts";
import type { TrainingModule } from "./core/module.ts";
import { moduleOf } from "./store-modules.ts";

/** What the record has of one operator. */

export type BookedSession = { session: typeof trainingSessions.$inferSelect; module: TrainingModule };

/** Sessions that they were booked in, newest first, each with the version that it teaches. */
export async function sessionsWith(db: Database, operatorId: string): Promise<BookedSession[]> {
  const rows = await db
    .select({ session: trainingSessions, version: moduleVersions, module: trainingModules })
    .from(sessionOperators)
    .innerJoin(trainingSessions, eq(trainingSessions.id, sessionOperators.sessionId))
    .innerJoin(moduleVersions, eq(moduleVersions.id, trainingSessions.moduleVersionId))
    .innerJoin(trainingModules, eq(trainingModules.id, moduleVersions.moduleId))
    .where(eq(sessionOperators.operatorId, operatorId))
    .orderBy(desc(trainingSessions.plannedFrom), desc(trainingSessions.number))
    .limit(500);
  return rows.map(({ session, ...module }) => ({ session, module: moduleOf(module) }));
}

/** Acts about the operator and about the sessions as a whole, in the order in which they were said, by session. */
export async function actsAbout(
  db: Database,
  operatorId: string,
  sessionIds: readonly string[],
): Promise<(sessionId: string) => SaidTrainingAct[]> {
  if (sessionIds.length === 0) return () => [];
  const rows = await db
    .select()
    .from(trainingActs)
    .where(
      and(
        inArray(trainingActs.sessionId, [...sessionIds]),
        or(eq(trainingActs.operatorId, operatorId), isNull(trainingActs.operatorId)),
      ),
    )
    .orderBy(asc(trainingActs.n));
  const said = rows.map((row) => ({ sessionId: row.sessionId, act: { ...row, at: row.at.getTime() } }));
  return (sessionId) => said.filter((one) => one.sessionId === sessionId).map(({ act }) => act);
}

type Pin = { hasPin: boolean; isLocked: boolean; wrongTries: number };

export async function pinOf(db: Database, operatorId: string): Promise<Pin> {
  const [row] = await db.select().from(operatorPins).where(eq(operatorPins.operatorId, operatorId));
  if (row === undefined) return { hasPin: false, isLocked: false, wrongTries: 0 };
  return { hasPin: true, isLocked: row.lockedAt !== null, wrongTries: row.wrong };
}
