import { and, asc, eq, isNull } from "drizzle-orm";
import { users } from "#drizzle/schema/access.ts";
import { pilotDuties } from "#drizzle/schema/pilots.ts";
import type { Database, Tx } from "../platform/database.ts";

type Db = Database | Tx;

/** Who holds what in a pilot, by duty, station and name. Whoever is disabled is still listed. */
export function listDuties(db: Db, pilotId: string) {
  return db
    .select({
      id: pilotDuties.id,
      personId: pilotDuties.personId,
      name: users.name,
      duty: pilotDuties.duty,
      station: pilotDuties.station,
      disabledAt: users.disabledAt,
    })
    .from(pilotDuties)
    .innerJoin(users, eq(users.id, pilotDuties.personId))
    .where(eq(pilotDuties.pilotId, pilotId))
    .orderBy(asc(pilotDuties.duty), asc(pilotDuties.station), asc(users.name), asc(pilotDuties.id));
}

/** Who may be given a duty: every enabled account. */
export function listEnabledPeople(db: Db): Promise<{ id: string; name: string; email: string }[]> {
  return db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(isNull(users.disabledAt))
    .orderBy(asc(users.name), asc(users.email));
}

/** Held to the commit, so that nobody disables the account in between; null when there is none that is enabled. */
export async function holdEnabledPerson(tx: Tx, id: string): Promise<{ name: string } | null> {
  const enabled = and(eq(users.id, id), isNull(users.disabledAt));
  const [row] = await tx.select({ name: users.name }).from(users).where(enabled).for("share");
  return row ?? null;
}

/** False when the person holds this duty already. */
export async function insertDuty(tx: Tx, duty: typeof pilotDuties.$inferInsert): Promise<boolean> {
  const made = await tx.insert(pilotDuties).values(duty).onConflictDoNothing().returning({ id: pilotDuties.id });
  return made.length === 1;
}

/** What was taken back, or null when it is not there. */
export async function deleteDuty(tx: Tx, pilotId: string, id: string) {
  const [row] = await tx
    .delete(pilotDuties)
    .where(and(eq(pilotDuties.pilotId, pilotId), eq(pilotDuties.id, id)))
    .returning();
  return row ?? null;
}
