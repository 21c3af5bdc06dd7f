import postgres from "postgres";
import { withLogin } from "./app-login.ts";
import type { Sql } from "./database.ts";
import { practicePassword } from "./keys.ts";

/** A database for practising, beside Gantry's own in the PostgreSQL that comes along: empty until somebody asks for what is in it. */

const name = "gantry_practice_bags";
const maker = "gantry_practice_maker";
const reader = "gantry_practice_reader";

/** `makerUrl` may fill it, `readerUrl` may read it; neither login has a right in Gantry's own database. */
export type PracticeDatabaseUrls = { makerUrl: string; readerUrl: string };

type Environment = Readonly<Record<string, string | undefined>>;

export function practiceDatabaseUrls(ownerUrl: string, secret: string): PracticeDatabaseUrls {
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  const of = (login: string) => withLogin(url.href, login, practicePassword(secret, login));
  return { makerUrl: of(maker), readerUrl: of(reader) };
}

/** What the supervisor gives to every process: whether there is one to be made; to a runner, how. */
export function practiceDatabaseVariables(process: string, urls: PracticeDatabaseUrls): Record<string, string> {
  const told = { GANTRY_PRACTICE_DATABASE_OFFERED: "on" };
  return process === "runner" ? { ...told, GANTRY_PRACTICE_DATABASE: JSON.stringify(urls) } : told;
}

/** In any process. */
export function practiceDatabaseIsOffered(env: Environment = process.env): boolean {
  return env["GANTRY_PRACTICE_DATABASE_OFFERED"] === "on";
}

/** In a runner; null where none is offered. */
export function toldPracticeDatabase(env: Environment = process.env): PracticeDatabaseUrls | null {
  const told = env["GANTRY_PRACTICE_DATABASE"];
  if (told === undefined) return null;
  const { makerUrl, readerUrl } = Object(JSON.parse(told));
  return { makerUrl: String(makerUrl), readerUrl: String(readerUrl) };
}

/** Makes the logins and the empty database, or gives the logins their passwords again. `ownerUrl`: of the PostgreSQL that comes along. */
export async function ensurePracticeDatabase(ownerUrl: string, secret: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    for (const login of [maker, reader]) await ensureLogin(sql, login, practicePassword(secret, login));
    const [there] = await sql`select 1 as one from pg_database where datname = ${name}`;
    if (there !== undefined) return;
    await sql.unsafe(`create database ${name} owner ${maker}`);
    await sql.unsafe(`revoke all on database ${name} from public; grant connect on database ${name} to ${reader}`);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function ensureLogin(sql: Sql, login: string, password: string): Promise<void> {
  const [there] = await sql`select 1 as one from pg_roles where rolname = ${login}`;
  // The password is base64url: nothing in it ends a literal.
  await sql.unsafe(`${there === undefined ? "create" : "alter"} role ${login} login password '${password}'`);
}
