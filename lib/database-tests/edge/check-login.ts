import type { Environment } from "#lib/platform/core/environment.ts";
import { connect } from "#lib/platform/database.ts";
import type { Reading, Target } from "./open-target.ts";

/** Who Gantry is in a database, and whether statements may be timed there at all. */

export type LoginChecked = { ok: true; server: string } | { ok: false; sentence: string };

const askMs = 10_000;

/** Refuses Gantry's own database (`ownUrl`), and outside of practice a login that may do more than read. In practice a login that may write is let
 *  in: what is there can be made again, and its transactions only read all the same. */
export async function checkLogin(
  target: Target,
  { environment, ownUrl }: { environment: Environment; ownUrl: string },
): Promise<LoginChecked> {
  const seen = await target.reading(askMs, async (reading) => ({
    who: await whoIn(reading),
    place: await placeOf((text) => reading.ask({ text, values: [] })),
  }));
  if (seen.place === (await ownPlace(ownUrl)))
    return { ok: false, sentence: "This is Gantry's own database. Statements are never timed there." };
  const why = environment === "practice" ? null : whyTooMighty(seen.who);
  return why === null ? { ok: true, server: `PostgreSQL ${seen.who.version}` } : { ok: false, sentence: why };
}

type Who = { login: string; version: string; mighty: boolean; writes: string | null };

const system = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
/** `mighty`: what no right on a table says. `writes`: a table that it may change. */
const who = `
  select current_user as login, current_setting('server_version') as version,
    (select rolsuper or rolreplication or rolbypassrls or rolcreaterole
        or pg_has_role(current_user, 'pg_write_all_data', 'member')
        or pg_has_role(current_user, 'pg_execute_server_program', 'member')
        or pg_has_role(current_user, 'pg_read_server_files', 'member')
        or pg_has_role(current_user, 'pg_write_server_files', 'member')
        or pg_has_role(current_user, 'pg_signal_backend', 'member')
      from pg_roles where rolname = current_user) as mighty,
    (select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'f') and ${system}
        and (has_table_privilege(c.oid, 'insert, update, delete, truncate')
          or has_any_column_privilege(c.oid, 'insert, update'))
      order by c.oid limit 1) as writes`;

async function whoIn(reading: Reading): Promise<Who> {
  const [row] = await reading.ask({ text: who, values: [] });
  const { login, version, mighty, writes } = row ?? {};
  return {
    login: String(login),
    version: String(version).split(" ")[0] ?? "",
    mighty: mighty === true,
    writes: writes === null || writes === undefined ? null : String(writes),
  };
}

const instead = "Give Gantry a login that has nothing but SELECT; docs/database-tests.md shows how.";

function whyTooMighty({ login, mighty, writes }: Who): string | null {
  if (mighty) return `The login ${login} may do more than read: it is a superuser or has rights of one. ${instead}`;
  return writes === null ? null : `The login ${login} may change the table ${writes}. ${instead}`;
}

/** Two connections are in one database when its server came up at the same moment and gives it the same number. The moment is told as a number:
 *  as a date each would write it in its own time zone. */
const place = `select extract(epoch from pg_postmaster_start_time())::text || ' '
  || (select oid from pg_database where datname = current_database()) as place`;

async function placeOf(ask: (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>): Promise<string> {
  const [row] = await ask(place);
  return String(row?.["place"]);
}

async function ownPlace(ownUrl: string): Promise<string> {
  const connection = connect({ url: ownUrl, name: "runner", max: 1 });
  try {
    return await placeOf((text) => connection.sql.unsafe(text));
  } finally {
    await connection.close();
  }
}
