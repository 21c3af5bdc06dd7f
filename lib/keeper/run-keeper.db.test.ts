import assert from "node:assert/strict";
import test, { after, before, type TestContext } from "node:test";
import { eq } from "drizzle-orm";
import { heartbeats, runBlocks, runSeconds } from "#drizzle/schema/load.ts";
import { endRun } from "#lib/load/end-run.ts";
import { insertSecond } from "#lib/load/store-seconds.ts";
import { aFrame } from "#lib/load/testing/a-frame.ts";
import { aHeldRun, aPlace, aRunner } from "#lib/load/testing/a-run.ts";
import { type Connection, connect } from "#lib/platform/database.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { runKeeper } from "./run-keeper.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** A keeper that counts its heartbeats, gone at the end of the test. */
function aKeeper(t: TestContext) {
  const counted = { beats: 0 };
  const { db } = database.connection;
  const counting: Connection["db"] = new Proxy(db, {
    get: (of, name) => {
      if (name === "insert") counted.beats++;
      const value = Reflect.get(of, name, of);
      return typeof value === "function" ? value.bind(of) : value;
    },
  });
  const keeper = runKeeper({ ...database.connection, db: counting }, database.appUrl);
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= keeper.stop();
    return stopped;
  };
  t.after(stop);
  return { counted, stop };
}

const beats = () => database.connection.db.select().from(heartbeats).where(eq(heartbeats.role, "keeper"));
/** Who holds the leader's lock in this database, or waits for it. */
async function locks(granted: boolean): Promise<number> {
  const [row] = await database.connection.sql`
    select count(*)::int as n from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where locktype = 'advisory' and objid = 4702113 and granted = ${granted} and datname = current_database()`;
  return Number(row?.["n"]);
}

test("one leads and its heart beats; the second waits, and takes over when the first is gone", async (t) => {
  const first = aKeeper(t);
  await waitFor("a heartbeat", async () => first.counted.beats > 0 && (await beats()).length === 1);
  const second = aKeeper(t);
  await waitFor("two more heartbeats of the first", () => first.counted.beats > 3);
  assert.deepEqual([second.counted.beats, await locks(true)], [0, 1]);
  await first.stop();
  await waitFor("a heartbeat of the second", () => second.counted.beats > 0);
  assert.equal(await locks(true), 1);
});

test("a leader whose connection broke leads no more before it has the lock again", async (t) => {
  const keeper = aKeeper(t);
  await waitFor("a heartbeat", () => keeper.counted.beats > 0);
  const rival = connect({ url: database.appUrl, name: "rival", max: 1 });
  t.after(() => rival.close());
  const taken = rival.sql`select pg_advisory_lock(4702113)`;
  taken.execute();
  await waitFor("the rival to wait", async () => (await locks(false)) === 1);
  await database.connection.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'gantry keeper leader' and datname = current_database()`;
  await taken;
  const { beats: before } = keeper.counted;
  await waitFor("the keeper to ask for the lock in vain", async () => {
    const [row] = await database.connection.sql`
      select count(*)::int as n from pg_stat_activity
      where application_name = 'gantry keeper leader' and datname = current_database()`;
    return Number(row?.["n"]) > 0;
  });
  assert.ok(keeper.counted.beats <= before + 1);
  await rival.close();
  await waitFor("a heartbeat", () => keeper.counted.beats > before + 1);
});

test("heartbeats of processes that are long gone are swept away", async (t) => {
  const { db } = database.connection;
  const old = { id: "gone", role: "runner" as const, host: "h", pid: 1, beatAt: new Date(Date.now() - 90_000_000) };
  await db.insert(heartbeats).values(old);
  aKeeper(t);
  await waitFor(
    "the sweep",
    async () => (await db.select().from(heartbeats).where(eq(heartbeats.id, "gone"))).length === 0,
  );
});

test("seconds of a run that has ended move into blocks by themselves", async (t) => {
  const { ctx } = database;
  const [place, runnerId] = [await aPlace(ctx), aRunner()];
  const run = await aHeldRun(ctx, place, runnerId);
  await insertSecond(ctx.db, run, aFrame(0));
  await endRun(ctx, { run, outcome: "completed", sentence: "done", runnerId, abandoned: null });
  // As if it had been stored a while ago; a row that stands is not changed.
  const [row] = await ctx.db.select().from(runSeconds).where(eq(runSeconds.runId, run.id));
  assert.ok(row);
  await ctx.db.delete(runSeconds).where(eq(runSeconds.runId, run.id));
  await ctx.db.insert(runSeconds).values({ ...row, storedAt: new Date(Date.now() - 60_000) });
  aKeeper(t);
  const blocks = () => ctx.db.select().from(runBlocks).where(eq(runBlocks.runId, run.id));
  await waitFor("the block", async () => (await blocks()).length === 1);
  assert.deepEqual(await ctx.db.select().from(runSeconds).where(eq(runSeconds.runId, run.id)), []);
});
