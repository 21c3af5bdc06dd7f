import { sql } from "drizzle-orm";
import type { Database } from "../platform/database.ts";

/** All that the view of a tablet depends on, as one text: it changes when the view does. One question, whatever the size of the session. */
export async function viewMark(
  db: Database,
  { sessionId, pilotId, id }: { sessionId: string; pilotId: string; id: string },
): Promise<string> {
  const rows = await db.execute<{ mark: string }>(sql`
    select concat_ws('|', ${id}::text, s.version, p.version, p.archived_at,
      (select max(number) from keys where purpose = 'sealing'),
      (select max(n) from training_acts where session_id = s.id),
      (select string_agg(concat_ws(',', o.id, o.version, o.removed_at, w.set_at, w.wrong, w.locked_at), ';' order by o.id)
        from session_operators b
        join operators o on o.id = b.operator_id
        left join operator_pins w on w.operator_id = o.id
        where b.session_id = s.id)) as mark
    from training_sessions s, pilots p
    where s.id = ${sessionId} and p.id = ${pilotId}`);
  return rows[0]?.mark ?? "";
}
