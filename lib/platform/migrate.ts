import { readFile } from "node:fs/promises";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { ensureAppLogin, withLogin } from "./app-login.ts";
import { connect, type Sql } from "./database.ts";
import { checkSecret, claimInstallation } from "./installation.ts";
import { ensureKeys, useSecret } from "./key-ring.ts";
import { appPassword } from "./keys.ts";
import { reachable, refusePooler } from "./reachable-database.ts";
import { StartRefused } from "./start-refused.ts";

const migrationsFolder = path.resolve(import.meta.dirname, "../../drizzle/migrations");
const guardsFile = path.resolve(import.meta.dirname, "../../drizzle/guards.sql");
/** Every start of Gantry locks it, and what must not happen during one. Any number will do, as long as nobody else locks it. */
export const migrationLock = 4_702_111;

export type Migrated = {
  /** What all processes then use: the login `gantry_app`, or the given one where roles may not be made. */
  appUrl: string;
  separateRoles: boolean;
};

/** Brings the database up to the code and makes the login `gantry_app`. Refuses (StartRefused) a database that cannot be reached, is
 *  newer than the code, belongs to another secret, or stands behind a transaction pooler. Runs under an advisory lock; a second one
 *  waits. */
export async function migrateDatabase(ownerUrl: string, secret: string): Promise<Migrated> {
  useSecret(secret);
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await reachable(sql, ownerUrl);
    await refusePooler(ownerUrl);
    await sql`select pg_advisory_lock(${migrationLock})`;
    await refuseNewer(sql);
    await checkSecret(sql, secret);
    await migrate(drizzle(sql), { migrationsFolder }).catch(sayWhatIsNotAllowed);
    await sql.unsafe(await readFile(guardsFile, "utf8"));
    const separateRoles = await ensureAppLogin(sql, ownerUrl, appPassword(secret));
    await settle(ownerUrl, secret, separateRoles);
    return { appUrl: separateRoles ? withLogin(ownerUrl, "gantry_app", appPassword(secret)) : ownerUrl, separateRoles };
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function settle(ownerUrl: string, secret: string, separateRoles: boolean): Promise<void> {
  const owner = connect({ url: ownerUrl, name: "migrate", max: 1 });
  try {
    await claimInstallation(owner.db, secret, separateRoles);
    await ensureKeys(owner.db);
  } finally {
    await owner.close();
  }
}

async function refuseNewer(sql: Sql): Promise<void> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.["name"] === null) return;
  const [newest] = await sql`select max(created_at)::text as at from drizzle.__drizzle_migrations`;
  const journal = JSON.parse(await readFile(path.join(migrationsFolder, "meta/_journal.json"), "utf8"));
  const known = Math.max(...journal.entries.map((entry: { when: number }) => entry.when));
  if (Number(newest?.["at"] ?? 0) > known)
    throw new StartRefused(
      "The database was written by a newer version of Gantry than this one. Start that version, or give this one a database or data folder of its own.",
    );
}

function sayWhatIsNotAllowed(error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof postgres.PostgresError && cause.code === "42501")
    throw new StartRefused(
      `The login of DATABASE_URL may not set up its database (${cause.message}). Make it the owner of the database: ALTER DATABASE name OWNER TO login.`,
    );
  throw error;
}
