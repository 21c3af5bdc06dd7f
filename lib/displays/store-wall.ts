import { and, arrayOverlaps, asc, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { users } from "#drizzle/schema/access.ts";
import { polls } from "#drizzle/schema/launch.ts";
import { runs } from "#drizzle/schema/load.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Database } from "../platform/database.ts";

/** What walls ask of tables of other modules that those do not ask themselves. */

/** The whole's state as it was last written down; null before the first look. */
export async function lastOverall(db: Database, pilotId: string): Promise<{ at: number; state: string } | null> {
  const ofWhole = and(
    eq(events.chain, pilotId),
    eq(events.subjectKind, "readiness"),
    eq(events.subjectId, "overall"),
    eq(events.verb, "readiness.changed"),
  );
  const [row] = await db
    .select({ at: events.at, state: sql<string | null>`${events.after} ->> 'state'` })
    .from(events)
    .where(ofWhole)
    .orderBy(desc(events.sequence))
    .limit(1);
  return row === undefined ? null : { at: row.at.getTime(), state: row.state ?? "" };
}

/** The open poll, else the last. */
export async function newestPoll(db: Database, pilotId: string) {
  const [row] = await db
    .select({ id: polls.id, number: polls.number, openedAt: polls.openedAt, closedAt: polls.closedAt })
    .from(polls)
    .where(eq(polls.pilotId, pilotId))
    .orderBy(desc(polls.number))
    .limit(1);
  return row ?? null;
}

/** The newest load run that goes on, else the newest that was begun and has ended since then; null without either. A smoke run has no seconds
 *  to show. */
export async function newestRunId(db: Database, pilotId: string, endedSince: Date): Promise<string | null> {
  const goesOn = inArray(runs.state, ["starting", "running", "finishing"]);
  const justEnded = and(eq(runs.state, "ended"), isNotNull(runs.startedAt), gt(runs.endedAt, endedSince));
  const [row] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.pilotId, pilotId), eq(runs.kind, "load"), or(goesOn, justEnded)))
    .orderBy(sql`${runs.state} = 'ended'`, desc(runs.number))
    .limit(1);
  return row?.id ?? null;
}

/** Names of those who may call a rollback, in order. */
export async function leadNames(db: Database, most: number): Promise<string[]> {
  const rows = await db
    .select({ name: users.name })
    .from(users)
    .where(and(isNull(users.disabledAt), arrayOverlaps(users.roles, ["lead", "admin"])))
    .orderBy(asc(users.name), asc(users.id))
    .limit(most);
  return rows.map(({ name }) => name);
}
