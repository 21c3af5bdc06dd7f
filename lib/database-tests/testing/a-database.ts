import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { withLogin } from "#lib/platform/app-login.ts";

/** A database to time statements on, beside Gantry's own on the server of the tests. */

export type ADatabase = {
  /** Of a superuser, of a login that may only read, and of one that may write. */
  ownerUrl: string;
  readerUrl: string;
  writerUrl: string;
  drop(): Promise<void>;
};

const tables = `
  create table bags (id int primary key, qr_id text not null, type text not null);
  insert into bags select n, 'SB' || n, case when n % 30 = 1 then 'parent' else 'child' end from generate_series(1, 20000) n;
  create index bags_qr_id on bags (qr_id);
  create table few (id int primary key);
  insert into few select generate_series(1, 100);
  create sequence numbers;
  create view waits as select pg_sleep(1) is null as slept;
  create function adds() returns int language sql volatile as 'insert into few values (-1) returning id';
  create function says() returns int language sql stable as 'select 1';
  create function acts(int, int) returns int language plpgsql volatile as 'begin return 1; end';
  create operator <%> (leftarg = int, rightarg = int, function = acts);
  analyze;`;

export async function aDatabase(serverUrl: string): Promise<ADatabase> {
  const name = `bags_${randomBytes(5).toString("hex")}`;
  const [reader, writer] = [`${name}_reader`, `${name}_writer`];
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await asOwner(serverUrl, `create database ${name}`);
  const grants = (login: string, rights: string) =>
    `create role ${login} login password '${login}'; grant ${rights} on all tables in schema public to ${login};`;
  await asOwner(url.href, `${tables} ${grants(reader, "select")} ${grants(writer, "select, insert")}`);
  return {
    ownerUrl: url.href,
    readerUrl: withLogin(url.href, reader, reader),
    writerUrl: withLogin(url.href, writer, writer),
    drop: async () => {
      await asOwner(serverUrl, `drop database ${name} with (force)`);
      await asOwner(serverUrl, `drop role ${reader}; drop role ${writer}`);
    },
  };
}

/** Several at once need no transaction of their own; `drop database` takes none. Answers the rows of one. */
export async function asOwner(url: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** How many of Gantry's connections wait there for a lock just now. */
export async function waitingForALock(ownerUrl: string): Promise<number> {
  const rows = await asOwner(
    ownerUrl,
    `select 1 from pg_stat_activity where application_name = 'gantry database test' and wait_event_type = 'Lock'
      and datname = current_database()`,
  );
  return rows.length;
}

/** Whether a statement is being carried out just now, by whatever login. */
export async function isCarriedOut(ownerUrl: string, text: string): Promise<boolean> {
  const literal = text.replaceAll("'", "''");
  const rows = await asOwner(
    ownerUrl,
    `select 1 from pg_stat_activity where query = '${literal}' and state = 'active' and datname = current_database()`,
  );
  return rows.length > 0;
}
