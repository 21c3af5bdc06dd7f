import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as access from "#drizzle/schema/access.ts";
import * as load from "#drizzle/schema/load.ts";
import * as pilots from "#drizzle/schema/pilots.ts";
import * as platform from "#drizzle/schema/platform.ts";
import * as shadow from "#drizzle/schema/shadow.ts";
import * as shadowKept from "#drizzle/schema/shadow-kept.ts";

const schema = { ...access, ...load, ...pilots, ...platform, ...shadow, ...shadowKept };

export type Database = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];
export type Sql = postgres.Sql;

/** A pool of connections, opened as they are needed. `name` shows in pg_stat_activity. */
export type Connection = { sql: Sql; db: Database; close(): Promise<void> };

export type ConnectOptions = { url: string; name: string; max?: number };

/** A database that was away is found again within a second of its return; the driver's own pauses grow to 20 s. */
const pauseSeconds = (failures: number) => Math.min(2 ** failures / 20, 1);

export function connect({ url, name, max = 5 }: ConnectOptions): Connection {
  const sql = postgres(url, {
    max,
    connect_timeout: 10,
    backoff: pauseSeconds,
    connection: { application_name: `gantry ${name}`, TimeZone: "UTC" },
    onnotice: () => {},
  });
  return { sql, db: drizzle(sql, { schema, casing: "snake_case" }), close: () => sql.end({ timeout: 2 }) };
}
