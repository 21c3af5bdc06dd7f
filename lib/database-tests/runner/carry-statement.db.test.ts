import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import postgres from "postgres";
import { aPilot } from "#lib/displays/testing/a-display.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { readTest } from "../read-test.ts";
import { stopTest } from "../stop-test.ts";
import { listStatements } from "../store.ts";
import { aCarriedTest } from "../testing/a-carried-test.ts";
import { type ADatabase, aDatabase, asOwner, waitingForALock } from "../testing/a-database.ts";
import { aTest, reachOf, readBack } from "../testing/a-test.ts";
import { runDatabaseTests } from "./run-database-tests.ts";

/** What becomes of a statement when only its plan, or only its check, does not come. */

let gantry: TestDatabase;
let ctx: Ctx;
let bags: ADatabase;
before(async () => {
  gantry = await testDatabase();
  ctx = gantry.ctx;
  bags = await aDatabase(gantry.ownerUrl);
  const when = (does: string) =>
    `language plpgsql stable as $$ begin if current_query() like 'explain (analyze%' then ${does}; end if; return 1; end $$`;
  await asOwner(
    bags.ownerUrl,
    `create function waits_when_explained() returns int ${when("perform pg_sleep(60)")};
     create function fails_when_explained() returns int ${when("raise exception 'not now'")};`,
  );
});
after(async () => {
  await bags.drop();
  await gantry.close();
});

test("a plan that does not come takes nothing from what was measured", async () => {
  const text = `name: a test
time limit: 500 ms
statements:
  - { name: waits, sql: select waits_when_explained(), runs: 90, limit: 400 ms }
  - { name: fails, sql: select fails_when_explained(), runs: 90, limit: 400 ms }
  - { name: plain, sql: select 1, runs: 90, limit: 400 ms }
`;
  const { pilot } = await aPilot(ctx);
  const ended = await aCarriedTest(ctx, { pilot, text, reach: reachOf(bags.readerUrl, gantry.appUrl, "test") });
  assert.deepEqual([ended.outcome, ended.summary?.verdict], ["completed", "good"]);
  const statements = await listStatements(ctx.db, ended.id);
  for (const { name, ending, timesMs, rows, bytes, isRunning } of statements)
    assert.deepEqual([ending, timesMs.length, rows, bytes, isRunning], ["done", 90, 1, 1, false], name);
  const plans = statements.map(({ plan, planMs, wrong }) => [plan === null, planMs === null, wrong]);
  assert.deepEqual(plans, [
    [
      true,
      true,
      "The execution that was to give it, slower because each of its steps is timed, did not end within 500 ms.",
    ],
    [true, true, "The execution that was to give it failed. PostgreSQL says: not now."],
    [false, false, null],
  ]);
});

test("stopped while its plan is still to come, a statement keeps its verdict and is told without a plan", async () => {
  const { pilot } = await aPilot(ctx);
  const text = `name: a test
time limit: 10 min
statements:
  - { name: waits, sql: select waits_when_explained(), runs: 22, limit: 400 ms }
`;
  const asked = await aTest(ctx, { pilot, text, database: "bags" });
  const runner = runDatabaseTests({ connection: gantry.connection, reach: reachOf(bags.readerUrl, gantry.appUrl) });
  const first = async () => (await listStatements(ctx.db, asked.id))[0];
  await waitFor("its executions", async () => (await first())?.ending === "done");
  const meanwhile = await readTest(ctx, { pilot, number: asked.number });
  assert.deepEqual(meanwhile.ok && meanwhile.test.statements.map(({ state }) => state), ["running"]);
  assert.ok((await stopTest(ctx, { pilot, number: asked.number, reason: "seen enough" })).ok);
  await waitFor("its end", async () => (await readBack(ctx, asked.id)).state === "ended");
  await runner.stop();
  const kept = await first();
  assert.deepEqual([kept?.ending, kept?.timesMs.length, kept?.plan, kept?.wrong], ["done", 22, null, null]);
  const read = await readTest(ctx, { pilot, number: asked.number });
  assert.match((read.ok && read.test.statements[0]?.sentence) || "", /^p95 needs 90 executions; there are 22\.$/);
});

test("stopped while its statements are checked, none of them is told as refused", async () => {
  const { pilot } = await aPilot(ctx);
  const text = `name: a test
statements:
  - { name: first, sql: select 1, runs: 3 }
  - { name: waits, sql: select count(*) from bags, runs: 3 }
  - { name: after, sql: select 2, runs: 3 }
`;
  const holder = postgres(bags.ownerUrl, { max: 1 });
  await holder.begin(async (tx) => {
    await tx.unsafe("lock table bags in access exclusive mode");
    const asked = await aTest(ctx, { pilot, text, database: "bags" });
    const runner = runDatabaseTests({ connection: gantry.connection, reach: reachOf(bags.readerUrl, gantry.appUrl) });
    await waitFor("the lock", async () => (await waitingForALock(bags.ownerUrl)) === 1);
    assert.ok((await stopTest(ctx, { pilot, number: asked.number, reason: "not now" })).ok);
    await waitFor("its end", async () => (await readBack(ctx, asked.id)).state === "ended");
    await runner.stop();
    const ended = await readBack(ctx, asked.id);
    assert.deepEqual([ended.outcome, ended.endedSentence], ["stopped", "Stopped by test: not now"]);
    const statements = await listStatements(ctx.db, asked.id);
    assert.deepEqual(
      statements.map(({ ending, wrong, timesMs }) => [ending, wrong, timesMs.length]),
      Array(3).fill([null, null, 0]),
    );
  });
  await holder.end();
});
