import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { pilots, systemChecks, systems } from "#drizzle/schema/pilots.ts";
import type { Database } from "../platform/database.ts";

export type CheckRow = typeof systemChecks.$inferSelect;
export type Seen = { answers: boolean; addresses: readonly string[]; latencyMs: number | null; why: string | null };

/** What the keeper looks at: the systems of all pilots that go on. */
export function listSystemsToCheck(db: Database): Promise<{ id: string; baseUrl: string }[]> {
  return db
    .select({ id: systems.id, baseUrl: systems.baseUrl })
    .from(systems)
    .innerJoin(pilots, eq(pilots.id, systems.pilotId))
    .where(and(isNull(systems.removedAt), isNull(pilots.archivedAt)));
}

/** Stores what was seen at an address. `since` stays while the answer and the address do. */
export async function saveCheck(
  db: Database,
  { systemId, baseUrl, at, seen }: { systemId: string; baseUrl: string; at: Date; seen: Seen },
): Promise<void> {
  const row = { systemId, baseUrl, ...seen, addresses: [...seen.addresses], since: at, checkedAt: at };
  const { systemId: _, since: __, ...now } = row;
  const same = sql`${systemChecks.answers} = excluded.answers and ${systemChecks.baseUrl} = excluded.base_url`;
  const since = sql`case when ${same} then ${systemChecks.since} else excluded.since end`;
  await db
    .insert(systemChecks)
    .values(row)
    .onConflictDoUpdate({ target: systemChecks.systemId, set: { ...now, since } });
}

export async function checksOf(db: Database, systemIds: readonly string[]): Promise<CheckRow[]> {
  if (systemIds.length === 0) return [];
  return db
    .select()
    .from(systemChecks)
    .where(inArray(systemChecks.systemId, [...systemIds]));
}
