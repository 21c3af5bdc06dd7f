import { and, asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { stationActs } from "#drizzle/schema/launch.ts";
import { pilotDuties } from "#drizzle/schema/pilots.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { SaidStationAct, StationAct } from "./core/calls.ts";

/** What was called of stations. Whoever adds an act holds the pilot's row. */

type Db = Database | Tx;
export type Said = { by: { id: string; name: string }; at: Date };

/** In the order in which they were said. */
export async function listStationActs(db: Db, pilotId: string): Promise<SaidStationAct[]> {
  const rows = await db.select().from(stationActs).where(eq(stationActs.pilotId, pilotId)).orderBy(asc(stationActs.n));
  return rows.map(({ id, station, pollId, act, byId, by, at }) => {
    return { id, station, pollId, act, byId, by, at: at.getTime() };
  });
}

type NewAct = { pilotId: string; station: string; pollId: string | null; act: StationAct };

/** Answers its id. */
export async function insertStationAct(tx: Tx, act: NewAct, { by, at }: Said): Promise<string> {
  const id = uuidv7();
  await tx.insert(stationActs).values({ id, ...act, byId: by.id, by: by.name, at });
  return id;
}

/** What a person is to do in the pilot; `station` is empty but for station owners. */
export function dutiesOfPerson(db: Db, pilotId: string, personId: string) {
  return db
    .select({ duty: pilotDuties.duty, station: pilotDuties.station })
    .from(pilotDuties)
    .where(and(eq(pilotDuties.pilotId, pilotId), eq(pilotDuties.personId, personId)));
}
