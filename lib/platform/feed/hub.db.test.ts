import assert from "node:assert/strict";
import { connect as connectSocket, createServer, type Server, type Socket } from "node:net";
import test, { after, afterEach, before, beforeEach } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { heartbeats } from "#drizzle/schema/load.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { type Connection, connect } from "../database.ts";
import { record } from "../events.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { waitFor } from "../testing/wait-for.ts";
import type { FeedPerson } from "./client.ts";
import { FeedHub } from "./hub.ts";
import { replayedEvents } from "./room.ts";
import { streamSink } from "./sink.ts";
import type { FeedWiring } from "./wiring.ts";

let database: TestDatabase;
let pilotId: string;
let hub: FeedHub;
let samplesMade: number;
let endedPeople: Set<FeedPerson>;
const opened: AbortController[] = [];

before(async () => {
  database = await testDatabase();
});
after(() => database.close());
beforeEach(async () => {
  pilotId = uuidv7();
  samplesMade = 0;
  endedPeople = new Set();
  hub = new FeedHub({ connection: database.connection, wiring });
  const names = { slug: `p-${pilotId}`, name: "Pilot", site: "Plant", timeZone: "Europe/Berlin" };
  await database.ctx.db.insert(pilots).values({ id: pilotId, ...names, createdAt: new Date() });
});
afterEach(async () => {
  for (const one of opened.splice(0)) one.abort();
  await hub.close();
});

const wiring: FeedWiring = {
  topicOf: (kind) => (kind === "system" ? "systems" : kind),
  sampleOf: async (runId, second) => {
    samplesMade += 1;
    return { runId, second };
  },
  endedSessions: async () => endedPeople,
};

type Message = { event: string; id: number | null; retryMs: number | null; data: Record<string, unknown> };
type Screen = { messages: Message[]; ended: Promise<void>; leave(): void; person: FeedPerson };

function person(expiresAt = new Date(Date.now() + 3_600_000)): FeedPerson {
  return { id: uuidv7(), sessionId: uuidv7(), expiresAt };
}

async function screen(lastEventId: number | null = null, who = person(), on = hub, of = pilotId): Promise<Screen> {
  const controller = new AbortController();
  opened.push(controller);
  const { sink, body: stream } = streamSink(controller.signal);
  await on.open({ pilotId: of, lastEventId, reader: who, sink });
  const messages: Message[] = [];
  return { messages, ended: readAll(stream, messages), leave: () => controller.abort(), person: who };
}

async function readAll(stream: ReadableStream<Uint8Array>, messages: Message[]): Promise<void> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    messages.push(...parts.map(parse));
  }
}

function parse(block: string): Message {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
  const [id, retry] = [field("id"), field("retry")];
  return {
    event: field("event") ?? "",
    id: id === undefined ? null : Number(id),
    retryMs: retry === undefined ? null : Number(retry),
    data: JSON.parse(field("data") ?? "{}"),
  };
}

async function happens(subjectId: string, kind = "run"): Promise<number> {
  const { ctx } = database;
  return ctx.transaction((tx) => record(tx, ctx, { pilotId, verb: "test.happened", subject: { kind, id: subjectId } }));
}

async function secondStored(second: number, of = pilotId): Promise<void> {
  await database.connection.sql`select pg_notify('gantry_seconds', ${`${of}:run-1:${second}`})`;
}

const until = (holds: () => boolean | Promise<boolean>) => waitFor("what the test expects next", holds);

const changes = (one: Screen) => one.messages.filter((message) => message.event === "change");
const ids = (one: Screen) => changes(one).map((message) => message.id);
const idOf = (message: Message) => message.data["id"];

test("a beat at once and each second, with the server's time and the age of its sources", async () => {
  const at = new Date(Date.now() - 3_000);
  const beat = { host: "h", pid: 1, beatAt: at };
  await database.ctx.db.insert(heartbeats).values([
    { id: "r1", role: "runner", ...beat },
    { id: "r0", role: "runner", ...beat, beatAt: new Date(0) },
  ]);
  const one = await screen();
  await until(() => one.messages.length >= 3);
  const [first, second] = one.messages;
  assert.deepEqual(
    one.messages.map((message) => message.event),
    ["beat", "beat", "beat"],
  );
  assert.equal(first?.id, 0);
  assert.deepEqual([first?.retryMs, second?.retryMs], [2_000, null]);
  assert.deepEqual(first?.data["sources"], { runner: at.toISOString(), keeper: null });
  const apart = Date.parse(String(second?.data["now"])) - Date.parse(String(first?.data["now"]));
  assert.ok(apart <= 1_500, `beats ${apart} ms apart`);
});

test("an event reaches every screen of its pilot once, with its sequence as id, and no other pilot's", async () => {
  const [one, two] = await Promise.all([screen(), screen()]);
  await happens("a");
  await happens("b", "system");
  await until(() => changes(one).length === 2 && changes(two).length === 2);
  assert.deepEqual(ids(one), [1, 2]);
  assert.deepEqual(
    changes(two).map((message) => message.data),
    [
      { topic: "run", id: "a" },
      { topic: "systems", id: "b" },
    ],
  );
  const other = { ...database.ctx };
  await other.transaction((tx) =>
    record(tx, other, { pilotId: null, verb: "test.happened", subject: { kind: "person", id: "x" } }),
  );
  await happens("c");
  await until(() => changes(one).length === 3);
  assert.deepEqual(ids(one), [1, 2, 3]);
});

test("whoever comes back misses nothing and gets nothing twice, also while events go on", async () => {
  for (let n = 1; n <= 5; n++) await happens(`before ${n}`);
  const one = await screen(2);
  const writing = Promise.all(Array.from({ length: 20 }, (_, n) => happens(`during ${n}`)));
  const more = await Promise.all(Array.from({ length: 10 }, (_, n) => screen(n % 5)));
  await writing;
  await until(() => [one, ...more].every((screen) => ids(screen).at(-1) === 25));
  assert.deepEqual(
    ids(one),
    Array.from({ length: 23 }, (_, n) => n + 3),
  );
  for (const [n, screen] of more.entries())
    assert.deepEqual(
      ids(screen),
      Array.from({ length: 25 - (n % 5) }, (_, k) => k + 1 + (n % 5)),
    );
});

test("a gap too long, or an id from the future: reset, with the newest id", async () => {
  await happens("a");
  const ahead = await screen(99);
  await until(() => ahead.messages.length > 0);
  assert.deepEqual([ahead.messages[0]?.event, ahead.messages[0]?.id], ["reset", 1]);
  for (let n = 0; n <= replayedEvents; n++) await happens("more");
  // The hub hears of events after their commit; a screen that comes before it has heard of all is still within reach.
  await until(() => ids(ahead).at(-1) === replayedEvents + 2);
  const behind = await screen(1);
  await until(() => behind.messages.length > 0);
  assert.deepEqual([behind.messages[0]?.event, behind.messages[0]?.id], ["reset", replayedEvents + 2]);
  const within = await screen(2);
  await until(() => changes(within).length === replayedEvents);
});

test("a second becomes one sample, however many screens are open, and none when there are none", async () => {
  const screens = await Promise.all([screen(), screen(), screen()]);
  await secondStored(7);
  const samples = (one: Screen) => one.messages.filter((message) => message.event === "sample");
  await until(() => screens.every((one) => samples(one).length === 1));
  assert.deepEqual(samples(screens[0] as Screen)[0]?.data, { runId: "run-1", second: 7 });
  assert.equal(samplesMade, 1);
  for (const one of screens) one.leave();
  await until(() => hub.clientCount === 0);
  await secondStored(8);
  // Notices come in order: when the other pilot's screen has its second, the hub has heard of the one before.
  const elsewhere = await screen(null, person(), hub, "another-pilot");
  await secondStored(1, "another-pilot");
  await until(() => samples(elsewhere).length === 1);
  const last = await screen();
  await secondStored(9);
  await until(() => samples(last).length === 1);
  assert.deepEqual(samples(last)[0]?.data, { runId: "run-1", second: 9 });
  assert.equal(samplesMade, 3);
});

test("a session that ended, or ran out, ends its feed within 5 s and no other", async () => {
  const stays = await screen();
  const goes = await screen();
  const old = await screen(null, person(new Date(Date.now() - 1)));
  const since = Date.now();
  endedPeople.add(goes.person);
  await Promise.all([goes.ended, old.ended]);
  assert.ok(Date.now() - since <= 5_000);
  await happens("after");
  await until(() => changes(stays).length === 1);
  assert.equal(hub.clientCount, 1);
});

test("a screen that leaves is forgotten once, by its request or by its stream", async () => {
  const one = await screen();
  const { sink, body: stream } = streamSink(new AbortController().signal);
  await hub.open({ pilotId, lastEventId: null, reader: person(), sink });
  assert.equal(hub.clientCount, 2);
  await stream.cancel();
  assert.equal(hub.clientCount, 1);
  one.leave();
  one.leave();
  assert.equal(hub.clientCount, 0);
  await one.ended;
});

test("a pilot that nobody watches is forgotten; whoever comes back to it misses nothing", async () => {
  const one = await screen();
  const { sink } = streamSink(new AbortController().signal);
  await hub.open({ pilotId: uuidv7(), lastEventId: null, reader: person(), sink });
  assert.equal(hub.roomCount, 2);
  await happens("seen");
  await until(() => changes(one).length === 1);
  one.leave();
  await until(() => hub.roomCount === 1);
  await happens("missed 1");
  await happens("missed 2");
  const back = await screen(1);
  await until(() => changes(back).length === 2);
  assert.deepEqual(changes(back).map(idOf), ["missed 1", "missed 2"]);
});

test("sessions are asked about one question at a time, however long the answer takes", async () => {
  let asked = 0;
  const slowHub = new FeedHub({
    connection: database.connection,
    wiring: {
      ...wiring,
      endedSessions: () => {
        asked += 1;
        return new Promise(() => {});
      },
    },
  });
  const one = await screen(null, person(), slowHub);
  await until(() => one.messages.length >= 8);
  assert.equal(asked, 1);
  await slowHub.close();
});

test("a screen that does not read holds a bounded amount, keeps the newest figures, and is let go", async () => {
  let now = 0;
  const big = "x".repeat(20_000);
  const slowHub = new FeedHub({
    connection: database.connection,
    wiring: { ...wiring, sampleOf: async (runId, second) => ({ runId, second, big }) },
    now: () => now,
  });
  const far = new Date(86_400_000);
  const reads = await screen(null, person(far), slowHub);
  const { sink, body: stream } = streamSink(AbortSignal.timeout(60_000));
  await slowHub.open({ pilotId, lastEventId: null, reader: person(far), sink });
  const seconds = (messages: Message[]) =>
    messages.flatMap((one) => (one.event === "sample" ? [Number(one.data["second"])] : []));
  for (let second = 1; second <= 30; second++) await secondStored(second);
  await until(() => seconds(reads.messages).length === 30);
  const reader = stream.getReader();
  const held: Message[] = [];
  const decoder = new TextDecoder();
  while (seconds(held).at(-1) !== 30) {
    const chunk = await reader.read();
    assert.ok(!chunk.done);
    held.push(parse(decoder.decode(chunk.value)));
  }
  assert.ok(seconds(held).length <= 6, `it held ${seconds(held).length} of 30`);
  for (let second = 31; second <= 60; second++) await secondStored(second);
  await until(() => seconds(reads.messages).length === 60);
  now += 15_000;
  await assert.rejects(async () => {
    await until(() => slowHub.clientCount === 1);
    while (!(await reader.read()).done);
  }, /too slowly/);
  await slowHub.close();
});

test("what was told while the connection was lost is read when it is back", async () => {
  const door = await databaseDoor(database.appUrl);
  const connection: Connection = connect({ url: door.url, name: "feed test", max: 2 });
  const far = new FeedHub({ connection, wiring });
  const one = await screen(null, person(), far);
  await happens("before");
  await until(() => changes(one).length === 1);
  await door.shut();
  await happens("in the gap 1");
  await happens("in the gap 2");
  const beats = one.messages.length;
  await until(() => one.messages.length >= beats + 2);
  assert.equal(changes(one).length, 1, "beats go on, events cannot come");
  await door.open();
  await until(() => changes(one).length === 3);
  // What is told before the connection listens again is not heard: seconds go on being told.
  await until(async () => {
    await secondStored(5);
    return one.messages.some((message) => message.event === "sample");
  });
  assert.deepEqual(changes(one).map(idOf), ["before", "in the gap 1", "in the gap 2"]);
  await far.close();
  await connection.close();
  await door.shut();
});

test("figures that changed while the connection was lost are told anew when it is back, once a pilot", async () => {
  const door = await databaseDoor(database.appUrl);
  const connection: Connection = connect({ url: door.url, name: "feed test", max: 2 });
  const far = new FeedHub({ connection, wiring: { ...wiring, figures: ["shadow"] } });
  const one = await screen(null, person(), far);
  const told = () => changes(one).filter(({ data }) => data["topic"] === "shadow" && data["id"] === "figures").length;
  assert.equal(told(), 0, "nothing was missed yet");
  await door.shut();
  await door.open();
  await until(() => told() > 0);
  assert.equal(told(), 1);
  await far.close();
  await connection.close();
  await door.shut();
});

test("a look by the clock tells each screen once after it came, and all of them when it gives something else", async () => {
  let [digest, looks] = ["as it was", 0];
  const look = async () => {
    looks += 1;
    return digest;
  };
  const watching = new FeedHub({
    connection: database.connection,
    wiring: { ...wiring, recheck: { topic: "launch", id: "readiness", digest: look } },
  });
  const told = (one: Screen) => changes(one).filter(({ data }) => data["topic"] === "launch").length;
  const moreLooks = () => {
    const seen = looks;
    return until(() => looks >= seen + 2);
  };
  const first = await screen(null, person(), watching);
  await until(() => told(first) === 1);
  await moreLooks();
  const second = await screen(null, person(), watching);
  await until(() => told(second) === 1);
  await moreLooks();
  assert.deepEqual([told(first), told(second)], [1, 1]);
  digest = "as it is now";
  await until(() => told(first) === 2 && told(second) === 2);
  await moreLooks();
  assert.deepEqual([told(first), told(second)], [2, 2]);
  await watching.close();
});

test("listening that could not begin begins with the next screen, and tells everything once", async () => {
  const door = await databaseDoor(database.appUrl);
  await door.shut();
  const connection: Connection = connect({ url: door.url, name: "feed test", max: 2 });
  const far = new FeedHub({ connection, wiring });
  await assert.rejects(screen(null, person(), far));
  await door.open();
  let one: Screen | null = null;
  await until(async () => {
    one = await screen(null, person(), far).catch(() => null);
    return one !== null;
  });
  const { messages } = one ?? (await screen(null, person(), far));
  const seconds = () => messages.filter(({ event }) => event === "sample").map(({ data }) => Number(data["second"]));
  let told = 0;
  await until(async () => {
    told += 1;
    await secondStored(told);
    return seconds().length >= 3;
  });
  await until(() => seconds().at(-1) === told);
  assert.deepEqual(seconds(), [...new Set(seconds())], "each second once");
  await far.close();
  await connection.close();
  await door.shut();
});

/** A door in front of the database that can be shut. */
async function databaseDoor(url: string) {
  const behind = new URL(url);
  const sockets = new Set<Socket>();
  const make = (): Server =>
    createServer((socket) => {
      const to = connectSocket(Number(behind.port), behind.hostname);
      for (const one of [socket, to]) sockets.add(one.on("error", () => {}));
      socket.pipe(to).pipe(socket);
    });
  const listen = (server: Server, port: number) =>
    new Promise<number>((resolve) => {
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  let server = make();
  const port = await listen(server, 0);
  const front = new URL(url);
  front.host = `127.0.0.1:${port}`;
  return {
    url: front.href,
    shut: async () => {
      server.close();
      for (const one of sockets) one.destroy();
      sockets.clear();
    },
    open: async () => {
      server = make();
      await listen(server, port);
    },
  };
}
