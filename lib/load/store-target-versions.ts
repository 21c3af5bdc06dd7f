import { and, asc, eq, inArray } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import { type TargetVersions, versionsIn, versionVerbs } from "./core/target-version.ts";
import type { Db, RunRecord } from "./store.ts";

/** Which versions a run's target told, from the log. */
export async function targetVersions(
  db: Db,
  { id, pilotId }: Pick<RunRecord, "id" | "pilotId">,
): Promise<TargetVersions> {
  const about = and(eq(events.chain, pilotId), eq(events.subjectKind, "run"), eq(events.subjectId, id));
  const rows = await db
    .select({ verb: events.verb, after: events.after })
    .from(events)
    .where(and(about, inArray(events.verb, [...versionVerbs])))
    .orderBy(asc(events.sequence));
  return versionsIn(rows);
}
