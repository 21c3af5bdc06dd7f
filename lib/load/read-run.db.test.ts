import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { saveCheck } from "#lib/pilots/store-checks.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { endRun } from "./end-run.ts";
import { type LiveRuns, liveRuns } from "./live-runs.ts";
import { readRun } from "./read-run.ts";
import { readRunCounts } from "./read-run-counts.ts";
import { readRunSeconds } from "./read-run-seconds.ts";
import { readRuns } from "./read-runs.ts";
import { readScenarios } from "./read-scenarios.ts";
import { insertExample } from "./store.ts";
import { insertSecond } from "./store-seconds.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, type Place } from "./testing/a-run.ts";
import { asJson, folded, frames } from "./testing/fold-frames.ts";

let database: TestDatabase;
let ctx: Ctx;
let live: LiveRuns;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  live = liveRuns(ctx.db);
});
after(() => database.close());

async function viewOf({ pilot }: Place, number: number, from: LiveRuns = live) {
  const found = await readRun(ctx, { pilot, number, live: from });
  assert.ok(found.ok);
  return asJson(found.run);
}

test("a run's figures, live and at its end, are those of its frames to the digit", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  for (const frame of frames) await insertSecond(ctx.db, run, frame);
  const expected = folded(run);
  const going = await viewOf(place, run.number);
  assert.deepEqual([going.summary, going.verdict], [expected.summary, expected.wouldBe]);
  await endRun(ctx, { run, outcome: "completed", sentence: "done", runnerId, abandoned: null });
  const ended = await viewOf(place, run.number);
  assert.deepEqual([ended.summary, ended.verdict], [expected.summary, expected.verdict]);
  const seconds = await readRunSeconds(ctx, { pilot: place.pilot, number: run.number, from: 0 });
  assert.ok(seconds.ok);
  assert.deepEqual(asJson([seconds.points, seconds.next]), [expected.points, 260]);
  const list = await readRuns(ctx, { pilot: place.pilot, live });
  assert.ok(list.ok);
  const { latencyMsP99, errorRatio, deliveredRatio } = expected.summary;
  const [row] = list.runs;
  assert.deepEqual(
    [row?.latencyMsP99, row?.errorRatio, row?.deliveredRatio, asJson(row?.verdict)],
    [
      latencyMsP99,
      errorRatio,
      deliveredRatio,
      { ...expected.verdict, criteria: expected.verdict.criteria.slice(0, 1) },
    ],
  );
});

test("a queued run: no figures, and what it waits for", async () => {
  const place = await aPlace(ctx);
  await aHeldRun(ctx, place, aRunner());
  const waiting = await aQueuedRun(ctx, place);
  const view = await viewOf(place, waiting.number);
  assert.deepEqual([view.state, view.summary.lastSecond, view.verdict.kind], ["queued", null, "inconclusive"]);
  assert.match(view.waitsFor ?? "", /^Run 1 is loading the same target/);
  const alone = await aPlace(ctx);
  const free = await aQueuedRun(ctx, alone);
  assert.equal((await viewOf(alone, free.number)).waitsFor, "It waits for a free runner.");
});

test("a queued run behind one of another name at the same address says so, as far as the keeper has looked", async () => {
  const port = 39_001;
  const [busy, other] = [
    await aPlace(ctx, { baseUrl: `http://127.0.0.1:${port}` }),
    await aPlace(ctx, { baseUrl: `http://localhost:${port}` }),
  ];
  await aHeldRun(ctx, busy, aRunner());
  const { number, systemId, baseUrl } = await aQueuedRun(ctx, other);
  assert.equal((await viewOf(other, number)).waitsFor, "It waits for a free runner.");
  const seen = { answers: true, addresses: ["127.0.0.1"], latencyMs: 1, why: null };
  const check = { systemId, baseUrl, at: new Date(), seen };
  await saveCheck(ctx.db, { ...check, baseUrl: "http://elsewhere.test" });
  assert.equal((await viewOf(other, number)).waitsFor, "It waits for a free runner.");
  await saveCheck(ctx.db, check);
  assert.match((await viewOf(other, number)).waitsFor ?? "", /is loading the same target/);
});

test("a queued run behind one whose runner vanished says so", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  await endRun(ctx, { run, outcome: "interrupted", sentence: "gone", runnerId, abandoned: run });
  const { number } = await aQueuedRun(ctx, place);
  assert.match((await viewOf(place, number)).waitsFor ?? "", /^Run 1 was interrupted and its runner may still/);
});

test("examples name their step, and an answer with a NUL is kept", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  const texts = { detail: "d", request: "GET / HTTP/1.1", answer: "a\u0000b" };
  await insertExample(ctx.db, run.id, { second: 3, step: 0, kind: "body", ...texts });
  const { examples } = await viewOf(place, run.number);
  assert.deepEqual(examples, [{ second: 3, step: "page", kind: "body", ...texts, answer: "a\uFFFDb" }]);
});

test("another pilot's runs are not found, nor is what is not there", async () => {
  const place = await aPlace(ctx);
  const other = await aPlace(ctx);
  await aQueuedRun(ctx, place);
  const cases: [what: string, pilot: string, number: number, refusal: string][] = [
    ["no such pilot", "nowhere", 1, "pilot-not-found"],
    ["no such run", place.pilot, 2, "run-not-found"],
    ["another pilot's run", other.pilot, 1, "run-not-found"],
  ];
  for (const [what, pilot, number, refusal] of cases) {
    assert.deepEqual(await readRun(ctx, { pilot, number, live }), { ok: false, refusal }, what);
    assert.deepEqual(await readRunSeconds(ctx, { pilot, number, from: 0 }), { ok: false, refusal }, what);
  }
  const refused = { ok: false, refusal: "pilot-not-found" };
  assert.deepEqual(await readRuns(ctx, { pilot: "nowhere", live }), refused);
  assert.deepEqual(await readRunCounts(ctx, { pilot: "nowhere" }), refused);
  assert.deepEqual(await readScenarios(ctx, { pilot: "nowhere" }), refused);
});
