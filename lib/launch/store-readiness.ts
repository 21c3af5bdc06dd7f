import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { checklistItems } from "#drizzle/schema/checklist.ts";
import { heartbeats } from "#drizzle/schema/load.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Database, Tx } from "../platform/database.ts";

/** What readiness asks of tables that belong to nobody in particular. */

type Db = Database | Tx;

/** When the keeper was last heard of; null: never. */
export async function keeperBeatAt(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ at: heartbeats.beatAt })
    .from(heartbeats)
    .where(eq(heartbeats.role, "keeper"))
    .orderBy(desc(heartbeats.beatAt))
    .limit(1);
  return row?.at ?? null;
}

/** Titles of items, those that were removed too. */
export async function titlesOf(db: Db, pilotId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: checklistItems.id, title: checklistItems.title })
    .from(checklistItems)
    .where(and(eq(checklistItems.pilotId, pilotId), inArray(checklistItems.id, [...ids])));
  return new Map(rows.map(({ id, title }) => [id, title]));
}

const verbs = ["station.changed", "readiness.changed"];

/** The newest change of readiness on record, of each station and overall, by verb and subject. */
export async function lastChanges(
  db: Db,
  pilotId: string,
): Promise<{ verb: string; subjectId: string; after: unknown }[]> {
  return db
    .selectDistinctOn([events.subjectKind, events.subjectId], {
      verb: events.verb,
      subjectId: events.subjectId,
      after: events.after,
    })
    .from(events)
    .where(and(eq(events.chain, pilotId), inArray(events.subjectKind, ["station-state", "readiness"])))
    .orderBy(events.subjectKind, events.subjectId, desc(events.sequence));
}

/** Newest first. */
export function listChanges(db: Db, pilotId: string, most: number) {
  return db
    .select({
      sequence: events.sequence,
      at: events.at,
      verb: events.verb,
      subjectId: events.subjectId,
      before: events.before,
      after: events.after,
    })
    .from(events)
    .where(and(eq(events.chain, pilotId), inArray(events.verb, verbs)))
    .orderBy(desc(events.sequence))
    .limit(most);
}

/** A pilot's evidence as far as it can be told cheaply: while its stamp stays, only time and parity can move its readiness. */
export type Stamp = { pilotId: string; slug: string; stamp: string };

/** Of all pilots that have items and go on, or of one. A turn rises whenever a probe's outcome changes. */
export async function stampsOf(db: Db, pilotId: string | null = null): Promise<Stamp[]> {
  const of = pilotId === null ? sql`true` : sql`p.id = ${pilotId}`;
  const rows = await db.execute<{ id: string; slug: string; stamp: string }>(sql`
    select p.id, p.slug, concat_ws(' ', h.sequence, count(s.item_id), sum(s.turn), sum(s.rule_version)) as stamp
    from pilots p
    join checklist_items i on i.pilot_id = p.id and i.removed_at is null
    left join probe_states s on s.item_id = i.id
    left join chain_heads h on h.chain = p.id::text
    where p.archived_at is null and ${of}
    group by p.id, p.slug, h.sequence`);
  return rows.map(({ id, slug, stamp }) => ({ pilotId: id, slug, stamp }));
}
