import { sql } from "drizzle-orm";
import postgres from "postgres";
import { actTableNames } from "./acts.ts";
import type { Sql, Tx } from "./database.ts";
import { StartRefused } from "./start-refused.ts";

/** The login that all processes use: it reads and writes, but it cannot change what stands in the event log. */

const appLogin = "gantry_app";

/** Said where the login could not be made. */
export const unguardedNote =
  "The login of DATABASE_URL may not make roles: the log is guarded by triggers and its chain alone, not by rights of its own. To have both, let an administrator of the database give it CREATEROLE, and start again.";

/** Makes the login or gives it its password and its rights. True when it is there and can be used; false where this owner may not make
 *  roles: then triggers and the chain alone guard the log. Refuses (StartRefused) to take the login from another Gantry, and a server or
 *  pooler that does not let it in. */
export async function ensureAppLogin(sql: Sql, ownerUrl: string, password: string): Promise<boolean> {
  const url = withLogin(ownerUrl, appLogin, password);
  // Only a login that is there is tried: the database would note the refusal in its log, where it looks like somebody's attempt.
  const [there] = await sql`select 1 as one from pg_roles where rolname = ${appLogin}`;
  const usable = there !== undefined && (await whyClosed(url)) === null;
  if (!usable && !(await makeLogin(sql, { there: there !== undefined, url, password }))) return false;
  await sql.unsafe(`
    grant usage on schema public to ${appLogin};
    grant select, insert, update, delete on all tables in schema public to ${appLogin};
    revoke update, delete, truncate on events, ${actTableNames.join(", ")} from ${appLogin};
    revoke insert, update, delete, truncate on installation, keys from ${appLogin};
  `);
  return true;
}

/** False when the database says that we may not. */
async function makeLogin(sql: Sql, login: { there: boolean; url: string; password: string }): Promise<boolean> {
  const [own] = await sql`select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user`;
  if (own?.["may"] !== true) return false;
  if (login.there) await refuseOthers(sql);
  try {
    // The password is base64url: nothing in it ends a literal.
    await sql.unsafe(`${login.there ? "alter" : "create"} role ${appLogin} login password '${login.password}'`);
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === "42501") return false;
    throw error;
  }
  const why = await whyClosed(login.url);
  if (why !== null)
    throw new StartRefused(
      `The login ${appLogin} is made, but the database does not let it in (${why}). See pg_hba.conf, or the users of the pooler in between.`,
    );
  return true;
}

/** Logins belong to the whole server: with another password, Gantries with other databases there could not connect any more. */
const othersServed = `
  select datname from pg_shdepend join pg_database on pg_database.oid = dbid
  where refclassid = 'pg_authid'::regclass and refobjid = '${appLogin}'::regrole and datname <> current_database()`;

async function refuseOthers(sql: Sql): Promise<void> {
  const [other] = await sql.unsafe(othersServed);
  if (other)
    throw new StartRefused(
      `The login ${appLogin} of this PostgreSQL serves the database ${other["datname"]} of another Gantry, and does not take the password that this GANTRY_SECRET makes. Give both the same secret, or give this one a PostgreSQL of its own.`,
    );
}

/** Gives the login another password in the caller's transaction. Refuses (StartRefused) while it serves other databases too, and an
 *  owner who may not. */
export async function changeAppPassword(tx: Tx, password: string): Promise<void> {
  const [other] = await tx.execute(sql.raw(othersServed));
  if (other)
    throw new StartRefused(
      `The login ${appLogin} of this PostgreSQL serves the database ${other["datname"]} of another Gantry too, which would be locked out. Give this one a PostgreSQL of its own first.`,
    );
  try {
    await tx.execute(sql.raw(`alter role ${appLogin} password '${password}'`));
  } catch (error) {
    if (!(error instanceof Error && error.cause instanceof postgres.PostgresError && error.cause.code === "42501"))
      throw error;
    throw new StartRefused(
      `The login of DATABASE_URL may not change the password of ${appLogin}. Let an administrator of the database give it CREATEROLE, and try again.`,
    );
  }
}

/** Null when one can connect; else what the database said. */
async function whyClosed(url: string): Promise<string | null> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select 1`;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

export function withLogin(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}
