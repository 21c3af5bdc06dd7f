import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { checklistItems } from "#drizzle/schema/checklist.ts";
import { chainHeads, events, installation } from "#drizzle/schema/platform.ts";
import type { Database } from "../platform/database.ts";

/** The log's only SQL: it reads. */

export type EventRow = typeof events.$inferSelect;

/** What of a pilot's chain is asked for. */
export type Narrowed = {
  pilotId: string;
  person: string;
  station: string;
  from: Date | null;
  /** Before this instant. */
  to: Date | null;
  /** All of them must be somewhere in an entry; `verbs`: those whose words have it. */
  words: readonly { text: string; verbs: readonly string[] }[];
};

/** One kind of verbs, what Gantry itself did, or everything. */
export type Kind = { verbs: readonly string[] } | "gantry" | "all";

type Listed = { narrowed: Narrowed; kind: Kind; limit: number };

/** Newest first; with `before`, only older ones. */
export async function listEvents(db: Database, asked: Listed & { before: number | null }): Promise<EventRow[]> {
  const { narrowed, kind, before, limit } = asked;
  const older = before === null ? undefined : lt(events.sequence, before);
  return db
    .select()
    .from(events)
    .where(and(fits(narrowed), ofKind(kind), older))
    .orderBy(desc(events.sequence))
    .limit(limit);
}

/** Oldest first, after one sequence and up to another. */
export async function listEventsOn(db: Database, asked: Listed & { after: number; upTo: number }): Promise<EventRow[]> {
  const { narrowed, kind, after, upTo, limit } = asked;
  return db
    .select()
    .from(events)
    .where(and(fits(narrowed), ofKind(kind), gt(events.sequence, after), lte(events.sequence, upTo)))
    .orderBy(asc(events.sequence))
    .limit(limit);
}

/** How many there are of each verb, by people and by Gantry. */
export async function countByVerb(db: Database, narrowed: Narrowed) {
  const rows = await db
    .select({ verb: events.verb, actorKind: events.actorKind, n: sql<number>`count(*)::int` })
    .from(events)
    .where(fits(narrowed))
    .groupBy(events.verb, events.actorKind);
  return rows.map(({ verb, actorKind, n }) => ({ verb, isPerson: actorKind === "person", n }));
}

/** An event with those before and after it. */
export async function findEvent(db: Database, pilotId: string, sequence: number): Promise<EventRow[]> {
  return db
    .select()
    .from(events)
    .where(and(eq(events.chain, pilotId), gte(events.sequence, sequence - 1), lte(events.sequence, sequence + 1)))
    .orderBy(asc(events.sequence));
}

export async function headOf(db: Database, chain: string): Promise<{ sequence: number; hash: string } | null> {
  const [head] = await db.select().from(chainHeads).where(eq(chainHeads.chain, chain));
  return head === undefined ? null : { sequence: head.sequence, hash: Buffer.from(head.hash).toString("hex") };
}

export async function firstAt(db: Database, chain: string): Promise<Date | null> {
  const [first] = await db
    .select({ at: events.at })
    .from(events)
    .where(eq(events.chain, chain))
    .orderBy(asc(events.sequence))
    .limit(1);
  return first?.at ?? null;
}

/** Everybody who is in a pilot's log, by the name of their last entry. */
export async function listActors(db: Database, pilotId: string): Promise<{ id: string; name: string }[]> {
  const last = db
    .selectDistinctOn([events.actorId], { id: events.actorId, name: events.actorName })
    .from(events)
    .where(eq(events.chain, pilotId))
    .orderBy(events.actorId, desc(events.sequence))
    .as("last");
  return db.select().from(last).orderBy(asc(last.name), asc(last.id));
}

/** Stations that entries or items name. */
export async function listStations(db: Database, pilotId: string): Promise<string[]> {
  const rows = await db.execute<{ station: string }>(
    sql`select distinct subject_id as station from events
          where chain = ${pilotId} and subject_kind in ('station', 'station-state')
        union select distinct station from checklist_items where pilot_id = ${pilotId} order by station`,
  );
  return rows.map(({ station }) => station);
}

/** What guards the log here; true before anybody has said so. */
export async function hasSeparateRoles(db: Database): Promise<boolean> {
  const [row] = await db.select({ separate: installation.separateRoles }).from(installation);
  return row?.separate ?? true;
}

function fits({ pilotId, person, station, from, to, words }: Narrowed): SQL | undefined {
  return and(
    eq(events.chain, pilotId),
    person === "" ? undefined : eq(events.actorId, person),
    station === "" ? undefined : aboutStation(pilotId, station),
    from === null ? undefined : gte(events.at, from),
    to === null ? undefined : lt(events.at, to),
    ...words.map(has),
  );
}

/** The station itself, its items, its owners. */
function aboutStation(pilotId: string, station: string): SQL | undefined {
  const items = sql`select id::text from ${checklistItems} where pilot_id = ${pilotId} and station = ${station}`;
  return or(
    and(inArray(events.subjectKind, ["station", "station-state"]), eq(events.subjectId, station)),
    and(eq(events.subjectKind, "item"), sql`${events.subjectId} in (${items})`),
    and(eq(events.subjectKind, "duty"), sql`coalesce(${events.after}, ${events.before}) ->> 'station' = ${station}`),
  );
}

function has({ text, verbs }: Narrowed["words"][number]): SQL | undefined {
  const like = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return or(
    verbs.length === 0 ? undefined : inArray(events.verb, [...verbs]),
    sql`${events.actorName} ilike ${like}`,
    sql`${events.verb} ilike ${like}`,
    sql`${events.subjectId} ilike ${like}`,
    sql`${events.reason} ilike ${like}`,
    sql`${events.before}::text ilike ${like}`,
    sql`${events.after}::text ilike ${like}`,
    sql`${events.sequence}::text = ${text}`,
    sql`encode(${events.hash}, 'hex') like ${`${text.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`}`,
  );
}

function ofKind(kind: Kind): SQL | undefined {
  if (kind === "all") return undefined;
  return kind === "gantry" ? eq(events.actorKind, "system") : inArray(events.verb, [...kind.verbs]);
}
