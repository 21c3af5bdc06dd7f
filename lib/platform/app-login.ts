import postgres from "postgres";
import type { Sql } from "./database.ts";

/** The login that all processes use: it reads and writes, but it cannot change what stands in the event log. */

const appLogin = "gantry_app";

/** Makes the login or gives it its password and its rights. True when it is there and can be used; false where this owner may not make
 *  roles: then triggers and the chain alone guard the log. */
export async function ensureAppLogin(sql: Sql, ownerUrl: string, password: string): Promise<boolean> {
  const usable = (await opens(withLogin(ownerUrl, appLogin, password))) || (await makeLogin(sql, password));
  if (!usable) return false;
  await sql.unsafe(`
    grant usage on schema public to ${appLogin};
    grant select, insert, update, delete on all tables in schema public to ${appLogin};
    revoke update, delete, truncate on events from ${appLogin};
    revoke insert, update, delete, truncate on installation, keys from ${appLogin};
  `);
  return true;
}

/** False when the database says that we may not. */
async function makeLogin(sql: Sql, password: string): Promise<boolean> {
  const [there] = await sql`select 1 as one from pg_roles where rolname = ${appLogin}`;
  try {
    // The password is base64url: nothing in it ends a literal.
    await sql.unsafe(`${there ? "alter" : "create"} role ${appLogin} login password '${password}'`);
    return true;
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === "42501") return false;
    throw error;
  }
}

/** It is there from an earlier start, or an administrator of the database has made it. */
async function opens(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
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
