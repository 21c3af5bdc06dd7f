import { asc, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { trainingActs } from "#drizzle/schema/training.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { SaidTrainingAct, TrainingAct } from "./core/acts.ts";

/** What was said and signed in sessions: only ever added. */

type Db = Database | Tx;
type ActRow = typeof trainingActs.$inferSelect;

export type NewAct = {
  /** The device's own, where there is one. */
  id?: string;
  session: { id: string; pilotId: string };
  operatorId: string | null;
  act: TrainingAct;
  by: { id: string; name: string };
  at: Date;
};

/** In this order. Answers their ids. Throws where one is there already: whoever takes ids from a device looks first, under the session's lock. */
export async function insertActs(tx: Tx, acts: readonly NewAct[]): Promise<string[]> {
  const rows = acts.map(({ id = uuidv7(), session, operatorId, act, by, at }) => ({
    ...{ id, pilotId: session.pilotId, sessionId: session.id, operatorId, act },
    ...{ byId: by.id, by: by.name, at },
  }));
  if (rows.length > 0) await tx.insert(trainingActs).values(rows);
  return rows.map(({ id }) => id);
}

/** In the order in which they were said. */
export async function actsOfSession(db: Db, sessionId: string): Promise<SaidTrainingAct[]> {
  const rows = await db
    .select()
    .from(trainingActs)
    .where(eq(trainingActs.sessionId, sessionId))
    .orderBy(asc(trainingActs.n));
  return rows.map(saidAct);
}

/** By session, each in the order in which they were said. */
export async function actsOfSessions(db: Db, ids: readonly string[]): Promise<Map<string, SaidTrainingAct[]>> {
  const bySession = new Map<string, SaidTrainingAct[]>();
  if (ids.length === 0) return bySession;
  const rows = await db
    .select()
    .from(trainingActs)
    .where(inArray(trainingActs.sessionId, [...ids]))
    .orderBy(asc(trainingActs.n));
  for (const row of rows) {
    const acts = bySession.get(row.sessionId);
    if (acts) acts.push(saidAct(row));
    else bySession.set(row.sessionId, [saidAct(row)]);
  }
  return bySession;
}

/** Of these ids, the acts that are there, in whatever session. */
export function actsAmong(db: Db, ids: readonly string[]): Promise<ActRow[]> {
  return db
    .select()
    .from(trainingActs)
    .where(inArray(trainingActs.id, [...ids]));
}

function saidAct({ id, operatorId, act, byId, by, at }: ActRow): SaidTrainingAct {
  return { id, operatorId, act, byId, by, at: at.getTime() };
}
