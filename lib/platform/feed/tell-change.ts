import { sql } from "drizzle-orm";
import type { Database } from "../database.ts";

/** Tells the screens that figures of a topic changed without an event: at once, then every 400 ms at most while they go on changing, however
 *  many changes there are. A screen asks within 300 ms more: what is new is on it within a second. */

const everyMs = 400;
type Course = { again: boolean };
const underWay = new Map<string, Course>();

/** Call it after the commit. */
export function tellChange(db: Database, pilotId: string, topic: string): void {
  const key = `${pilotId}:${topic}:figures`;
  const course = underWay.get(key);
  if (course !== undefined) {
    course.again = true;
    return;
  }
  underWay.set(key, { again: false });
  // What fails here is made good by the next change; the figures themselves are stored.
  db.execute(sql`select pg_notify('gantry_changes', ${key})`).catch(() => {});
  setTimeout(() => {
    const again = underWay.get(key)?.again === true;
    underWay.delete(key);
    if (again) tellChange(db, pilotId, topic);
  }, everyMs).unref();
}
