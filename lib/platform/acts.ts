import { createHash } from "node:crypto";
import { asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { itemActs } from "#drizzle/schema/checklist.ts";
import { decisionActs, launchSnapshots, stationActs } from "#drizzle/schema/launch.ts";
import { rolloutActs } from "#drizzle/schema/rollout.ts";
import { moduleVersions, trainingActs } from "#drizzle/schema/training.ts";
import { canonicalJson } from "./core/chain.ts";
import type { Database, Tx } from "./database.ts";

/** Rows that events stand for: what people said, kept in tables of their modules. An event names them and holds their digest, so that a
 *  changed, removed or slipped-in row is found by whoever walks the chain. */

const actTables = {
  item_acts: itemActs,
  station_acts: stationActs,
  decision_acts: decisionActs,
  launch_snapshots: launchSnapshots,
  module_versions: moduleVersions,
  rollout_acts: rolloutActs,
  training_acts: trainingActs,
} as const;
type ActTable = keyof typeof actTables;
/** For whoever guards them. */
export const actTableNames = Object.keys(actTables) as ActTable[];

/** A row by its table and id. */
export type ActRef = { table: ActTable; id: string };

/** SHA-256, hex, over the rows as they stand, in the order given. Null when one of them is not there. */
export async function digestOfActs(db: Database | Tx, refs: readonly ActRef[]): Promise<string | null> {
  const texts = new Map<string, string>();
  for (const table of actTableNames) {
    const ids = refs.filter((one) => one.table === table).map(({ id }) => id);
    if (ids.length === 0) continue;
    const rows = await db.select().from(actTables[table]).where(inArray(actTables[table].id, ids));
    for (const row of rows) {
      const name = `${table} ${row.id}`;
      // A second row of the same id, slipped in where the table's rule was taken away, is in the digest too.
      texts.set(name, (texts.get(name) ?? "") + canonicalJson(JSON.parse(JSON.stringify(row))));
    }
  }
  const digest = createHash("sha256");
  for (const { table, id } of refs) {
    const text = texts.get(`${table} ${id}`);
    if (text === undefined) return null;
    digest.update(`${table} ${text}\n`);
  }
  return digest.digest("hex");
}

/** The rows that an event's `after` names. */
export function actsNamedIn(after: unknown): ActRef[] {
  const acts: unknown = Object(after).acts;
  if (!Array.isArray(acts)) return [];
  return acts.flatMap((one: unknown) => {
    const { table, id } = Object(one);
    return actTableNames.includes(table) && typeof id === "string" ? [{ table, id }] : [];
  });
}

/** Every pilot that an act row names, also one that no event is of. */
export async function pilotsWithActs(db: Database | Tx): Promise<string[]> {
  const found: string[] = [];
  for (const table of actTableNames) {
    const { pilotId } = actTables[table];
    const rows = await db.selectDistinct({ pilotId }).from(actTables[table]);
    found.push(...rows.map((row) => row.pilotId));
  }
  return found;
}

/** Where an act row belongs by what it is about, whatever pilot stands in it. */
const aboutPilot: Partial<Record<ActTable, (pilotId: string) => SQL>> = {
  item_acts: (id) => sql`item_id in (select id from checklist_items where pilot_id = ${id})`,
  module_versions: (id) => sql`module_id in (select id from training_modules where pilot_id = ${id})`,
  training_acts: (id) => sql`session_id in (select id from training_sessions where pilot_id = ${id})`,
};

/** Act rows of a pilot that no event of it names, as `item_acts 01…`; at most a few. */
export async function actsWithoutEvent(db: Database | Tx, pilotId: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of actTableNames) {
    const acts = actTables[table];
    const named = sql`select one ->> 'id' from events e, jsonb_array_elements(e.after -> 'acts') one
      where e.chain = ${pilotId} and e.acts_digest is not null and one ->> 'table' = ${table}`;
    const rows = await db
      .select({ id: acts.id })
      .from(acts)
      .where(
        sql`(${or(eq(acts.pilotId, pilotId), aboutPilot[table]?.(pilotId))}) and ${acts.id}::text not in (${named})`,
      )
      .orderBy(asc(acts.n))
      .limit(5);
    found.push(...rows.map(({ id }) => `${table} ${id}`));
  }
  return found;
}
