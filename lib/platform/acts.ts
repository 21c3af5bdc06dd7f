import { createHash } from "node:crypto";
import { asc, eq, inArray, sql } from "drizzle-orm";
import { itemActs } from "#drizzle/schema/checklist.ts";
import { decisionActs, launchSnapshots, stationActs } from "#drizzle/schema/launch.ts";
import { canonicalJson } from "./core/chain.ts";
import type { Database, Tx } from "./database.ts";

/** Rows that events stand for: what people said, kept in tables of their modules. An event names them and holds their digest, so that a
 *  changed, removed or slipped-in row is found by whoever walks the chain. */

const actTables = {
  item_acts: itemActs,
  station_acts: stationActs,
  decision_acts: decisionActs,
  launch_snapshots: launchSnapshots,
} as const;
type ActTable = keyof typeof actTables;
const tableNames = Object.keys(actTables) as ActTable[];

/** A row by its table and id. */
export type ActRef = { table: ActTable; id: string };

/** SHA-256, hex, over the rows as they stand, in the order given. Null when one of them is not there. */
export async function digestOfActs(db: Database | Tx, refs: readonly ActRef[]): Promise<string | null> {
  const texts = new Map<string, string>();
  for (const table of tableNames) {
    const ids = refs.filter((one) => one.table === table).map(({ id }) => id);
    if (ids.length === 0) continue;
    const rows = await db.select().from(actTables[table]).where(inArray(actTables[table].id, ids));
    for (const row of rows) texts.set(`${table} ${row.id}`, canonicalJson(JSON.parse(JSON.stringify(row))));
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
    return tableNames.includes(table) && typeof id === "string" ? [{ table, id }] : [];
  });
}

/** Act rows of a pilot that no event of it names, as `item_acts 01…`; at most a few. */
export async function actsWithoutEvent(db: Database | Tx, pilotId: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of tableNames) {
    const acts = actTables[table];
    const named = sql`select one ->> 'id' from events e, jsonb_array_elements(e.after -> 'acts') one
      where e.chain = ${pilotId} and e.acts_digest is not null and one ->> 'table' = ${table}`;
    const rows = await db
      .select({ id: acts.id })
      .from(acts)
      .where(sql`${eq(acts.pilotId, pilotId)} and ${acts.id}::text not in (${named})`)
      .orderBy(asc(acts.n))
      .limit(5);
    found.push(...rows.map(({ id }) => `${table} ${id}`));
  }
  return found;
}
