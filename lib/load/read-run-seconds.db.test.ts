import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { Frame } from "./core/frame.ts";
import { liveRuns } from "./live-runs.ts";
import { readEverySecond, readRunSeconds } from "./read-run-seconds.ts";
import type { RunWithScenario } from "./store.ts";
import { insertSecond } from "./store-seconds.ts";
import { aFrame } from "./testing/a-frame.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, type Place } from "./testing/a-run.ts";
import { asJson, folded, frames } from "./testing/fold-frames.ts";

/** A run second by second: as it is read, and as it is watched. */

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

async function store(run: RunWithScenario, of: readonly Frame[]): Promise<void> {
  for (const frame of of) await insertSecond(ctx.db, run, frame);
}

async function pointsOf({ pilot }: Place, number: number, from = 0) {
  const found = await readRunSeconds(ctx, { pilot, number, from });
  assert.ok(found.ok);
  return asJson({ points: found.points, next: found.next });
}

test("seconds are the same from whichever one is asked", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  await store(run, frames);
  const { points } = folded(run);
  for (const from of [1, 119, 121, 132, 135, 259, 260, 500]) {
    const wanted = points.filter(({ second }) => second >= from);
    assert.deepEqual(await pointsOf(place, run.number, from), { points: wanted, next: Math.max(260, from) }, `${from}`);
  }
});

test("one answer covers half an hour of seconds at most, and says where to go on", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  const far = [0, 1, 1_799, 1_800, 2_500, 9_000];
  await store(
    run,
    far.map((second) => aFrame(second)),
  );
  const cases: [from: number, to: number | undefined, seconds: number[], next: number, more: boolean][] = [
    [0, undefined, [0, 1, 1_799], 1_800, true],
    [1, 1_799, [1, 1_799], 1_800, false],
    [1, 1_800, [1, 1_799, 1_800], 1_801, false],
    [1_800, undefined, [1_800, 2_500], 3_600, true],
    [3_600, undefined, [], 5_400, true],
    [7_200, undefined, [], 9_000, true],
    [9_000, undefined, [9_000], 9_001, false],
    [9_001, undefined, [], 9_001, false],
  ];
  for (const [from, to, seconds, next, more] of cases) {
    const asked = await readRunSeconds(ctx, { pilot: place.pilot, number: run.number, from, to });
    assert.ok(asked.ok);
    assert.deepEqual(
      [asked.points.map(({ second }) => second), asked.next, asked.more],
      [seconds, next, more],
      `${from}`,
    );
  }
  const every = await readEverySecond(ctx, { pilot: place.pilot, number: run.number });
  assert.deepEqual(
    every.map(({ second }) => second),
    far,
  );
});

test("screens that watch a run from different moments on see the same, second by second", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  const early = liveRuns(ctx.db);
  const { points } = folded(run);
  for (const [at, frame] of frames.slice(0, 140).entries()) {
    await store(run, [frame]);
    const sample = await early.sampleOf(run.id, frame.second);
    assert.deepEqual(asJson(sample?.point), points[at]);
  }
  const [first, late] = [await early.sampleOf(run.id, 1_000), await liveRuns(ctx.db).sampleOf(run.id, 1_000)];
  assert.deepEqual(first, late);
  assert.deepEqual(asJson(late?.summary), folded(run, frames.slice(0, 140)).summary);
});

test("many who ask at once are told of one fold, each second read once", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  await store(run, frames.slice(0, 50));
  const shared = liveRuns(ctx.db);
  const samples = await Promise.all(Array.from({ length: 20 }, (_, i) => shared.sampleOf(run.id, i * 5)));
  const last = await shared.sampleOf(run.id, 49);
  assert.equal(last?.point.second, 49);
  assert.deepEqual(asJson(last?.summary), folded(run, frames.slice(0, 50)).summary);
  for (const [i, sample] of samples.entries()) assert.ok((sample?.point.second ?? -1) >= Math.min(49, i * 5));
});

test("a run that nobody has asked for lately is forgotten, and folded anew the same", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  await store(run, frames.slice(0, 3));
  let reads = 0;
  const counting = new Proxy(ctx.db, {
    get: (target, name) => {
      if (name === "select") reads++;
      return Reflect.get(target, name, target);
    },
  });
  const few = liveRuns(counting);
  const before = await few.sampleOf(run.id, 2);
  const others = await Promise.all(Array.from({ length: 19 }, () => aQueuedRun(ctx, place)));
  for (const { id } of others) await few.sampleOf(id, 2);
  reads = 0;
  assert.equal(await few.sampleOf(run.id, 2), before);
  assert.equal(reads, 0, "it was asked for a moment ago");
  await few.sampleOf((await aQueuedRun(ctx, place)).id, 2);
  reads = 0;
  assert.equal(await few.sampleOf(run.id, 2), before);
  assert.equal(reads, 0, "another was asked for least lately");
  const more = await Promise.all(Array.from({ length: 20 }, () => aQueuedRun(ctx, place)));
  for (const { id } of more) await few.sampleOf(id, 2);
  assert.deepEqual(await few.sampleOf(run.id, 2), before);
  assert.ok(reads > 20);
});

test("a run that is not there has nothing to show, and is asked for again", async () => {
  assert.equal(await liveRuns(ctx.db).sampleOf("00000000-0000-7000-8000-000000000000", 1), null);
});
