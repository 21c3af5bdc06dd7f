import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { runs } from "#drizzle/schema/load.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { claimRun } from "./claim-run.ts";
import { endRun } from "./end-run.ts";
import { rejudgeRun } from "./rejudge-run.ts";
import { renewLease } from "./store.ts";
import { saveScenarioVersion } from "./store-scenario-versions.ts";
import { insertSecond } from "./store-seconds.ts";
import { aFrame } from "./testing/a-frame.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, read, verbsAbout } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const completed = { outcome: "completed" as const, sentence: "Ran to its planned end.", abandoned: null };
const gone = { outcome: "interrupted" as const, sentence: "The runner went away." };

test("the holder ends its run, once, also when it tries twice at once, with what the seconds say", async () => {
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, await aPlace(ctx), runnerId);
  for (const second of [0, 1, 2]) await insertSecond(ctx.db, run, aFrame(second, { ok: 9, failed: 1 }));
  const end = () => endRun(ctx, { run, ...completed, runnerId });
  assert.deepEqual((await Promise.all([end(), end()])).sort(), [false, true]);
  assert.equal(await end(), false);
  const { state, outcome, endedSentence, verdict, summary, leaseUntil, runnerId: holder } = await read(ctx, run.id);
  assert.deepEqual([state, outcome, endedSentence], ["ended", "completed", completed.sentence]);
  assert.deepEqual([leaseUntil, holder], [null, null]);
  assert.deepEqual([summary?.seconds, summary?.ended, summary?.failed, summary?.errorRatio], [3, 30, 3, 0.1]);
  assert.equal(verdict?.kind, "fail");
  assert.deepEqual(await verbsAbout(ctx, run.id), ["run.queued", "run.claimed", "run.ended"]);
});

test("nobody but the holder ends a run", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  const queued = await aQueuedRun(ctx, place);
  assert.equal(await endRun(ctx, { run, ...completed, runnerId: aRunner() }), false);
  assert.equal(await endRun(ctx, { run: queued, ...completed, runnerId: aRunner() }), false);
  assert.deepEqual([(await read(ctx, run.id)).state, (await read(ctx, queued.id)).state], ["starting", "queued"]);
});

test("an abandoned run whose lease was renewed after all goes on", async () => {
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, await aPlace(ctx), runnerId);
  const until = new Date(Date.now() + 60_000);
  assert.equal(await renewLease(ctx.db, { id: run.id, runnerId, until }), true);
  assert.equal(await endRun(ctx, { run, ...gone, runnerId, abandoned: run }), false);
  assert.equal((await read(ctx, run.id)).state, "starting");
  assert.equal(await endRun(ctx, { run, ...gone, runnerId, abandoned: { leaseUntil: until } }), true);
  assert.equal(await renewLease(ctx.db, { id: run.id, runnerId, until }), false);
});

test("the database itself keeps an outcome to ended runs, and ended runs to an outcome", async () => {
  const run = await aHeldRun(ctx, await aPlace(ctx), aRunner());
  const change = (set: object) => ctx.db.update(runs).set(set).where(eq(runs.id, run.id));
  await assert.rejects(change({ state: "ended" }));
  await assert.rejects(change({ outcome: "stopped" }));
});

test("a run whose stored scenario cannot be read any more ends too", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, "elsewhere/1/a");
  const at = new Date();
  const old = await ctx.transaction((tx) =>
    saveScenarioVersion(tx, { pilotId: place.pilotId, name: "old", text: "steps: []", by: "test", at }),
  );
  await ctx.db.update(runs).set({ scenarioVersionId: old.id }).where(eq(runs.id, run.id));
  const unreadable = await read(ctx, run.id);
  assert.equal(await endRun(ctx, { run: unreadable, ...gone, runnerId: "elsewhere/1/a", abandoned: null }), true);
  const { state, verdict } = await read(ctx, run.id);
  assert.deepEqual([state, verdict?.kind, verdict?.reasons[0]?.sentence], ["ended", "inconclusive", gone.sentence]);
});

test("a runner that comes back: its seconds count too, and the target is free", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  const next = await aQueuedRun(ctx, place);
  await insertSecond(ctx.db, run, aFrame(0));
  await endRun(ctx, { run, ...gone, runnerId, abandoned: run });
  assert.equal(await endRun(ctx, { run, ...completed, runnerId }), false);
  const claim = () => claimRun(ctx, { run: next, runnerId: aRunner(), addresses: ["127.0.0.1"] });
  assert.equal(await claim(), false);
  for (const second of [1, 2]) await insertSecond(ctx.db, run, aFrame(second, { ok: 0, failed: 10 }));
  const { id } = run;
  assert.equal(await rejudgeRun(ctx, { id, runnerId: aRunner() }), false);
  const both = await Promise.all([rejudgeRun(ctx, { id, runnerId }), rejudgeRun(ctx, { id, runnerId })]);
  assert.deepEqual(both.sort(), [false, true]);
  const again = await read(ctx, id);
  assert.deepEqual([again.outcome, again.endedSentence, again.summary?.seconds], ["interrupted", gone.sentence, 3]);
  assert.equal(again.verdict?.kind, "fail");
  assert.equal((await verbsAbout(ctx, id)).filter((verb) => verb === "run.ended").length, 2);
  assert.equal(await claim(), true);
});

test("no run that ended otherwise is judged again", async () => {
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, await aPlace(ctx), runnerId);
  assert.equal(await rejudgeRun(ctx, { id: run.id, runnerId }), false);
  await endRun(ctx, { run, ...completed, runnerId });
  assert.equal(await rejudgeRun(ctx, { id: run.id, runnerId }), false);
});
