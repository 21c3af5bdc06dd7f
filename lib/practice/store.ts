import { and, desc, eq } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import type { Database } from "../platform/database.ts";
import type { SwitchEvent } from "./core/happened.ts";

/** What was switched last, the newest first. */
export function lastSwitchings(db: Database, pilotId: string, most: number): Promise<SwitchEvent[]> {
  return db
    .select({ at: events.at, actorName: events.actorName, verb: events.verb, after: events.after })
    .from(events)
    .where(and(eq(events.chain, pilotId), eq(events.subjectKind, "practice"), eq(events.subjectId, pilotId)))
    .orderBy(desc(events.sequence))
    .limit(most);
}
