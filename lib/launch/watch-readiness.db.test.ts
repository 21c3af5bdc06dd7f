import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { heartbeats } from "#drizzle/schema/load.ts";
import { runKeeper } from "#lib/keeper/run-keeper.ts";
import { type Connection, connect } from "#lib/platform/database.ts";
import { FeedHub } from "#lib/platform/feed/hub.ts";
import { streamSink } from "#lib/platform/feed/sink.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { openPoll } from "./open-poll.ts";
import { recheckReadiness } from "./recheck-readiness.ts";
import { listStationActs } from "./store-calls.ts";
import { aDoer, aLaunch, anItemOf, callNow, type Launch, probeSaw, stationNow } from "./testing/a-launch.ts";

let database: TestDatabase;
let web: Connection;
before(async () => {
  database = await testDatabase();
  web = connect({ url: database.appUrl, name: "web", max: 3 });
});
after(async () => {
  await web.close();
  await database.close();
});

const guaranteedMs = 3_000;

/** A screen of a pilot: when it was last told that readiness changed. */
async function aScreen({ pilotId }: Launch) {
  const wiring = {
    topicOf: (kind: string) => (["station", "station-state", "readiness"].includes(kind) ? "launch" : kind),
    sampleOf: async () => null,
    endedSessions: async () => new Set<never>(),
    recheck: { topic: "launch", id: "readiness", digest: recheckReadiness({ ...database.ctx, db: web.db }) },
  };
  const hub = new FeedHub({ connection: web, wiring });
  const controller = new AbortController();
  const person = { id: uuidv7(), sessionId: uuidv7(), expiresAt: new Date(Date.now() + 3_600_000) };
  const { sink, body: stream } = streamSink(controller.signal);
  await hub.open({ pilotId, lastEventId: null, reader: person, sink });
  const heard = { beats: 0, changes: 0 };
  void readAll(stream, heard);
  const leave = async () => {
    controller.abort();
    await hub.close();
  };
  return { heard, leave };
}

async function readAll(stream: ReadableStream<Uint8Array>, heard: { beats: number; changes: number }): Promise<void> {
  const decoder = new TextDecoder();
  for await (const part of stream) {
    const text = decoder.decode(part, { stream: true });
    heard.beats += text.match(/^event: beat$/gm)?.length ?? 0;
    heard.changes += text.match(/"topic":"launch"/g)?.length ?? 0;
  }
}

/** A real one: the test's own beat is another's. */
async function keeperIsHeard(): Promise<boolean> {
  const rows = await database.ctx.db.select().from(heartbeats);
  return rows.some(({ id }) => id.endsWith("/keeper"));
}

async function aGoneLaunch() {
  const { ctx } = database;
  const launch = await aLaunch(ctx, ["Load"]);
  const item = await anItemOf(ctx, launch, { station: "Load" });
  const owner = await aDoer(ctx, launch, [["station-owner", "Load"]]);
  assert.ok((await openPoll(ctx, launch)).ok);
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  return { launch, item };
}

test("a probe turns bad: within 3 s the GO is void on record, and an open screen has been told", async (t) => {
  const { ctx } = database;
  const { launch, item } = await aGoneLaunch();
  const keeper = runKeeper(database.connection, database.appUrl);
  t.after(() => keeper.stop());
  const screen = await aScreen(launch);
  t.after(screen.leave);
  await waitFor("both to be at work", async () => screen.heard.changes > 0 && (await keeperIsHeard()));
  const before = screen.heard.changes;
  const badAtMs = performance.now();
  await probeSaw(ctx, item, { outcome: "failed", turn: 2, says: "connection refused" });
  const voided = async () => (await listStationActs(ctx.db, launch.pilotId)).some(({ act }) => act.do === "voided");
  await waitFor("the end of the GO, and word of it", async () => screen.heard.changes > before && (await voided()));
  const tookMs = performance.now() - badAtMs;
  t.diagnostic(`told and on record after ${Math.round(tookMs)} ms`);
  assert.ok(tookMs <= guaranteedMs, `it took ${Math.round(tookMs)} ms`);
  const { call, sentence } = await stationNow(ctx, launch, "Load");
  assert.equal(call?.moved?.what, "1.1 Item of Load: good, now failed");
  assert.match(sentence, /connection refused/);
});

test("without a keeper the screens are told all the same, by their own process", async (t) => {
  const { ctx } = database;
  const { launch, item } = await aGoneLaunch();
  const screen = await aScreen(launch);
  t.after(screen.leave);
  await waitFor("the first looks", () => screen.heard.changes > 0);
  const looks = screen.heard.beats;
  await waitFor("more looks", () => screen.heard.beats > looks + 2);
  assert.equal(screen.heard.changes, 1, "told by the first look only: nothing moved");
  const badAtMs = performance.now();
  await probeSaw(ctx, item, { outcome: "failed", turn: 2 });
  await waitFor("word of it", () => screen.heard.changes > 1);
  assert.ok(performance.now() - badAtMs <= guaranteedMs);
  assert.equal((await stationNow(ctx, launch, "Load")).state, "HOLD");
});
