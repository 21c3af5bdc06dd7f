import assert from "node:assert/strict";
import test, { after, before, type TestContext } from "node:test";
import postgres from "postgres";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { LeaseWatch } from "../core/lease-watch.ts";
import { markExpiredLeases } from "../mark-expired-leases.ts";
import { storedFrames } from "../stored-frames.ts";
import { aFakeEngine } from "../testing/a-fake-engine.ts";
import { aFrame } from "../testing/a-frame.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, read } from "../testing/a-run.ts";
import { runRunner } from "./run-runner.ts";

let database: TestDatabase;
let owner: postgres.Sql;
before(async () => {
  database = await testDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await owner.unsafe(`
    create function disk_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`);
});
after(async () => {
  await owner.end();
  await database.close();
});

/** PostgreSQL says of a table what it says when its disk is full, until the answer is called. */
async function fillDisk(table: "run_seconds" | "runs"): Promise<() => Promise<void>> {
  await owner.unsafe(
    `create trigger disk_is_full before insert or update on ${table} for each row execute function disk_full()`,
  );
  return async () => {
    await owner.unsafe(`drop trigger disk_is_full on ${table}`);
  };
}

const secondsOf = async (id: string) => {
  const seconds: number[] = [];
  for await (const { second } of storedFrames(database.connection.db, id, { from: 0 })) seconds.push(second);
  return seconds;
};

function saidOn(t: TestContext): string[] {
  const said: string[] = [];
  t.mock.method(console, "error", (line: string) => said.push(line));
  return said;
}

test("a disk that is full for a while: the log says so once, the run goes on, and every second is stored later", async (t) => {
  const said = saidOn(t);
  const { ctx, connection } = database;
  const { id, number } = await aQueuedRun(ctx, await aPlace(ctx));
  const engine = aFakeEngine();
  const runner = runRunner({
    ...{ connection, startEngine: engine.start, secretsFor: () => ({}) },
    resolve: async () => ({ ok: true, addresses: ["127.0.0.1"] }),
  });
  t.after(() => runner.stop());
  const { onPhase, onFrame } = await engine.started();
  onPhase("running", new Date());
  onFrame(aFrame(0));
  await waitFor("the first second", async () => (await secondsOf(id)).length === 1);
  const lift = await fillDisk("run_seconds");
  for (const second of [1, 2, 3]) onFrame(aFrame(second));
  await waitFor("the word", () => said.length > 0);
  const { leaseUntil } = await read(ctx, id);
  await waitFor("the lease to be renewed all the same", async () => {
    const now = (await read(ctx, id)).leaseUntil;
    return now !== null && leaseUntil !== null && now > leaseUntil;
  });
  assert.deepEqual([engine.stops, (await read(ctx, id)).state, await secondsOf(id)], [0, "running", [0]]);
  await lift();
  onFrame(aFrame(4));
  engine.end();
  await waitFor("its end", async () => (await read(ctx, id)).state === "ended");
  const { outcome, summary } = await read(ctx, id);
  assert.deepEqual([outcome, summary?.seconds, await secondsOf(id)], ["completed", 5, [0, 1, 2, 3, 4]]);
  assert.match(
    said[0] ?? "",
    new RegExp(`^second 1 of run ${number} cannot be stored just now: the database's disk is full\\.`),
  );
  assert.match(said[1] ?? "", new RegExp(`^second 1 of run ${number} is stored, after \\d+ s; what waited follows\\.`));
  assert.equal(said.length, 2);
});

test("a runner that cannot renew its lease on a full disk is not taken for dead when there is room again", async (t) => {
  t.mock.method(process.stderr, "write", () => true);
  const { ctx } = database;
  const { id } = await aHeldRun(ctx, await aPlace(ctx), aRunner());
  const watch = new LeaseWatch();
  const lift = await fillDisk("runs");
  for (let second = 0; second <= 11; second++) assert.equal(await markExpiredLeases(ctx, watch, second * 1000), 0);
  await lift();
  for (let second = 12; second <= 22; second++) assert.equal(await markExpiredLeases(ctx, watch, second * 1000), 0);
  assert.equal((await read(ctx, id)).state, "starting");
  let marked = 0;
  for (let second = 23; second <= 24; second++) marked += await markExpiredLeases(ctx, watch, second * 1000);
  assert.equal(marked, 1);
});
