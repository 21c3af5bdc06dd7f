import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { v7 as uuidv7 } from "uuid";
import { pilots } from "#drizzle/schema/pilots.ts";
import type { Connection, Database } from "../database.ts";
import { record } from "../events.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { waitFor } from "../testing/wait-for.ts";
import { FeedHub } from "./hub.ts";
import { aDisplay, type DisplayEnd } from "./testing/a-display.ts";

/** What is asked of the database does not grow with the number of screens. */

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** Writes down every statement. */
function countingConnection(url: string): { connection: Connection; statements: string[] } {
  const statements: string[] = [];
  const debug = (_connection: number, query: string) => void statements.push(query);
  const sql = postgres(url, { max: 3, fetch_types: false, onnotice: () => {}, debug });
  const db = drizzle(sql, { casing: "snake_case" }) as unknown as Database;
  return { statements, connection: { sql, db, close: () => sql.end({ timeout: 2 }) } };
}

/** What a change costs, in statements, with so many displays. */
async function statementsOfAChange(screens: number): Promise<string[]> {
  const { connection, statements } = countingConnection(database.appUrl);
  const { ctx } = database;
  const pilotId = uuidv7();
  const names = { slug: `p-${pilotId}`, name: "Pilot", site: "Plant", timeZone: "Europe/Berlin" };
  await ctx.db.insert(pilots).values({ id: pilotId, ...names, createdAt: new Date() });
  let polls = 0;
  const hub = new FeedHub({
    connection,
    wiring: {
      topicOf: (kind) => kind,
      sampleOf: async (runId, second) => connection.sql`select 'a sample'`.then(() => ({ runId, second })),
      endedSessions: async () => new Set(),
      wall: {
        view: async () => connection.sql`select 'the wall'`.then(() => ({ polls })),
        topics: (topic) => topic !== "display",
        silent: () => false,
        displays: async (ids) =>
          connection.sql`select 'of themselves'`.then(() => new Map(ids.map((id) => [id, { version: polls }]))),
      },
    },
  });
  const all = await Promise.all(Array.from({ length: screens }, () => aDisplay(hub, pilotId, uuidv7())));
  const allHave = (holds: (one: DisplayEnd) => boolean) => waitFor("all have it", () => all.every(holds));
  await allHave((one) => one.of("wall").length === 1 && one.of("display").length === 1);
  statements.length = 0;
  polls = 1;
  await ctx.transaction((tx) =>
    record(tx, ctx, { pilotId, verb: "test.happened", subject: { kind: "poll", id: "1" } }),
  );
  await allHave((one) => one.of("wall").at(-1)?.["polls"] === 1);
  await database.connection.sql`select pg_notify('gantry_seconds', ${`${pilotId}:run-1:7`})`;
  await allHave((one) => one.of("sample").length === 1);
  const seen = [...statements];
  await hub.close();
  await connection.close();
  // Asked by the clock, each second and every three, which may see an event before its notice comes: how many of them fall into it is a
  // matter of when, and not of the screens.
  const isByClock = (one: string) => /heartbeats|of themselves|from "events"/.test(one);
  assert.ok(seen.filter(isByClock).length < 100, "what the clock asks grows with the screens");
  return seen.filter((one) => !isByClock(one)).sort();
}

test("a change and a sample seen by 1,000 screens cost the same statements as seen by one", async () => {
  const one = await statementsOfAChange(1);
  assert.deepEqual(one, ["select 'a sample'", "select 'the wall'"]);
  assert.deepEqual(await statementsOfAChange(1_000), one);
});
