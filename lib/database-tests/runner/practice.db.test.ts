import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { aPilot } from "#lib/displays/testing/a-display.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { ensurePracticeDatabase, practiceDatabaseUrls } from "#lib/platform/practice-database.ts";
import { type TestDatabase, testDatabase, testSecret } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { askPracticeDatabase } from "../ask-practice-database.ts";
import { traitorTrackStatements } from "../core/traitortrack.ts";
import { startTest } from "../start-test.ts";
import { listStatements, newestPractice } from "../store.ts";
import { asOwner } from "../testing/a-database.ts";
import { readBack } from "../testing/a-test.ts";
import { runDatabaseTests } from "./run-database-tests.ts";

let gantry: TestDatabase;
let ctx: Ctx;
before(async () => {
  gantry = await testDatabase();
  ctx = gantry.ctx;
  process.env["GANTRY_PRACTICE_DATABASE_OFFERED"] = "on";
});
after(async () => {
  delete process.env["GANTRY_PRACTICE_DATABASE_OFFERED"];
  await asOwner(gantry.ownerUrl, "drop database if exists gantry_practice_bags with (force)");
  await gantry.close();
});

test("made by the runner on asking, TraitorTrack's statements run on it by a login that only reads; emptied, it is told", async () => {
  const { pilot, pilotId } = await aPilot(ctx);
  await ctx.db.execute(`update pilots set practice = true where id = '${pilotId}'`);
  // Twice: a second start finds it there.
  for (let start = 0; start < 2; start++) await ensurePracticeDatabase(gantry.ownerUrl, testSecret);
  const practice = practiceDatabaseUrls(gantry.ownerUrl, testSecret);
  const reach = { databases: {}, practice, ownUrl: gantry.appUrl };
  const runner = runDatabaseTests({ connection: gantry.connection, reach, bags: 60_000 });
  assert.ok((await askPracticeDatabase(ctx, { pilot })).ok);
  await waitFor("the practice database", async () => (await newestPractice(ctx.db))?.state === "ready");
  assert.ok(((await newestPractice(ctx.db))?.sizeBytes ?? 0) > 10_000_000);
  const text = traitorTrackStatements.replace(/runs: \d+/g, "runs: 2");
  const run = async () => {
    const started = await startTest(ctx, { pilot, text, database: "practice bags" });
    assert.ok(started.ok);
    await waitFor("its end", async () => (await readBack(ctx, started.id)).state === "ended");
    return readBack(ctx, started.id);
  };
  const ended = await run();
  const statements = await listStatements(ctx.db, ended.id);
  assert.deepEqual([ended.outcome, statements.map(({ ending }) => ending)], ["completed", Array(8).fill("done")]);
  assert.equal(statements.find(({ name }) => name === "one QR code")?.scans.length, 0);
  const rows = Object.fromEntries(statements.map(({ name, rows: found }) => [name, found]));
  assert.deepEqual([rows["first page"], rows["page at offset 50,000"], rows["one QR code"]], [50, 50, 0]);
  await assert.rejects(asOwner(practice.readerUrl, "delete from bags"), /permission denied/);
  await assert.rejects(asOwner(practice.readerUrl, "create table other (id int)"), /permission denied/);
  await asOwner(practice.makerUrl, "truncate bags");
  const empty = await run();
  assert.deepEqual([empty.outcome, (await newestPractice(ctx.db))?.state], ["refused", "gone"]);
  assert.match(empty.endedSentence ?? "", /^The practice database is empty/);
  await runner.stop();
});
