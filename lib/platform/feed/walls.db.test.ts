import assert from "node:assert/strict";
import test, { after, afterEach, before, beforeEach } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { heartbeats } from "#drizzle/schema/load.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { record } from "../events.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { waitFor } from "../testing/wait-for.ts";
import { FeedHub } from "./hub.ts";
import { streamSink } from "./sink.ts";
import { aDisplay } from "./testing/a-display.ts";
import type { FeedWall, FeedWiring } from "./wiring.ts";

/** Displays and their views. What is shown is `shown`; each making of a view is written down. */

let database: TestDatabase;
let pilotId: string;
let hub: FeedHub;
let shown: Record<string, unknown>;
let made: { fromMs: number; toMs: number }[];
let asked: string[][];
let states: Map<string, object>;
let making: () => Promise<void>;

before(async () => {
  database = await testDatabase();
});
after(() => database.close());
beforeEach(async () => {
  pilotId = uuidv7();
  [shown, made, asked, states, making] = [{ overall: "HOLD" }, [], [], new Map(), async () => {}];
  hub = new FeedHub({ connection: database.connection, wiring });
  const names = { slug: `p-${pilotId}`, name: "Pilot", site: "Plant", timeZone: "Europe/Berlin" };
  await database.ctx.db.insert(pilots).values({ id: pilotId, ...names, createdAt: new Date() });
});
afterEach(() => hub.close());

const wall: FeedWall = {
  view: async () => {
    const one = { fromMs: performance.now(), toMs: Number.POSITIVE_INFINITY };
    made.push(one);
    const view = { at: made.length, ...shown };
    await making();
    one.toMs = performance.now();
    return view;
  },
  topics: (topic) => topic !== "display",
  silent: ({ keeper }) => keeper === null || Date.now() - keeper.getTime() > 5_000,
  displays: async (ids) => {
    asked.push([...ids]);
    return new Map([...states].filter(([id]) => ids.includes(id)));
  },
};

const wiring: FeedWiring = {
  topicOf: (kind) => kind,
  figures: ["shadow"],
  sampleOf: async (runId, second) => ({ runId, second }),
  endedSessions: async () => new Set(),
  wall,
};

const until = (holds: () => boolean | Promise<boolean>) => waitFor("what the test expects next", holds);

async function display(state: object = { name: "hall" }) {
  const id = uuidv7();
  states.set(id, state);
  const one = await aDisplay(hub, pilotId, id);
  await until(() => one.of("wall").length === 1 && one.of("display").length === 1);
  return one;
}

async function happens(kind: string, id = "x"): Promise<void> {
  const { ctx } = database;
  await ctx.transaction((tx) => record(tx, ctx, { pilotId, verb: "test.happened", subject: { kind, id } }));
}

const notify = (channel: string, payload: string): Promise<unknown> =>
  database.connection.sql`select pg_notify(${channel}, ${payload})`;
/** Notices come in order: when the display has this sample, the hub has heard everything before. */
async function everythingHeard(one: Awaited<ReturnType<typeof display>>, second: number): Promise<void> {
  await notify("gantry_seconds", `${pilotId}:run-1:${second}`);
  await until(() => one.of("sample").some((sample) => sample["second"] === second));
}
const viewsMade = (count: number) => until(() => made.filter(({ toMs }) => toMs < Infinity).length >= count);

test("a display is sent beats, samples, its wall and what it is told of itself, and no changes", async () => {
  const one = await display({ name: "hall 2" });
  assert.equal(one.messages[0]?.event, "beat");
  assert.deepEqual(one.of("display"), [{ name: "hall 2" }]);
  assert.deepEqual(one.of("wall"), [{ at: 1, overall: "HOLD" }]);
  await happens("poll");
  await everythingHeard(one, 1);
  assert.deepEqual(one.of("change"), []);
});

test("a change is one view for all displays of the pilot, the same bytes, sent when more than its time differs", async () => {
  const all = [await display(), await display(), await display()];
  assert.equal(made.length, 1, "whoever comes later is sent what the others show");
  shown = { overall: "GO" };
  await happens("poll");
  await until(() => all.every((one) => one.of("wall").length === 2));
  assert.deepEqual(
    all.map((one) => one.of("wall")[1]?.["overall"]),
    ["GO", "GO", "GO"],
  );
  const bytes = all.map((one) => one.bytes[one.messages.findLastIndex(({ event }) => event === "wall")]);
  assert.ok(
    bytes.every((one) => one === bytes[0]),
    "made once, not once a display",
  );
  assert.equal(made.length, 2);
  await happens("poll");
  await viewsMade(3);
  await everythingHeard(all[0] ?? assert.fail(), 1);
  assert.deepEqual(
    all.map((one) => one.of("wall").length),
    [2, 2, 2],
  );
});

test("however much changes: one view at a time, at most one in 250 ms, and the last change is in the last one", async () => {
  const one = await display();
  making = () => new Promise((resolve) => setTimeout(resolve, 60));
  for (let n = 1; n <= 40; n++) {
    shown = { overall: `change ${n}` };
    await happens("poll");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await until(() => one.of("wall").at(-1)?.["overall"] === "change 40");
  for (const [n, { fromMs }] of made.entries()) {
    const previous = made[n - 1];
    if (previous === undefined) continue;
    assert.ok(fromMs >= previous.toMs, "never two at a time");
    // Timers may fire up to a millisecond early.
    assert.ok(fromMs - previous.fromMs >= 248, `${fromMs - previous.fromMs} ms apart`);
  }
});

test("no view is made for a pilot without displays, and one that comes is sent what stands then", async () => {
  const { sink } = streamSink(new AbortController().signal);
  const person = { id: uuidv7(), sessionId: uuidv7(), expiresAt: new Date(Date.now() + 3_600_000) };
  await hub.open({ pilotId, lastEventId: null, reader: person, sink });
  const first = await display();
  first.leave();
  shown = { overall: "GO" };
  await happens("poll");
  const last = await display();
  assert.equal(last.of("wall")[0]?.["overall"], "GO");
  assert.equal(made.length, 2);
});

test("figures that were told, and what a person is called, make a view; what a display is told of itself does not", async () => {
  const one = await display();
  await notify("gantry_changes", `${pilotId}:shadow:figures`);
  await viewsMade(2);
  const { ctx } = database;
  const person = { kind: "person", id: "y" };
  await ctx.transaction((tx) => record(tx, ctx, { pilotId: null, verb: "test.happened", subject: person }));
  await viewsMade(3);
  await happens("display", one.id);
  await notify("gantry_changes", `${pilotId}:display:figures`);
  await everythingHeard(one, 1);
  assert.equal(made.length, 3);
});

test("a view is made when the keeper falls silent and when it returns, and when a look by the clock gives something else", async () => {
  let digest = "as it was";
  const recheck = { topic: "launch", id: "readiness", digest: async () => digest };
  await hub.close();
  hub = new FeedHub({ connection: database.connection, wiring: { ...wiring, recheck } });
  const one = await display();
  const isMadeAnew = async (overall: string, by: () => unknown) => {
    shown = { overall };
    await by();
    await until(() => one.of("wall").at(-1)?.["overall"] === overall);
  };
  await viewsMade(2); // the first look
  const beat = { role: "keeper" as const, host: "h", pid: 1 };
  const alive = async () => database.ctx.db.insert(heartbeats).values({ id: "k1", ...beat, beatAt: new Date() });
  await isMadeAnew("with a keeper", alive);
  await isMadeAnew("without a keeper", () => undefined);
  await isMadeAnew("another digest", () => {
    digest = "as it is now";
  });
});

test("a view that cannot be made is made with a later beat", async () => {
  const one = await display();
  let failures = 0;
  making = async () => {
    failures += 1;
    if (failures <= 2) throw new Error("the database is away");
  };
  shown = { overall: "GO" };
  await happens("poll");
  await until(() => one.of("wall").at(-1)?.["overall"] === "GO");
  assert.equal(failures, 3);
});

test("a display that was changed is told of it at once, by one question for all, and no other one", async () => {
  const [one, two] = [await display({ name: "one" }), await display({ name: "two" })];
  asked = [];
  states.set(two.id, { name: "two, renamed" });
  await happens("display", two.id);
  await until(() => two.of("display").length === 2);
  assert.deepEqual(two.of("display")[1], { name: "two, renamed" });
  assert.deepEqual(asked[0]?.toSorted(), [one.id, two.id].sort());
  states.set(one.id, { name: "one", showNameUntil: 1 });
  await notify("gantry_changes", `${pilotId}:display:figures`);
  await until(() => one.of("display").length === 2);
  assert.deepEqual([one.of("display").length, two.of("display").length], [2, 2]);
});

test("a revoked display's feed ends when that is heard, within 5 s when it is not, and no other one", async () => {
  const [stays, heard, unheard] = [await display(), await display(), await display()];
  states.delete(heard.id);
  await happens("display", heard.id);
  await until(heard.ended);
  assert.ok(!unheard.ended());
  states.delete(unheard.id);
  const since = performance.now();
  await until(unheard.ended);
  assert.ok(performance.now() - since <= 5_000);
  assert.ok(!stays.ended());
  assert.equal(hub.clientCount, 1);
});

test("two hundred displays that come at once are told of themselves by few questions", async () => {
  const ids = Array.from({ length: 200 }, () => uuidv7());
  for (const id of ids) states.set(id, { name: id });
  await display();
  [asked, made] = [[], []];
  const all = await Promise.all(ids.map((id) => aDisplay(hub, pilotId, id)));
  await until(() => all.every((one) => one.of("display").length === 1 && one.of("wall").length === 1));
  for (const one of all) assert.deepEqual(one.of("display"), [{ name: one.id }]);
  assert.ok(asked.length <= 10, `${asked.length} questions`);
  assert.equal(made.length, 0);
});
