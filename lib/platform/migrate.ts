import { readFile } from "node:fs/promises";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { installation } from "#drizzle/schema/platform.ts";
import { connect, type Sql } from "./database.ts";
import { ensureChainKey, useSecret } from "./key-ring.ts";
import { appPassword, secretFingerprint } from "./keys.ts";
import { StartRefused } from "./start-refused.ts";

const migrationsFolder = path.resolve(import.meta.dirname, "../../drizzle/migrations");
const guardsFile = path.resolve(import.meta.dirname, "../../drizzle/guards.sql");
/** Any number will do, as long as nobody else locks it. */
const migrationLock = 4_702_111;

export type Migrated = {
  /** What all processes then use: the login `gantry_app`, or the given one where roles may not be made. */
  appUrl: string;
  separateRoles: boolean;
};

/** Brings the database up to the code and makes the login `gantry_app`. Refuses (StartRefused) a database that is newer than the code,
 *  belongs to another secret, or stands behind a transaction pooler. Runs under an advisory lock; a second one waits. */
export async function migrateDatabase(ownerUrl: string, secret: string): Promise<Migrated> {
  useSecret(secret);
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await refusePooler(sql);
    await sql`select pg_advisory_lock(${migrationLock})`;
    await refuseNewer(sql);
    await migrate(drizzle(sql), { migrationsFolder });
    await sql.unsafe(await readFile(guardsFile, "utf8"));
    const separateRoles = await ensureAppLogin(sql, appPassword(secret));
    await claimInstallation(ownerUrl, secret, separateRoles);
    return { appUrl: separateRoles ? withLogin(ownerUrl, "gantry_app", appPassword(secret)) : ownerUrl, separateRoles };
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** A pooler in transaction mode gives each transaction another server process, which breaks LISTEN and advisory locks. */
async function refusePooler(sql: Sql): Promise<void> {
  const pids = new Set<unknown>();
  for (let round = 0; round < 3; round++) {
    const [row] = await sql`select pg_backend_pid() as pid, set_config('gantry.pooler_check', 'seen', false)`;
    pids.add(row?.["pid"]);
    const [kept] = await sql`select current_setting('gantry.pooler_check', true) as kept`;
    if (kept?.["kept"] !== "seen") pids.add("lost");
  }
  if (pids.size > 1)
    throw new StartRefused(
      "DATABASE_URL leads through a pooler in transaction mode. Gantry needs LISTEN and locks of a whole session: give PostgreSQL's own address, or a pooler in session mode.",
    );
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

/** True when processes get a login that cannot touch the event log's rows; false where this login may not create roles. */
async function ensureAppLogin(sql: Sql, password: string): Promise<boolean> {
  const [me] = await sql`select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user`;
  if (me?.["may"] !== true) return false;
  const [there] = await sql`select 1 as one from pg_roles where rolname = 'gantry_app'`;
  if (!there) await sql.unsafe("create role gantry_app login");
  // The password is base64url: nothing in it ends a literal.
  await sql.unsafe(`alter role gantry_app login password '${password}'`);
  await sql.unsafe(`
    grant usage on schema public to gantry_app;
    grant select, insert, update, delete on all tables in schema public to gantry_app;
    revoke update, delete, truncate on events from gantry_app;
    revoke insert, update, delete, truncate on installation, keys from gantry_app;
  `);
  return true;
}

async function claimInstallation(ownerUrl: string, secret: string, separateRoles: boolean): Promise<void> {
  const owner = connect({ url: ownerUrl, name: "migrate", max: 1 });
  try {
    const fingerprint = secretFingerprint(secret);
    await owner.db
      .insert(installation)
      .values({ id: 1, secretFingerprint: fingerprint, separateRoles, createdAt: new Date() })
      .onConflictDoNothing();
    const [row] = await owner.db.select().from(installation);
    if (row?.secretFingerprint !== fingerprint) throw new StartRefused(otherSecret);
    if (row.separateRoles !== separateRoles) await owner.db.update(installation).set({ separateRoles });
    await ensureChainKey(owner.db);
  } finally {
    await owner.close();
  }
}

const otherSecret =
  "This database was set up with another GANTRY_SECRET. Start with the secret it was set up with; without it, its log cannot be verified.";

/** Refuses (StartRefused) to serve a database that belongs to another secret, or that no migration has set up. */
export async function checkInstallation(sql: Sql, secret: string): Promise<void> {
  const [table] = await sql`select to_regclass('public.installation') as name`;
  if (table?.["name"] === null) throw new StartRefused("The database is not set up. Run `gantry migrate` first.");
  const [row] = await sql`select secret_fingerprint from installation`;
  if (row?.["secret_fingerprint"] !== secretFingerprint(secret)) throw new StartRefused(otherSecret);
}

export function withLogin(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}
