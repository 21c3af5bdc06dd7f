import assert from "node:assert/strict";
import path from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { aPerson } from "#lib/access/testing/person.ts";
import { aPilot } from "#lib/displays/testing/a-display.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { askPracticeDatabase } from "./ask-practice-database.ts";
import { claimTest } from "./claim-test.ts";
import { traitorTrackStatements } from "./core/traitortrack.ts";
import { endTest } from "./end-test.ts";
import { readTest } from "./read-test.ts";
import { readTests } from "./read-tests.ts";
import { startTest } from "./start-test.ts";
import { stopTest } from "./stop-test.ts";
import { updateStatement } from "./store.ts";
import { aTest, oneStatement, readBack, tellDatabase, textOf } from "./testing/a-test.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  ctx = database.ctx;
});
after(() => database.close());

test("what may not be started is refused with its reason", async () => {
  const { pilot } = await aPilot(ctx);
  tellDatabase(pilot, "bags", "test");
  tellDatabase(pilot, "live", "production");
  const other = await aPilot(ctx);
  const cases: [what: string, asked: { pilot: string; text: string; database: string }, refusal: string][] = [
    ["no such pilot", { pilot: "nowhere", text: oneStatement, database: "bags" }, "pilot-not-found"],
    ["no such database", { pilot, text: oneStatement, database: "other" }, "database-not-found"],
    ["another pilot's", { pilot: other.pilot, text: oneStatement, database: "bags" }, "database-not-found"],
    [
      "the practice database, where none is",
      { pilot, text: oneStatement, database: "practice bags" },
      "database-not-found",
    ],
    ["production", { pilot, text: oneStatement, database: "live" }, "database-production"],
    ["a text with mistakes", { pilot, text: "name: a", database: "bags" }, "database-test-mistakes"],
  ];
  for (const [what, asked, refusal] of cases) {
    const started = await startTest(ctx, asked);
    assert.equal(started.ok ? "started" : started.refusal, refusal, what);
  }
  assert.equal((await readTests(ctx, { pilot })).ok && true, true);
  await archivePilot(ctx, { pilot, reason: "its work is done" });
  const started = await startTest(ctx, { pilot, text: oneStatement, database: "bags" });
  assert.equal(started.ok ? "started" : started.refusal, "pilot-archived");
});

test("numbers go up, a text has a version for each change, and the newest is offered again", async () => {
  const { pilot } = await aPilot(ctx);
  for (const text of [oneStatement, oneStatement, `${oneStatement}# slower since Tuesday\n`])
    await aTest(ctx, { pilot, text, database: "bags" });
  const view = await readTests(ctx, { pilot });
  assert.ok(view.ok);
  assert.deepEqual(
    view.tests.map(({ number, version }) => [number, version]),
    [
      [3, 2],
      [2, 1],
      [1, 1],
    ],
  );
  assert.deepEqual(
    view.texts.map(({ name, version }) => [name, version]),
    [["one", 2]],
  );
  assert.deepEqual([view.total, view.pages, view.practice], [3, 1, null]);
  const second = await readTests(ctx, { pilot, page: 2 });
  assert.ok(second.ok);
  assert.deepEqual([second.tests, second.total], [[], 3]);
});

test("a test in the queue is stopped at once", async () => {
  const { pilot } = await aPilot(ctx);
  const asked = await aTest(ctx, { pilot, text: traitorTrackStatements, database: "bags" });
  assert.ok((await stopTest(ctx, { pilot, number: asked.number, reason: "not today" })).ok);
  const read = await readTest(ctx, { pilot, number: asked.number });
  assert.ok(read.ok);
  const { state, outcome, summary, statements } = read.test;
  assert.deepEqual([state, outcome, summary?.verdict, statements.length], ["ended", "stopped", "inconclusive", 8]);
  assert.match(statements[0]?.sentence ?? "", /^It was not measured: Stopped by test before it began: not today$/);
  assert.equal(await claimTest(ctx, asked, "a/1/b"), false);
});

/** Measured elsewhere: what is looked at is what the reads make of it. */
async function measured(pilot: string, ms: number): Promise<number> {
  const asked = await aTest(ctx, { pilot, text: textOf("select 1", "runs: 90; limit: 100 ms"), database: "bags" });
  await claimTest(ctx, asked, "here/1/x");
  const timesMs = Array.from({ length: 90 }, () => ms);
  await updateStatement(ctx.db, { testId: asked.id, place: 0 }, { timesMs, ending: "done" });
  const { runnerId } = await readBack(ctx, asked.id);
  await endTest(ctx, { id: asked.id, outcome: "completed", sentence: "Done.", runnerId, abandoned: null });
  return asked.number;
}

test("beside a test stands the one of the same name before it that came to its end", async () => {
  const { pilot } = await aPilot(ctx);
  await measured(pilot, 40);
  await aTest(ctx, { pilot, text: oneStatement, database: "bags" });
  const number = await measured(pilot, 60);
  const read = await readTest(ctx, { pilot, number });
  assert.ok(read.ok);
  assert.deepEqual([read.test.before, read.test.statements[0]?.before], [{ number: 1 }, { msP95: 40 }]);
  assert.deepEqual([read.test.statements[0]?.figures?.msP95, read.test.statements[0]?.state], [60, "good"]);
});

test("a test is taken along as CSV and as JSON", async () => {
  const { pilot } = await aPilot(ctx);
  const number = await measured(pilot, 187.5);
  const file = path.resolve("app/api/v1/pilots/[pilot]/database-tests/[number]/export/[format]/route.ts");
  const { GET } = await import(pathToFileURL(file).href);
  const { cookie } = await aPerson(ctx.db, ["viewer"]);
  const ask = async (format: string): Promise<Response> =>
    GET(new Request("http://gantry.test/", { headers: { host: "gantry.test", cookie } }), {
      params: Promise.resolve({ pilot, number: String(number), format }),
    });
  const csv = await ask("csv");
  assert.match(csv.headers.get("content-disposition") ?? "", /-database-test-1\.csv"$/);
  assert.match(await csv.text(), /,it,bad,"p95 is 188 ms, over the limit of 100 ms\.",90,187\.5,/);
  const json = await (await ask("json")).json();
  assert.deepEqual([json.statements[0].timesMs.length, json.text.includes("select 1")], [90, true]);
});

test("the practice database is offered in the practice pilot of a start with its own PostgreSQL, and asked for once", async () => {
  const { pilot, pilotId } = await aPilot(ctx);
  const refusal = async () => {
    const asked = await askPracticeDatabase(ctx, { pilot });
    return asked.ok ? "asked" : asked.refusal;
  };
  assert.equal(await refusal(), "practice-database-not-offered");
  await ctx.db.execute(`update pilots set practice = true where id = '${pilotId}'`);
  assert.equal(await refusal(), "practice-database-not-offered");
  process.env["GANTRY_PRACTICE_DATABASE_OFFERED"] = "on";
  try {
    const before = await readTests(ctx, { pilot });
    assert.deepEqual(before.ok && before.practice?.state, "none");
    assert.equal(await refusal(), "asked");
    assert.equal(await refusal(), "practice-database-in-making");
    const view = await readTests(ctx, { pilot });
    assert.deepEqual(view.ok && [view.practice?.state, view.practice?.name], ["queued", "practice bags"]);
  } finally {
    delete process.env["GANTRY_PRACTICE_DATABASE_OFFERED"];
  }
});
