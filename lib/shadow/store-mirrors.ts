import { and, desc, eq, sql } from "drizzle-orm";
import { shadowMirrorStates, shadowMirrorVersions } from "#drizzle/schema/shadow-mirrors.ts";
import type { Db } from "./store.ts";

export type MirrorVersionRow = typeof shadowMirrorVersions.$inferSelect;
export type MirrorStateRow = typeof shadowMirrorStates.$inferSelect;

/** The newest set-up of a mirror; null when it has none. */
export async function newestMirror(db: Db, pilotId: string, name: string): Promise<MirrorVersionRow | null> {
  const [row] = await db
    .select()
    .from(shadowMirrorVersions)
    .where(and(eq(shadowMirrorVersions.pilotId, pilotId), eq(shadowMirrorVersions.name, name)))
    .orderBy(desc(shadowMirrorVersions.version))
    .limit(1);
  return row ?? null;
}

const mostVersions = 200;

/** Of all mirrors of a pilot, newest first. */
export function listMirrorVersions(db: Db, pilotId: string): Promise<MirrorVersionRow[]> {
  return db
    .select()
    .from(shadowMirrorVersions)
    .where(eq(shadowMirrorVersions.pilotId, pilotId))
    .orderBy(desc(shadowMirrorVersions.at), desc(shadowMirrorVersions.version))
    .limit(mostVersions);
}

/** The pilot's row must be locked, so that versions have no gaps. */
export async function insertMirrorVersion(db: Db, row: MirrorVersionRow): Promise<void> {
  await db.insert(shadowMirrorVersions).values(row);
}

export function listMirrorStates(db: Db, pilotId: string): Promise<MirrorStateRow[]> {
  return db.select().from(shadowMirrorStates).where(eq(shadowMirrorStates.pilotId, pilotId));
}

type StateTold = Omit<MirrorStateRow, "heardAt" | "versionApplied"> & Partial<Pick<MirrorStateRow, "versionApplied">>;

/** Heard now, by the database's clock; tells the screens. Without a version, the one told before stays. */
export async function saveMirrorState(db: Db, state: StateTold): Promise<void> {
  const heardAt = sql`now()`;
  await db
    .insert(shadowMirrorStates)
    .values({ ...state, heardAt })
    .onConflictDoUpdate({
      target: [shadowMirrorStates.pilotId, shadowMirrorStates.name],
      set: { ...state, heardAt },
    });
  const change = `${state.pilotId}:shadow-mirror:${state.name}`;
  await db.execute(sql`select pg_notify('gantry_changes', ${change})`);
}
