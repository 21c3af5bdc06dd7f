import assert from "node:assert/strict";
import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import test, { after, afterEach, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { WallStream } from "#lib/displays/browser/wall-stream.ts";
import { FeedStream } from "../browser/feed-stream.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { waitFor } from "../testing/wait-for.ts";
import { FeedHub } from "./hub.ts";
import { ResponseSink } from "./response-sink.ts";
import { bufferBytes } from "./sink.ts";

/** Feeds over real sockets, as the web process writes them. */

let database: TestDatabase;
const pilotId = uuidv7();
const big = "x".repeat(50_000);
const wiring = {
  topicOf: (kind: string) => kind,
  sampleOf: async (runId: string, second: number) => ({ runId, second, big }),
  endedSessions: async () => new Set<never>(),
};
const closing: (() => unknown)[] = [];

before(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
after(() => database.close());

type Web = { hub: FeedHub; port: number; responses: Set<ServerResponse>; close(): Promise<void> };

async function aWeb(now: () => number = Date.now, port = 0): Promise<Web> {
  const hub = new FeedHub({ connection: database.connection, wiring, now });
  const responses = new Set<ServerResponse>();
  const server: Server = createServer((request, response) => {
    responses.add(response.once("close", () => responses.delete(response)));
    const sink = new ResponseSink(response);
    const person = { id: uuidv7(), sessionId: uuidv7(), expiresAt: new Date(8_640_000_000_000_000) };
    const lastEventId = Number(request.headers["last-event-id"] ?? 0);
    const headers = new Headers({ "content-type": "text/event-stream" });
    hub.open({ pilotId, lastEventId, reader: person, sink }).then(
      () => sink.open(headers),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await hub.close();
  };
  return { hub, responses, port: (server.address() as AddressInfo).port, close };
}

/** `stopped`: it asks and then reads nothing at all. */
function reader(port: number, stopped: boolean): { socket: Socket; text(): string } {
  let text = "";
  const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"));
  socket.on("error", () => {});
  if (stopped) socket.pause();
  else
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text = (text + chunk).slice(-200_000);
    });
  closing.push(() => socket.destroy());
  return { socket, text: () => text };
}

const second = (n: number) => database.connection.sql`select pg_notify('gantry_seconds', ${`${pilotId}:run-1:${n}`})`;

test("sockets that stop reading hold a bounded amount however much is sent, are let go, and slow nobody", async () => {
  const stoppedCount = 40;
  let now = 0;
  const web = await aWeb(() => now);
  closing.push(() => web.close());
  const live = reader(web.port, false);
  for (let n = 0; n < stoppedCount; n++) reader(web.port, true);
  await waitFor("all are there", () => web.hub.clientCount === stoppedCount + 1);
  const held = () => [...web.responses].reduce((sum, { writableLength }) => sum + writableLength, 0);
  const buffersMiB: number[] = [];
  let mostHeld = 0;
  // 15 MB to each of them: more than the kernel keeps for a socket of this machine.
  for (let n = 1; n <= 300; n++) {
    await second(n);
    await waitFor("whoever reads has it", () => live.text().includes(`"second":${n},`));
    mostHeld = Math.max(mostHeld, held());
    if (n % 100 === 0) buffersMiB.push(process.memoryUsage().arrayBuffers / 2 ** 20);
  }
  assert.ok(mostHeld > 0, "they did not stop reading");
  assert.ok(mostHeld <= (stoppedCount + 1) * (bufferBytes + 2 * big.length), `${mostHeld} bytes held`);
  const [, atTwoHundred = 0, atThreeHundred = 0] = buffersMiB;
  assert.ok(
    atThreeHundred - atTwoHundred < 16,
    `buffers grew: ${buffersMiB.map((one) => one.toFixed(1)).join(", ")} MiB`,
  );
  now += 15_000;
  await waitFor("they are let go", () => web.hub.clientCount === 1 && web.responses.size === 1);
  await second(301);
  await waitFor("whoever reads goes on", () => live.text().includes('"second":301,'));
});

test("what a feed said before its head went out comes after it; a feed that ends is closed", async () => {
  const web = await aWeb();
  closing.push(() => web.close());
  const { socket, text } = reader(web.port, false);
  const ended = new Promise((resolve) => socket.once("end", resolve));
  await waitFor("a beat", () => text().includes("event: beat"));
  assert.match(
    text(),
    /^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream\r\n.*?\r\n\r\n[0-9a-f]+\r\n.*event: beat\n/s,
  );
  await web.hub.close();
  await ended;
});

type Stream = { tick(): void; close(): void };
type StreamGiven = Pick<ConstructorParameters<typeof WallStream>[0], "url" | "fetch" | "now" | "random">;
/** What opens a stream on a page of the console, and on a wall. `heard`: with each message. */
const streams: Record<string, (given: StreamGiven, heard: () => void) => Stream> = {
  pages: (given, heard) =>
    new FeedStream({ ...given, hears: { opened: () => true, message: heard, resumed: () => {}, refused: () => {} } }),
  walls: (given, heard) => new WallStream({ ...given, hears: { message: heard, refused: () => {} } }),
};

/** Screens with a clock of their own: on a busy machine it goes slower, and so does everything else. */
function someScreens(port: number, count: number, of: string) {
  const everyMs = 50;
  let nowMs = 0;
  let heard = new Set<number>();
  const given = { url: `http://127.0.0.1:${port}/`, fetch, now: () => nowMs, random: Math.random };
  const all = Array.from({ length: count }, (_, index) => streams[of]?.(given, () => heard.add(index)));
  const tick = () => {
    nowMs += everyMs;
    for (const stream of all) stream?.tick();
  };
  const ticking = setInterval(tick, everyMs);
  closing.push(() => {
    clearInterval(ticking);
    for (const stream of all) stream?.close();
  });
  return {
    now: () => nowMs,
    live: () => heard.size,
    forget: () => {
      heard = new Set();
    },
    /** While nobody answers, time may be hastened. */
    pass: async (ms: number) => {
      for (const end = nowMs + ms; nowMs < end; tick()) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}

for (const [of, name, awayMs] of [
  ["pages", "as long as a restart takes", 1_500],
  ["pages", "for long", 20_000],
  ["walls", "as long as a restart takes", 1_500],
  ["walls", "for long", 20_000],
] as const)
  test(`two hundred ${of} whose web process is away ${name} are all live again within 5 s, spread by chance`, async () => {
    const first = await aWeb();
    const screens = someScreens(first.port, 200, of);
    await waitFor("all are live", () => screens.live() === 200);
    await first.close();
    await screens.pass(awayMs);
    screens.forget();
    const second = await aWeb(Date.now, first.port);
    closing.push(() => second.close());
    const backAt = screens.now();
    await waitFor("one is live again", () => screens.live() > 0);
    assert.ok(screens.live() < 200, "they came at the same moment");
    await waitFor("all are live again", () => screens.live() === 200);
    const tookMs = screens.now() - backAt;
    assert.ok(tookMs <= 5_000, `${tookMs} ms`);
  });
