import type { Database } from "#lib/platform/database.ts";
import { standingOf } from "./store.ts";

type OpenSession = { id: string; sessionVersion: number };

/** Which of these sessions may not go on: account disabled or gone, or its sessions ended. One question for all of them. */
export async function readEndedSessions<Session extends OpenSession>(
  db: Database,
  sessions: readonly Session[],
): Promise<ReadonlySet<Session>> {
  const people = await standingOf(db, [...new Set(sessions.map((session) => session.id))]);
  const version = new Map(people.filter((one) => one.disabledAt === null).map((one) => [one.id, one.sessionVersion]));
  return new Set(sessions.filter((session) => version.get(session.id) !== session.sessionVersion));
}
