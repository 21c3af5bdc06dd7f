import { sql } from "drizzle-orm";
import type { Database } from "../platform/database.ts";

/** Tells the screens that a pilot's shadow figures changed: at once, then every 400 ms at most while they go on changing, however many
 *  mismatches there are. A screen asks within 500 ms more: what is new is on it within a second. */

const everyMs = 400;
type Course = { again: boolean };
const underWay = new Map<string, Course>();

/** Call it after the commit. */
export function shadowChanged(db: Database, pilotId: string): void {
  const course = underWay.get(pilotId);
  if (course !== undefined) {
    course.again = true;
    return;
  }
  underWay.set(pilotId, { again: false });
  tell(db, pilotId);
}

function tell(db: Database, pilotId: string): void {
  // What fails here is made good by the next change; the figures themselves are stored.
  db.execute(sql`select pg_notify('gantry_changes', ${`${pilotId}:shadow:figures`})`).catch(() => {});
  setTimeout(() => {
    const again = underWay.get(pilotId)?.again === true;
    underWay.delete(pilotId);
    if (again) shadowChanged(db, pilotId);
  }, everyMs).unref();
}
