import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { pilots } from "#drizzle/schema/pilots.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { endRun } from "./end-run.ts";
import { liveRuns } from "./live-runs.ts";
import { noteRun } from "./note-run.ts";
import { readRun } from "./read-run.ts";
import { aHeldRun, aPlace, aRunner, verbsAbout } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

test("notes stand with the run by second, also those written after its end, two at once: both", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  const { pilot } = place;
  const note = (text: string, second: number) => noteRun(ctx, { pilot, number: run.number, text, second });
  await Promise.all([note("the valve sticks", 7), note("lunch", 3)]);
  await endRun(ctx, { run, outcome: "completed", sentence: "done", runnerId, abandoned: null });
  const last = await note("seen afterwards", 5);
  assert.ok(last.ok);
  assert.deepEqual([last.note.text, last.note.second, last.note.writtenBy], ["seen afterwards", 5, "test"]);
  const found = await readRun(ctx, { pilot, number: run.number, live: liveRuns(ctx.db) });
  assert.ok(found.ok);
  assert.deepEqual(
    found.run.notes.map(({ second, text }) => [second, text]),
    [
      [3, "lunch"],
      [5, "seen afterwards"],
      [7, "the valve sticks"],
    ],
  );
  assert.deepEqual(found.run.notes[1], last.note);
  const verbs = await verbsAbout(ctx, run.id);
  assert.equal(verbs.filter((verb) => verb === "run.noted").length, 3);
  assert.ok(found.run.happened.some(({ sentence }) => sentence === "Noted: the valve sticks"));
});

test("what is refused", async () => {
  const place = await aPlace(ctx);
  const other = await aPlace(ctx);
  await aHeldRun(ctx, place, aRunner());
  const cases: [what: string, pilot: string, number: number, refusal: string][] = [
    ["no such pilot", "nowhere", 1, "pilot-not-found"],
    ["no such run", place.pilot, 2, "run-not-found"],
    ["another pilot's run", other.pilot, 1, "run-not-found"],
  ];
  for (const [what, pilot, number, refusal] of cases)
    assert.deepEqual(await noteRun(ctx, { pilot, number, text: "x", second: 0 }), { ok: false, refusal }, what);
});

test("an archived pilot takes no note", async () => {
  const place = await aPlace(ctx);
  await aHeldRun(ctx, place, aRunner());
  await ctx.db.update(pilots).set({ archivedAt: new Date() }).where(eq(pilots.slug, place.pilot));
  const noted = await noteRun(ctx, { pilot: place.pilot, number: 1, text: "x", second: 0 });
  assert.equal(noted.ok ? "" : noted.refusal, "pilot-archived");
});
