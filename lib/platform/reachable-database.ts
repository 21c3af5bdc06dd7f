import postgres from "postgres";
import type { Sql } from "./database.ts";
import { StartRefused } from "./start-refused.ts";

/** Whether a database can carry Gantry, asked before anything is written to it. */

/** Refuses (StartRefused) a database that does not answer, with what to look at. The address is told without its password. */
export async function reachable(sql: Sql, url: string): Promise<void> {
  try {
    await sql`select 1`;
  } catch (error) {
    throw new StartRefused(`${whereOf(url)}: ${reasonOf(error)}`);
  }
}

function whereOf(url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  return `The database ${pathname.slice(1)} at ${hostname}:${port || 5432}, login ${decodeURIComponent(username)}, does not answer`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there. Is PostgreSQL running, and is the port right?",
  ENOTFOUND: "there is no such host.",
  CONNECT_TIMEOUT: "no answer within 10 seconds. Is a firewall in between?",
  "28P01": "the password is wrong.",
  "28000": "this login may not come in; see pg_hba.conf.",
  "3D000": "there is no such database. Make it first: CREATE DATABASE.",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

/** A pooler in transaction mode hands one server process to several clients in turn, which breaks LISTEN and locks of a session.
 *  Two connections that are open at once show it: they meet in the same process, or one of them moves. */
export async function refusePooler(url: string): Promise<void> {
  const open = () => postgres(url, { max: 1, connect_timeout: 10, prepare: false, onnotice: () => {} });
  const [one, other] = [open(), open()];
  try {
    const seen: [unknown[], unknown[]] = [[], []];
    for (let round = 0; round < 3; round++) {
      seen[0].push(await processOf(one));
      seen[1].push(await processOf(other));
    }
    const [ofOne, ofOther] = seen.map((pids) => new Set(pids));
    const meets = [...(ofOne ?? [])].some((pid) => ofOther?.has(pid));
    if (meets || ofOne?.size !== 1 || ofOther?.size !== 1)
      throw new StartRefused(
        "DATABASE_URL leads through a pooler in transaction mode. Gantry needs LISTEN and locks of a whole session: give PostgreSQL's own address, or a pooler in session mode.",
      );
  } finally {
    await Promise.all([one.end({ timeout: 2 }), other.end({ timeout: 2 })]);
  }
}

async function processOf(sql: Sql): Promise<unknown> {
  const [row] = await sql`select pg_backend_pid() as pid`;
  return row?.["pid"];
}
