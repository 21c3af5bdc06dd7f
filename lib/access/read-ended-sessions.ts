import type { Database } from "#lib/platform/database.ts";
import { seenEveryMs } from "./read-session.ts";
import { standingSessions, touchSessions } from "./store-sessions.ts";

type OpenSession = { sessionId: string };

/** Which of these sessions may not go on: ended, or account disabled. One question for all of them. Who goes on is here: an open screen
 *  asks for nothing else. */
export async function readEndedSessions<Session extends OpenSession>(
  db: Database,
  sessions: readonly Session[],
): Promise<ReadonlySet<Session>> {
  const standing = await standingSessions(db, [...new Set(sessions.map(({ sessionId }) => sessionId))]);
  const now = new Date();
  const unseen = standing.filter(({ lastSeenAt }) => now.getTime() - lastSeenAt.getTime() > seenEveryMs);
  if (unseen.length > 0) await touchSessions(db, unseen, now);
  const open = new Set(standing.map(({ id }) => id));
  return new Set(sessions.filter(({ sessionId }) => !open.has(sessionId)));
}
