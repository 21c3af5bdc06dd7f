import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { shadowEndpoints, shadowPilots, shadowRuleSets, shadowSources, shadowWindows } from "#drizzle/schema/shadow.ts";
import { shadowRecompares } from "#drizzle/schema/shadow-kept.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { SourceKind } from "./core/exchange.ts";
import type { RuleSet } from "./core/rules.ts";

/** What a pilot's shadow mode is set to: its rules, sources, windows. */

export type Db = Database | Tx;
export type ShadowPilot = typeof shadowPilots.$inferSelect;
export type SourceRow = typeof shadowSources.$inferSelect;
export type RuleSetRow = typeof shadowRuleSets.$inferSelect;
export type WindowRow = typeof shadowWindows.$inferSelect;
export type RecompareRow = typeof shadowRecompares.$inferSelect;

/** Before anybody changed anything. */
const firstRules: Pick<RuleSetRow, "set" | "secrets"> = {
  set: { version: 0, endpoints: [], rules: [], critical: [], comparedHeaders: ["content-type", "location"] },
  secrets: [],
};

/** Holds the pilot's row to the commit: batches and decisions come one after the other. Take it after the pilot's own row, before anything
 *  else of shadow mode. */
export async function lockShadow(tx: Tx, pilotId: string): Promise<ShadowPilot> {
  const locked = () => tx.select().from(shadowPilots).where(eq(shadowPilots.pilotId, pilotId)).for("no key update");
  const [row] = await locked();
  if (row) return row;
  await tx.insert(shadowPilots).values({ pilotId }).onConflictDoNothing();
  const [made] = await locked();
  if (!made) throw new Error(`Shadow mode of pilot ${pilotId} has no row.`);
  return made;
}

// Rules

/** The newest, or one of an older version. */
export async function findRuleSet(
  db: Db,
  pilotId: string,
  version?: number,
): Promise<Pick<RuleSetRow, "set" | "secrets">> {
  const asked = version === undefined ? undefined : eq(shadowRuleSets.version, version);
  const [row] = await db
    .select({ set: shadowRuleSets.set, secrets: shadowRuleSets.secrets })
    .from(shadowRuleSets)
    .where(and(eq(shadowRuleSets.pilotId, pilotId), asked))
    .orderBy(desc(shadowRuleSets.version))
    .limit(1);
  return row ?? firstRules;
}

export async function ruleVersionOf(db: Db, pilotId: string): Promise<number> {
  const [row] = await db
    .select({ version: shadowPilots.ruleVersion })
    .from(shadowPilots)
    .where(eq(shadowPilots.pilotId, pilotId));
  return row?.version ?? 0;
}

/** The history of a pilot's rules, newest first. */
export function listRuleSets(db: Db, pilotId: string): Promise<RuleSetRow[]> {
  return db
    .select()
    .from(shadowRuleSets)
    .where(eq(shadowRuleSets.pilotId, pilotId))
    .orderBy(desc(shadowRuleSets.version))
    .limit(200);
}

type NewRules = Omit<RuleSetRow, "version" | "set"> & { set: Omit<RuleSet, "version"> };

/** Answers the new version. The pilot's shadow row must be locked. */
export async function insertRuleSet(
  tx: Tx,
  { version: last, row }: { version: number; row: NewRules },
): Promise<number> {
  const version = last + 1;
  await tx.insert(shadowRuleSets).values({ ...row, version, set: { ...row.set, version } });
  await tx.update(shadowPilots).set({ ruleVersion: version }).where(eq(shadowPilots.pilotId, row.pilotId));
  return version;
}

// Sources

export function listSources(db: Db, pilotId: string): Promise<SourceRow[]> {
  return db.select().from(shadowSources).where(eq(shadowSources.pilotId, pilotId)).orderBy(asc(shadowSources.number));
}

export type SourceAsked = { kind: SourceKind; name: string };

/** Found, or made with the next number. The pilot's shadow row must be locked. */
export async function ensureSource(
  tx: Tx,
  pilotId: string,
  { kind, name, at }: SourceAsked & { at: Date },
): Promise<number> {
  const [found] = await tx
    .select({ id: shadowSources.id })
    .from(shadowSources)
    .where(and(eq(shadowSources.pilotId, pilotId), eq(shadowSources.kind, kind), eq(shadowSources.name, name)));
  if (found) return found.id;
  const [counted] = await tx
    .update(shadowPilots)
    .set({ sources: sql`${shadowPilots.sources} + 1` })
    .where(eq(shadowPilots.pilotId, pilotId))
    .returning({ number: shadowPilots.sources });
  const [made] = await tx
    .insert(shadowSources)
    .values({ pilotId, kind, name, number: counted?.number ?? 1, createdAt: at })
    .returning({ id: shadowSources.id });
  if (!made) throw new Error("A source was not made.");
  return made.id;
}

// Endpoints

export type EndpointRow = typeof shadowEndpoints.$inferSelect;

export function listEndpoints(db: Db, pilotId: string): Promise<EndpointRow[]> {
  return db
    .select()
    .from(shadowEndpoints)
    .where(eq(shadowEndpoints.pilotId, pilotId))
    .orderBy(asc(shadowEndpoints.name));
}

// Windows

export async function newestWindow(db: Db, pilotId: string): Promise<WindowRow | null> {
  const [row] = await db
    .select()
    .from(shadowWindows)
    .where(eq(shadowWindows.pilotId, pilotId))
    .orderBy(desc(shadowWindows.at), desc(shadowWindows.id))
    .limit(1);
  return row ?? null;
}

/** Window edges inside an hour: there the hour's counts are cut in two. */
export async function windowCuts(db: Db, pilotId: string): Promise<number[]> {
  const rows = await db
    .select({ from: shadowWindows.from, to: shadowWindows.to })
    .from(shadowWindows)
    .where(eq(shadowWindows.pilotId, pilotId));
  const edges = rows.flatMap(({ from, to }) => [from.getTime(), ...(to === null ? [] : [to.getTime()])]);
  return [...new Set(edges)].filter((edge) => edge % 3_600_000 !== 0).sort((a, b) => a - b);
}

export async function insertWindow(tx: Tx, window: typeof shadowWindows.$inferInsert): Promise<void> {
  await tx.insert(shadowWindows).values(window);
}

// Comparing kept pairs anew

export async function insertRecompare(tx: Tx, row: typeof shadowRecompares.$inferInsert): Promise<void> {
  // An older one that goes on would compare under rules that hold no more.
  await tx
    .update(shadowRecompares)
    .set({ endedAt: row.startedAt })
    .where(and(eq(shadowRecompares.pilotId, row.pilotId), isNull(shadowRecompares.endedAt)));
  await tx.insert(shadowRecompares).values(row);
}

/** Those that are not done, of one pilot or of all. */
export function openRecompares(db: Db, pilotId?: string): Promise<RecompareRow[]> {
  const ofPilot = pilotId === undefined ? undefined : eq(shadowRecompares.pilotId, pilotId);
  return db
    .select()
    .from(shadowRecompares)
    .where(and(isNull(shadowRecompares.endedAt), ofPilot))
    .orderBy(asc(shadowRecompares.startedAt))
    .limit(100);
}

export async function newestRecompare(db: Db, pilotId: string): Promise<RecompareRow | null> {
  const [row] = await db
    .select()
    .from(shadowRecompares)
    .where(eq(shadowRecompares.pilotId, pilotId))
    .orderBy(desc(shadowRecompares.version))
    .limit(1);
  return row ?? null;
}

export async function updateRecompare(
  tx: Tx,
  { pilotId, version }: { pilotId: string; version: number },
  change: Partial<typeof shadowRecompares.$inferInsert>,
): Promise<void> {
  await tx
    .update(shadowRecompares)
    .set(change)
    .where(and(eq(shadowRecompares.pilotId, pilotId), eq(shadowRecompares.version, version)));
}
