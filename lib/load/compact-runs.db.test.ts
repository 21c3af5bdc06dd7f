import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { compactPiece, compactRuns } from "./compact-runs.ts";
import { readRunSeconds } from "./read-run-seconds.ts";
import { framesOf, storedRuns } from "./testing/a-stored-run.ts";

let database: TestDatabase;
let ctx: Ctx;
let stored: ReturnType<typeof storedRuns>;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  stored = storedRuns(ctx);
});
after(() => database.close());

const soon = () => new Date(Date.now() + 1_000);

test("an ended run moves into blocks, and every frame and every point is as it was", async () => {
  const frames = framesOf(0, 400).filter(({ second }) => second < 130 || second > 133);
  const run = await stored.aRunOf(frames);
  await run.end();
  const points = await stored.pointsOf(run);
  assert.equal(points.length, frames.length);
  await stored.compactAll();
  assert.deepEqual(await stored.formsOf(run), {
    rows: 0,
    steps: 0,
    blocks: [
      [0, 120],
      [1, 116],
      [2, 120],
      [3, 40],
    ],
  });
  assert.deepStrictEqual(await stored.framesIn(run), frames);
  assert.equal(JSON.stringify(await stored.pointsOf(run)), JSON.stringify(points));
  for (const [from, to] of [
    [0, 0],
    [119, 120],
    [100, 260],
    [131, 132],
    [399, 500],
    [400, 500],
  ] as const) {
    const within = ({ second }: { second: number }) => second >= from && second <= to;
    assert.deepStrictEqual(await stored.framesIn(run, { from, to }), frames.filter(within), `${from} to ${to}`);
    const asked = await readRunSeconds(ctx, { pilot: run.place.pilot, number: run.number, from, to });
    assert.ok(asked.ok);
    assert.deepEqual(asked.points, points.filter(within), `points ${from} to ${to}`);
  }
});

test("seconds that come after all go into the block that is there; one that comes twice is one", async () => {
  const frames = framesOf(0, 300);
  const late = new Set([3, 119, 299]);
  const run = await stored.aRunOf(frames.filter(({ second }) => !late.has(second)));
  await run.end();
  await stored.compactAll();
  await stored.store(
    run,
    frames.filter(({ second }) => late.has(second) || second === 50),
  );
  const whole = await stored.aRunOf(frames);
  const expected = JSON.stringify(await stored.pointsOf(whole));
  assert.deepEqual([(await stored.formsOf(run)).rows, await stored.framesIn(run)], [4, frames], "read from both forms");
  assert.equal(JSON.stringify(await stored.pointsOf(run)), expected, "points from both forms");
  await stored.compactAll();
  const blocks = [
    [0, 120],
    [1, 120],
    [2, 60],
  ];
  assert.deepEqual(await stored.formsOf(run), { rows: 0, steps: 0, blocks });
  assert.deepStrictEqual(await stored.framesIn(run), frames);
  assert.equal(JSON.stringify(await stored.pointsOf(run)), expected, "the next block's points are folded anew");
});

test("while a run goes on its last few seconds stay rows, and whatever was stored a moment ago", async () => {
  const run = await stored.aRunOf(framesOf(0, 250));
  assert.equal(await compactRuns(ctx, { settledMs: 60_000 }), 0);
  await compactPiece(ctx, { runId: run.id, piece: 0 }, new Date(0));
  assert.equal((await stored.formsOf(run)).rows, 250);
  await stored.compactAll();
  assert.deepEqual(
    [(await stored.formsOf(run)).blocks, (await stored.formsOf(run)).rows],
    [
      [
        [0, 120],
        [1, 120],
      ],
      10,
    ],
  );
  await stored.store(run, framesOf(250, 280));
  await stored.compactAll();
  assert.deepEqual(await stored.formsOf(run), {
    rows: 0,
    steps: 0,
    blocks: [
      [0, 120],
      [1, 120],
      [2, 40],
    ],
  });
  await stored.store(run, framesOf(280, 300));
  assert.deepStrictEqual(await stored.framesIn(run), framesOf(0, 300));
  const whole = await stored.aRunOf(framesOf(0, 300));
  assert.deepEqual(await stored.pointsOf(run), await stored.pointsOf(whole), "points of a piece in both forms");
});

test("a compaction that does not come to its commit leaves the rows as they were; the next one takes them", async () => {
  const frames = framesOf(0, 30);
  const run = await stored.aRunOf(frames);
  await run.end();
  const dying: Ctx = {
    ...ctx,
    transaction: (work) =>
      ctx.db.transaction(async (tx) => {
        await work(tx);
        throw new Error("the process is gone");
      }),
  };
  await assert.rejects(compactPiece(dying, { runId: run.id, piece: 0 }, soon()), /the process is gone/);
  assert.deepEqual(await stored.formsOf(run), { rows: 30, steps: 30, blocks: [] });
  assert.deepStrictEqual(await stored.framesIn(run), frames);
  await compactPiece(ctx, { runId: run.id, piece: 0 }, soon());
  assert.deepEqual(await stored.formsOf(run), { rows: 0, steps: 0, blocks: [[0, 30]] });
  assert.deepStrictEqual(await stored.framesIn(run), frames);
});
