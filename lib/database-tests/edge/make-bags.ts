import postgres from "postgres";
import { makingParts } from "../core/practice-bags.ts";

/** How far the making of the practice database is. */
export type Making = { part: string; done: number; parts: number };

type Asked = {
  url: string;
  bags?: number | undefined;
  signal: AbortSignal;
  onPart(making: Making): Promise<void> | void;
};

/** Makes the bags anew where `url` leads, a part at a time, lets everybody who may connect read them, and answers how large the database is. */
export async function makeBags({ url, bags, signal, onPart }: Asked): Promise<number> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  const leave = () => void sql.end({ timeout: 0 });
  signal.addEventListener("abort", leave, { once: true });
  try {
    const parts = makingParts(bags);
    for (const [done, { title, sql: text }] of parts.entries()) {
      signal.throwIfAborted();
      await onPart({ part: title, done, parts: parts.length });
      await sql.unsafe(text);
    }
    await sql.unsafe("grant usage on schema public to public; grant select on all tables in schema public to public");
    const [row] = await sql`select pg_database_size(current_database()) as bytes`;
    return Number(row?.["bytes"] ?? 0);
  } finally {
    signal.removeEventListener("abort", leave);
    await sql.end({ timeout: 0 }).catch(() => {});
  }
}

/** No such table, no such database. */
const nowhere = ["42P01", "3D000"];

/** False where the bags are not there, or are empty after a crash of the server. Throws where the database is away. */
export async function hasBags(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [row] = await sql`select exists (select 1 from bags) as there`;
    return row?.["there"] === true;
  } catch (error) {
    if (error instanceof postgres.PostgresError && nowhere.includes(error.code)) return false;
    throw error;
  } finally {
    await sql.end({ timeout: 0 }).catch(() => {});
  }
}
