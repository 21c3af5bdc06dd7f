import assert from "node:assert/strict";
import test, { after, before, type TestContext } from "node:test";
import { heartbeats } from "#drizzle/schema/load.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { EngineOptions, StartEngine } from "../edge/engine.ts";
import { stopRun } from "../stop-run.ts";
import { aFrame } from "../testing/a-frame.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, read } from "../testing/a-run.ts";
import { type RunnerOptions, runRunner } from "./run-runner.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

/** A runner of this test, gone at its end. */
function aRunning(t: TestContext, changes: Partial<RunnerOptions> = {}) {
  const runner = runRunner({
    connection: database.connection,
    startEngine: atOnce(),
    resolve: async () => ({ ok: true, addresses: ["127.0.0.1"] }),
    secretsFor: () => ({}),
    ...changes,
  });
  t.after(() => runner.stop());
  return runner;
}

/** An engine that is done with a run before one can look. */
function atOnce(seen: EngineOptions[] = []): StartEngine {
  return (options) => {
    seen.push(options);
    options.onPhase("running", new Date());
    options.onFrame(aFrame(0));
    return { done: Promise.resolve({ kind: "completed", sentence: "Done.", seconds: 1 }), stop() {} };
  };
}

/** One that goes on until it is stopped. */
const untilStopped: StartEngine = (options) => {
  let stop = () => {};
  const done = new Promise<{ kind: "stopped"; sentence: string; seconds: number }>((resolve) => {
    stop = () => resolve({ kind: "stopped", sentence: "Stopped.", seconds: 1 });
  });
  options.onPhase("running", new Date());
  return { done, stop };
};

const ended = async (id: string) => (await read(ctx, id)).state === "ended";

test("queued runs are taken one after another, the longest waiting first, also those of one target", async (t) => {
  const place = await aPlace(ctx);
  const runs = [await aQueuedRun(ctx, place), await aQueuedRun(ctx, place), await aQueuedRun(ctx, await aPlace(ctx))];
  aRunning(t);
  for (const { id } of runs) await waitFor("its end", () => ended(id));
  const ends = await Promise.all(runs.map(({ id }) => read(ctx, id)));
  assert.deepEqual(
    ends.map(({ outcome, summary }) => [outcome, summary?.seconds]),
    [
      ["completed", 1],
      ["completed", 1],
      ["completed", 1],
    ],
  );
  const times = ends.map(({ endedAt }) => endedAt?.getTime() ?? 0);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
});

test("one bad run after another, and still the next is driven", async (t) => {
  const bad = {
    resolve: await aPlace(ctx, { baseUrl: "http://nowhere.test" }),
    refuse: await aPlace(ctx, { baseUrl: "http://metadata.test" }),
    secrets: await aPlace(ctx),
    engine: await aPlace(ctx),
  };
  const runs = await Promise.all(Object.values(bad).map((place) => aQueuedRun(ctx, place)));
  const good = await aQueuedRun(ctx, await aPlace(ctx));
  aRunning(t, {
    resolve: async (baseUrl) => {
      if (baseUrl === "http://nowhere.test") throw new Error("no name server");
      if (baseUrl === "http://metadata.test") return { ok: false, sentence: "Load is never sent there." };
      return { ok: true, addresses: ["127.0.0.1"] };
    },
    secretsFor: ({ systemName }) => {
      if (systemName === bad.secrets.systemName) throw new Error("secrets are broken");
      return {};
    },
    startEngine: (options) => {
      if (options.target.baseUrl === runs[3]?.baseUrl) throw new Error("no threads");
      return atOnce()(options);
    },
  });
  await waitFor("the good run's end", () => ended(good.id));
  const ends = await Promise.all(runs.map(({ id }) => read(ctx, id)));
  assert.deepEqual(
    ends.map(({ outcome, endedSentence }) => [outcome, endedSentence]),
    [
      ["refused", "http://nowhere.test cannot be looked up: no name server"],
      ["refused", "Load is never sent there."],
      ["refused", "The run could not begin: secrets are broken"],
      ["interrupted", "The load generator gave up: no threads"],
    ],
  );
  assert.equal((await read(ctx, good.id)).outcome, "completed");
});

test("a run whose target is busy waits, and holds up no other", async (t) => {
  const busy = await aPlace(ctx);
  await aHeldRun(ctx, busy, aRunner());
  const waiting = await aQueuedRun(ctx, busy);
  const free = await aQueuedRun(ctx, await aPlace(ctx));
  aRunning(t);
  await waitFor("the free one's end", () => ended(free.id));
  assert.equal((await read(ctx, waiting.id)).state, "queued");
});

test("two runners: each run is driven once", async (t) => {
  const seen: EngineOptions[] = [];
  const runs = await Promise.all(Array.from({ length: 6 }, async () => aQueuedRun(ctx, await aPlace(ctx))));
  for (let one = 0; one < 2; one++) aRunning(t, { startEngine: atOnce(seen) });
  for (const { id } of runs) await waitFor("its end", () => ended(id));
  const urls = seen.map(({ target }) => target.baseUrl);
  for (const { baseUrl } of runs) assert.equal(urls.filter((url) => url === baseUrl).length, 1);
});

test("a claim whose answer was lost with the connection is driven all the same", async (t) => {
  t.mock.method(process.stderr, "write", () => true);
  const { id } = await aQueuedRun(ctx, await aPlace(ctx));
  let claims = 0;
  const db: typeof database.connection.db = new Proxy(database.connection.db, {
    get: (of, name) => {
      if (name !== "transaction") return Reflect.get(of, name, of);
      return async (...work: Parameters<typeof of.transaction>) => {
        const answer = await of.transaction(...work);
        if (answer === true && claims++ === 0) throw new Error("CONNECTION_CLOSED");
        return answer;
      };
    },
  });
  aRunning(t, { connection: { ...database.connection, db } });
  await waitFor("its end", () => ended(id));
  assert.equal((await read(ctx, id)).outcome, "completed");
});

test("a stop is done within a second of being asked for", async (t) => {
  const place = await aPlace(ctx);
  const { id, number } = await aQueuedRun(ctx, place);
  aRunning(t, { startEngine: untilStopped });
  await waitFor("running", async () => (await read(ctx, id)).state === "running");
  const asked = performance.now();
  await stopRun(ctx, { pilot: place.pilot, number, reason: "enough" });
  await waitFor("its end", () => ended(id));
  assert.ok(performance.now() - asked <= 1_000);
  assert.equal((await read(ctx, id)).endedSentence, "Stopped by test: enough");
});

test("a runner that has to leave ends its run, takes no other, and its heart has beaten", async (t) => {
  const run = await aQueuedRun(ctx, await aPlace(ctx));
  const next = await aQueuedRun(ctx, await aPlace(ctx));
  const runner = aRunning(t, { startEngine: untilStopped });
  await waitFor("running", async () => (await read(ctx, run.id)).state === "running");
  const { runnerId } = await read(ctx, run.id);
  await runner.stop();
  const { outcome, endedSentence } = await read(ctx, run.id);
  assert.deepEqual([outcome, endedSentence], ["interrupted", "Gantry was stopped while the run was going on."]);
  assert.equal((await read(ctx, next.id)).state, "queued");
  const beats = await ctx.db.select().from(heartbeats);
  assert.equal(beats.find(({ id }) => id === runnerId)?.role, "runner");
});
