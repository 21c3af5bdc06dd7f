import { createHash } from "node:crypto";
import postgres from "postgres";
import { testSecret } from "../lib/platform/testing/database.ts";

/** A database in the server that the tests were given, by GANTRY_TEST_DATABASE_URL. */
export type OwnDatabase = { env: { DATABASE_URL: string; GANTRY_SECRET: string }; drop(): Promise<void> };

/** Null where no server was given. The same `key` finds the same database again until it is dropped. */
export async function ownDatabase(key: string): Promise<OwnDatabase | null> {
  const server = process.env["GANTRY_TEST_DATABASE_URL"];
  return server === undefined ? null : databaseIn(server, key);
}

/** One secret for all: the login gantry_app, whose password comes from it, belongs to the whole server. */
export async function databaseIn(server: string, key: string): Promise<OwnDatabase> {
  const name = `journey_${createHash("sha256").update(key).digest("hex").slice(0, 12)}`;
  await inServer(server, async (sql) => {
    const [there] = await sql`select 1 as one from pg_database where datname = ${name}`;
    if (there === undefined) await sql.unsafe(`create database ${name}`);
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: url.href, GANTRY_SECRET: testSecret },
    drop: () => inServer(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`)),
  };
}

async function inServer(server: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
