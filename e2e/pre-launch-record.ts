import { execFile } from "node:child_process";
import path from "node:path";
import postgres from "postgres";
import { runningEmbeddedPostgres } from "../lib/platform/embedded-postgres.ts";
import { ownDatabase } from "./own-database.ts";

/** The record behind Gantry's back: changed as its owner could, and walked by the command. */

const root = path.resolve(import.meta.dirname, "..");

/** What `gantry verify-log` prints, beside the Gantry that runs. */
export async function verifyLog(dataFolder: string): Promise<string> {
  const database = await ownDatabase(path.basename(dataFolder));
  const env = { ...process.env, GANTRY_DATA: dataFolder, ...database?.env };
  const command = ["bin/gantry.mjs", "verify-log"];
  return new Promise((resolve) =>
    execFile(process.execPath, command, { cwd: root, env }, (_, printed) => resolve(printed)),
  );
}

/** As the database's owner, who may take the guards away. */
async function asOwner(dataFolder: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const given = await ownDatabase(path.basename(dataFolder));
  const url = given?.env.DATABASE_URL ?? runningEmbeddedPostgres(dataFolder);
  if (url === null) throw new Error("Gantry has no database");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

/** An answer to an item says something else than the person said. */
export function changeAnswers(dataFolder: string, itemId: string): Promise<void> {
  return asOwner(dataFolder, async (sql) => {
    await sql`alter table item_acts disable trigger item_acts_stay`;
    await sql`update item_acts set act = jsonb_set(act, '{says}', '"9 of 10 operators logged in"') where item_id = ${itemId}`;
    await sql`alter table item_acts enable trigger item_acts_stay`;
  });
}
