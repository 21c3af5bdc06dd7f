import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { claimRun } from "./claim-run.ts";
import { endRun } from "./end-run.ts";
import { stopRun } from "./stop-run.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, read, verbsAbout } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const reason = "the wrong system";

test("a queued run ends at once, inconclusive, with who and why", async () => {
  const place = await aPlace(ctx);
  const { id, number } = await aQueuedRun(ctx, place);
  const stopped = await stopRun(ctx, { pilot: place.pilot, number, reason });
  assert.ok(stopped.ok);
  const run = await read(ctx, id);
  assert.deepEqual([run.state, run.outcome, run.stopReason, run.stopRequestedBy], ["ended", "stopped", reason, "test"]);
  assert.equal(run.endedSentence, "Stopped by test before it began: the wrong system");
  assert.equal(run.endedAt?.toISOString(), stopped.stopRequestedAt);
  assert.equal(run.verdict?.kind, "inconclusive");
  assert.deepEqual(
    run.verdict?.reasons.slice(0, 2).map((one) => one.reason),
    ["stopped-early", "no-requests"],
  );
  assert.equal(run.summary?.ended, 0);
  assert.deepEqual(await verbsAbout(ctx, id), ["run.queued", "run.ended"]);
});

test("a run that goes on is asked to stop; asking again changes nothing, two at once: one event", async () => {
  const place = await aPlace(ctx);
  const { id, number } = await aHeldRun(ctx, place, aRunner());
  const ask = (why: string) => stopRun(ctx, { pilot: place.pilot, number, reason: why });
  const [one, other] = await Promise.all([ask(reason), ask(reason)]);
  const third = await ask("another reason");
  assert.ok(one.ok && other.ok && third.ok);
  assert.equal(new Set([one.stopRequestedAt, other.stopRequestedAt, third.stopRequestedAt]).size, 1);
  const run = await read(ctx, id);
  assert.deepEqual([run.state, run.outcome, run.stopReason], ["starting", null, reason]);
  assert.deepEqual(await verbsAbout(ctx, id), ["run.queued", "run.claimed", "run.stop-requested"]);
});

test("what is refused", async () => {
  const place = await aPlace(ctx);
  const other = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  await endRun(ctx, { run, outcome: "completed", sentence: "done", runnerId, abandoned: null });
  const cases: [what: string, pilot: string, number: number, refusal: string][] = [
    ["no such pilot", "nowhere", 1, "pilot-not-found"],
    ["no such run", place.pilot, 2, "run-not-found"],
    ["another pilot's run", other.pilot, 1, "run-not-found"],
    ["an ended run", place.pilot, 1, "run-already-ended"],
  ];
  for (const [what, pilot, number, refusal] of cases)
    assert.deepEqual(await stopRun(ctx, { pilot, number, reason }), { ok: false, refusal }, what);
  assert.equal((await read(ctx, run.id)).stopRequestedAt, null);
});

test("stopped and claimed at once: it ends unclaimed, or its runner is asked to stop", async () => {
  const place = await aPlace(ctx);
  for (let round = 0; round < 5; round++) {
    const run = await aQueuedRun(ctx, place);
    const runnerId = aRunner();
    const [claimed, stopped] = await Promise.all([
      claimRun(ctx, { run, runnerId, addresses: ["127.0.0.1"] }),
      stopRun(ctx, { pilot: place.pilot, number: run.number, reason }),
    ]);
    assert.ok(stopped.ok);
    const { state, outcome, stopReason } = await read(ctx, run.id);
    const expected = claimed ? ["starting", null, reason] : ["ended", "stopped", reason];
    assert.deepEqual([state, outcome, stopReason], expected);
    if (claimed) await endRun(ctx, { run, outcome: "stopped", sentence: "s", runnerId, abandoned: null });
  }
});
