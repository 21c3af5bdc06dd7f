import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { pilots } from "#drizzle/schema/pilots.ts";
import { type Connection, connect } from "../database.ts";
import { record } from "../events.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { waitFor } from "../testing/wait-for.ts";
import { FeedHub } from "./hub.ts";
import { streamSink } from "./sink.ts";

/** Two web processes on one database: whichever a screen is connected to, it shows the same. */

let database: TestDatabase;
let pilotId: string;
const webs: { hub: FeedHub; connection: Connection }[] = [];

before(async () => {
  database = await testDatabase();
  // Seconds as a runner stores them, with nothing but a figure.
  const owner = connect({ url: database.ownerUrl, name: "owner", max: 1 });
  await owner.sql.unsafe("create table stored (second int primary key, p99 int); grant all on stored to gantry_app");
  await owner.close();
  for (const name of ["web one", "web two", "web just started"]) {
    const connection = connect({ url: database.appUrl, name, max: 3 });
    webs.push({ connection, hub: new FeedHub({ connection, wiring: wiringOn(connection) }) });
  }
});
after(async () => {
  for (const { hub, connection } of webs) {
    await hub.close();
    await connection.close();
  }
  await database.close();
});
beforeEach(async () => {
  pilotId = uuidv7();
  const names = { slug: `p-${pilotId}`, name: "Pilot", site: "Plant", timeZone: "Europe/Berlin" };
  await database.ctx.db.insert(pilots).values({ id: pilotId, ...names, createdAt: new Date() });
});

function wiringOn({ sql }: Connection) {
  return {
    topicOf: (kind: string) => kind,
    sampleOf: async (runId: string, second: number) => {
      const [row] = await sql`select p99 from stored where second = ${second}`;
      return row === undefined ? null : { runId, second, p99: row["p99"] };
    },
    endedSessions: async () => new Set<never>(),
  };
}

type Message = { event: string; id: number | null; data: Record<string, unknown> };
type Screen = { messages: Message[]; of(event: string): Message[]; leave(): void };

async function screen(web: number, lastEventId: number | null = null): Promise<Screen> {
  const controller = new AbortController();
  const hub = webs[web]?.hub;
  assert.ok(hub);
  const person = { id: uuidv7(), sessionId: uuidv7(), expiresAt: new Date(Date.now() + 3_600_000) };
  const { sink, body: stream } = streamSink(controller.signal);
  await hub.open({ pilotId, lastEventId, reader: person, sink });
  const messages: Message[] = [];
  void readAll(stream, messages);
  const of = (event: string) => messages.filter((message) => message.event === event);
  return { messages, of, leave: () => controller.abort() };
}

async function readAll(stream: ReadableStream<Uint8Array>, messages: Message[]): Promise<void> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const part of stream) {
    text += decoder.decode(part, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
      const id = field("id");
      const data = JSON.parse(field("data") ?? "{}");
      messages.push({ event: field("event") ?? "", id: id === undefined ? null : Number(id), data });
    }
  }
}

/** As a runner does it: stored and told in one transaction. */
async function storeSecond(second: number): Promise<void> {
  await database.connection.sql.begin(async (sql) => {
    await sql`insert into stored values (${second}, ${second * 7})`;
    await sql`select pg_notify('gantry_seconds', ${`${pilotId}:run-1:${second}`})`;
  });
}

async function happens(id: string): Promise<number> {
  const { ctx } = database;
  return ctx.transaction((tx) => record(tx, ctx, { pilotId, verb: "test.happened", subject: { kind: "run", id } }));
}

const until = (holds: () => boolean) => waitFor("what the test expects next", holds);
const dataOf = (messages: readonly Message[]) => messages.map(({ data }) => data);

test("each stored second reaches the screens of both, with the same figures", async () => {
  const screens = [await screen(0), await screen(1), await screen(1)];
  const expected: object[] = [];
  for (let second = 0; second < 5; second++) {
    await storeSecond(second);
    expected.push({ runId: "run-1", second, p99: second * 7 });
    await until(() => screens.every((one) => one.of("sample").length === expected.length));
  }
  for (const one of screens) assert.deepEqual(dataOf(one.of("sample")), expected);
  for (const one of screens) one.leave();
});

test("events come in the same order to both; a screen that changes over misses nothing and sees nothing twice", async () => {
  const stays = await screen(0);
  const moves = await screen(1);
  for (const id of ["a", "b"]) await happens(id);
  await until(() => [stays, moves].every((one) => one.of("change").length === 2));
  const last = moves.of("change").at(-1)?.id ?? null;
  moves.leave();
  await happens("while away");
  // One remembers these events, the other has to read them.
  const moved = [await screen(0, last), await screen(2, last)];
  await happens("afterwards");
  await until(() => stays.of("change").length === 4 && moved.every((one) => one.of("change").length >= 2));
  const seen = (...screens: Screen[]) =>
    screens.flatMap((one) => one.of("change").map(({ id, data }) => [id, data["id"]]));
  for (const one of moved) assert.deepEqual(seen(moves, one), seen(stays));
  assert.deepEqual(
    seen(stays).map(([, id]) => id),
    ["a", "b", "while away", "afterwards"],
  );
});
