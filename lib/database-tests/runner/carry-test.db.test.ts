import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { hostname } from "node:os";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { aPilot } from "#lib/displays/testing/a-display.ts";
import { LeaseWatch } from "#lib/load/core/lease-watch.ts";
import { verbsAbout } from "#lib/load/testing/a-run.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { connect } from "#lib/platform/database.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { claimTest } from "../claim-test.ts";
import { markExpiredTests } from "../mark-expired-tests.ts";
import { stopTest } from "../stop-test.ts";
import { listStatements, type TestRecord } from "../store.ts";
import { aCarriedTest, aRunnerId } from "../testing/a-carried-test.ts";
import { type ADatabase, aDatabase, asOwner, isCarriedOut } from "../testing/a-database.ts";
import { aTest, firstStatement, reachOf, readBack, textOf } from "../testing/a-test.ts";
import type { Reach } from "./carry-test.ts";
import { runDatabaseTests } from "./run-database-tests.ts";

let gantry: TestDatabase;
let ctx: Ctx;
let bags: ADatabase;
before(async () => {
  gantry = await testDatabase();
  ctx = gantry.ctx;
  bags = await aDatabase(gantry.ownerUrl);
});
after(async () => {
  await bags.drop();
  await gantry.close();
});

const endless = "select count(*) from generate_series(1, 100000000000)";

type Asked = { text: string; environment?: TestRecord["environment"]; reach?: Reach; leaving?: AbortSignal };

const carried = async ({ reach, environment = "test", ...asked }: Asked): Promise<TestRecord> =>
  aCarriedTest(ctx, {
    ...{ pilot: (await aPilot(ctx)).pilot, ...asked, environment },
    reach: reach ?? reachOf(bags.readerUrl, gantry.appUrl, environment),
  });

test("statements are timed, judged, and their plans kept; a planted sequential scan is flagged", async () => {
  const text = `name: bags
time limit: 30 s
statements:
  - { name: by index, sql: select * from bags where qr_id = $1, values: [SB7, SB8], runs: 90, limit: 30 s }
  - { name: whole table, sql: select count(*) from bags where type = 'parent', runs: 90, limit: 0.001 ms }
  - { name: few, sql: select * from few, runs: 2, limit: 1 s }
  - { name: no limit, sql: select 1, runs: 1 }
`;
  const ended = await carried({ text });
  assert.deepEqual([ended.state, ended.outcome], ["ended", "completed"]);
  assert.match(ended.server ?? "", /^PostgreSQL \d/);
  const counts = { good: 1, bad: 1, warning: 0, inconclusive: 1, unjudged: 1 };
  assert.deepEqual([ended.summary?.verdict, ended.summary?.counts], ["bad", counts]);
  assert.equal(ended.summary?.worst?.name, "whole table");
  const [byIndex, whole, few] = await listStatements(ctx.db, ended.id);
  assert.deepEqual([byIndex?.timesMs.length, byIndex?.rows, byIndex?.scans], [90, 1, []]);
  assert.ok(byIndex?.timesMs.every((ms) => ms > 0) && (byIndex?.planMs ?? 0) > 0);
  assert.match(JSON.stringify(byIndex?.plan), /bags_qr_id/);
  assert.deepEqual(whole?.scans, [{ table: "bags", rowsRead: 20_000 }]);
  assert.deepEqual([few?.scans, few?.timesMs.length, few?.rows], [[], 2, 100]);
  const verbs = ["queued", "started", "ended"].map((verb) => `database-test.${verb}`);
  assert.deepEqual(await verbsAbout(ctx, ended.id), verbs);
});

test("one statement that acts keeps all of them from being carried out", async () => {
  const text = `name: bags
statements:
  - { name: reads, sql: select 1, runs: 1 }
  - { name: acts, sql: "with gone as (delete from few returning 1) select * from gone", runs: 1 }
`;
  const ended = await carried({ text });
  assert.deepEqual([ended.outcome, ended.summary?.verdict], ["refused", "inconclusive"]);
  assert.equal(ended.endedSentence, "1 statement is refused, so none of the 2 was carried out.");
  const [reads, acts] = await listStatements(ctx.db, ended.id);
  assert.deepEqual([reads?.timesMs, reads?.ending], [[], null]);
  assert.match(acts?.wrong ?? "", /would change something/);
});

test("where it may not be, and where nobody answers, is told in the test", async () => {
  const own = gantry.appUrl;
  const closed = new URL(bags.readerUrl);
  closed.port = "1";
  const cases: [what: string, reach: Reach, outcome: string, says: RegExp][] = [
    ["a login that writes", reachOf(bags.writerUrl, own, "test"), "refused", /may change the table bags/],
    ["a superuser", reachOf(bags.ownerUrl, own, "test"), "refused", /is a superuser/],
    ["Gantry's own", reachOf(gantry.ownerUrl, own, "test"), "refused", /Gantry's own database/],
    ["another environment", reachOf(bags.readerUrl, own, "staging"), "refused", /is staging, not test/],
    ["production to the runner", reachOf(bags.readerUrl, own, "production"), "refused", /is production, not test/],
    ["unknown to the runner", { databases: {}, practice: null, ownUrl: own }, "refused", /knows no database bags/],
    ["nobody there", reachOf(closed.href, own, "test"), "failed", /^The database does not answer: nothing listens/],
  ];
  for (const [what, reach, outcome, says] of cases) {
    const ended = await carried({ text: textOf("select 1"), reach });
    assert.equal(ended.outcome, outcome, what);
    assert.match(ended.endedSentence ?? "", says, what);
    assert.equal(ended.summary?.verdict, "inconclusive", what);
  }
});

test("beyond the time limit it is bad, and the next statement has its turn", async () => {
  const text = `name: a test
time limit: 300 ms
statements:
  - { name: endless, sql: "${endless}", runs: 3, limit: 200 ms }
  - { name: broken, sql: select 1 / (id - id) from few, runs: 3, limit: 200 ms }
  - { name: quick, sql: select 1, runs: 90, limit: 200 ms }
`;
  const ended = await carried({ text });
  assert.deepEqual([ended.outcome, ended.summary?.verdict], ["completed", "bad"]);
  const [first, second, third] = await listStatements(ctx.db, ended.id);
  assert.deepEqual([first?.ending, first?.wrong], ["over-time", "It did not end within 300 ms and was cut off."]);
  assert.deepEqual([second?.ending, second?.wrong], ["failed", "PostgreSQL says: division by zero."]);
  assert.deepEqual([third?.ending, third?.timesMs.length], ["done", 90]);
});

test("stopped, it is away within a second, keeps what it measured, and says by whom", async () => {
  const { pilot } = await aPilot(ctx);
  const text = `name: a test
time limit: 10 min
statements:
  - { name: quick, sql: select 1, runs: 3 }
  - { name: endless, sql: "${endless}", runs: 3 }
`;
  const asked = await aTest(ctx, { pilot, text, database: "bags" });
  const runner = runDatabaseTests({ connection: gantry.connection, reach: reachOf(bags.readerUrl, gantry.appUrl) });
  await waitFor("the statement", () => isCarriedOut(bags.ownerUrl, endless));
  const from = performance.now();
  const stopped = await stopTest(ctx, { pilot, number: asked.number, reason: "seen enough" });
  assert.ok(stopped.ok);
  await waitFor("its end", async () => (await readBack(ctx, asked.id)).state === "ended");
  // A guarantee to people.
  assert.ok(performance.now() - from < 1_000);
  await waitFor("its end there", async () => !(await isCarriedOut(bags.ownerUrl, endless)));
  const ended = await readBack(ctx, asked.id);
  assert.deepEqual([ended.outcome, ended.endedSentence], ["stopped", "Stopped by test: seen enough"]);
  const [quick, cut] = await listStatements(ctx.db, asked.id);
  assert.deepEqual([quick?.timesMs.length, cut?.timesMs, cut?.ending, cut?.isRunning], [3, [], null, false]);
  assert.deepEqual(await stopTest(ctx, { pilot, number: asked.number, reason: "again" }), {
    ...{ ok: false, refusal: "database-test-already-ended" },
  });
  await runner.stop();
});

test("a database that goes away in the middle ends the test as failed", async () => {
  const going = carried({ text: textOf(endless, "runs: 3; limit: 1 s") });
  await waitFor("the statement", () => isCarriedOut(bags.ownerUrl, endless));
  await asOwner(bags.ownerUrl, `select pg_terminate_backend(pid) from pg_stat_activity where query = '${endless}'`);
  const ended = await going;
  assert.equal(ended.outcome, "failed");
  assert.match(ended.endedSentence ?? "", /^The database does not answer: (it was shut down|the connection was cut)/);
});

test("a runner that is told to leave ends its test as interrupted", async () => {
  const leaving = new AbortController();
  const going = carried({ text: textOf(endless), leaving: leaving.signal });
  await waitFor("the statement", () => isCarriedOut(bags.ownerUrl, endless));
  leaving.abort();
  assert.deepEqual([(await going).outcome], ["interrupted"]);
});

test("a runner that was killed: its test is interrupted at once, what it had measured stays", async () => {
  const { pilot } = await aPilot(ctx);
  const asked = await aTest(ctx, { pilot, text: textOf("select 1"), database: "bags" });
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  const runnerId = `${hostname()}/${child.pid}/${uuidv7()}`;
  assert.ok(await claimTest(ctx, asked, runnerId));
  assert.equal(await markExpiredTests(ctx, new LeaseWatch()), 0, "it lives");
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
  assert.equal(await markExpiredTests(ctx, new LeaseWatch()), 1);
  const ended = await readBack(ctx, asked.id);
  assert.deepEqual([ended.outcome, ended.summary?.verdict], ["interrupted", "inconclusive"]);
  assert.match(ended.endedSentence ?? "", /The runner went away/);
});

test("a lease that is not renewed runs out under the watcher's eyes; one that is renewed does not", async () => {
  const { pilot } = await aPilot(ctx);
  const asked = await aTest(ctx, { pilot, text: textOf("select 1"), database: "elsewhere" });
  assert.ok(await claimTest(ctx, asked, `elsewhere/1/${uuidv7()}`));
  const watch = new LeaseWatch();
  for (let ms = 0; ms < 10_000; ms += 1_000) assert.equal(await markExpiredTests(ctx, watch, ms), 0);
  for (let ms = 10_000; ms < 11_000; ms += 1_000) assert.equal(await markExpiredTests(ctx, watch, ms), 0);
  assert.equal(await markExpiredTests(ctx, watch, 11_000), 1);
  assert.equal((await readBack(ctx, asked.id)).outcome, "interrupted");
});

test("two runners: each test is carried out once, and never two in one database", async () => {
  const { pilot } = await aPilot(ctx);
  const tests: TestRecord[] = [];
  for (let n = 0; n < 6; n++) tests.push(await aTest(ctx, { pilot, text: textOf("select 1"), database: "bags" }));
  const [one, other] = [aRunnerId(), aRunnerId()];
  const first = tests[0] as TestRecord;
  const got = await Promise.all([one, other].map((runnerId) => claimTest(ctx, first, runnerId)));
  assert.deepEqual(got.filter(Boolean), [true], "one of them");
  assert.equal(await claimTest(ctx, tests[1] as TestRecord, other), false, "the database is taken");
  await stopTest(ctx, { pilot, number: first.number, reason: "make room" });
  const runners = ["one", "other"].map((name) => {
    const connection = connect({ url: gantry.appUrl, name: `runner ${name}`, max: 4 });
    return { connection, runner: runDatabaseTests({ connection, reach: reachOf(bags.readerUrl, gantry.appUrl) }) };
  });
  // Whoever holds the first is this process, which lives: it is carried on by nobody and ended here.
  await ctx.db.execute(
    `update database_tests set runner_id = 'gone/1/x', state = 'ended', outcome = 'stopped' where id = '${first.id}'`,
  );
  for (const { id } of tests.slice(1))
    await waitFor("its end", async () => (await readBack(ctx, id)).state === "ended");
  for (const { runner, connection } of runners) {
    await runner.stop();
    await connection.close();
  }
  for (const { id } of tests.slice(1)) {
    assert.equal((await readBack(ctx, id)).outcome, "completed");
    assert.equal((await firstStatement(ctx, id)).timesMs.length, 3);
    const verbs = ["queued", "started", "ended"].map((verb) => `database-test.${verb}`);
    assert.deepEqual(await verbsAbout(ctx, id), verbs);
  }
});
