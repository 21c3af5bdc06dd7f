import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { runBlocks, runCheckpoints, runSeconds, runStepSeconds } from "#drizzle/schema/load.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { advanceCheckpoints } from "./advance-checkpoints.ts";
import { compactPiece, compactRuns } from "./compact-runs.ts";
import type { Frame } from "./core/frame.ts";
import { endRun } from "./end-run.ts";
import { liveRuns } from "./live-runs.ts";
import { readEverySecond, readRunSeconds } from "./read-run-seconds.ts";
import type { RunWithScenario } from "./store.ts";
import { findCheckpoint, type Piece } from "./store-blocks.ts";
import { insertSecond } from "./store-seconds.ts";
import { storedFrames } from "./stored-frames.ts";
import { aFrame } from "./testing/a-frame.ts";
import { aHeldRun, aPlace, aRunner, type Place } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const atOnce = { settledMs: -1_000 };
const soon = () => new Date(Date.now() + 1_000);

/** Seconds with failures, quiet ones and steps in an order of their own. */
const framesOf = (from: number, to: number): Frame[] =>
  Array.from({ length: to - from }, (_, at) => from + at).map((second) =>
    aFrame(second, { ok: second % 9 === 0 ? 0 : 5 + (second % 13), failed: second % 7 === 0 ? 2 : 0 }),
  );

type Run = RunWithScenario & { place: Place; end(): Promise<void> };

async function aRunOf(frames: readonly Frame[]): Promise<Run> {
  const [place, runnerId] = [await aPlace(ctx), aRunner()];
  const run = await aHeldRun(ctx, place, runnerId);
  await store(run, frames);
  const end = async () => {
    assert.ok(await endRun(ctx, { run, outcome: "completed", sentence: "done", runnerId, abandoned: null }));
  };
  return { ...run, place, end };
}

/** Some at a time: in which order rows are written makes no difference. */
async function store(run: RunWithScenario, frames: readonly Frame[]): Promise<void> {
  for (let from = 0; from < frames.length; from += 10)
    await Promise.all(frames.slice(from, from + 10).map((frame) => insertSecond(ctx.db, run, frame)));
}

/** Everything that waits, as the keeper does it. */
async function compactAll(): Promise<void> {
  while ((await compactRuns(ctx, atOnce)) > 0);
}

async function framesIn({ id }: RunWithScenario, span: { from: number; to?: number } = { from: 0 }): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of storedFrames(ctx.db, id, span)) frames.push(frame);
  return frames;
}

const pointsOf = ({ place, number }: Run) => readEverySecond(ctx, { pilot: place.pilot, number });

/** How a run's seconds are kept: rows of seconds, rows of steps, and seconds by block. */
async function formsOf({ id }: RunWithScenario) {
  const { db } = ctx;
  const [rows, steps, blocks] = await Promise.all([
    db.select({ second: runSeconds.second }).from(runSeconds).where(eq(runSeconds.runId, id)),
    db.select({ second: runStepSeconds.second }).from(runStepSeconds).where(eq(runStepSeconds.runId, id)),
    db.select().from(runBlocks).where(eq(runBlocks.runId, id)).orderBy(runBlocks.piece),
  ]);
  return { rows: rows.length, steps: steps.length, blocks: blocks.map(({ piece, seconds }) => [piece, seconds]) };
}

test("an ended run moves into blocks, and every frame and every point is as it was", async () => {
  const frames = framesOf(0, 400).filter(({ second }) => second < 130 || second > 133);
  const run = await aRunOf(frames);
  await run.end();
  const points = await pointsOf(run);
  assert.equal(points.length, frames.length);
  await compactAll();
  assert.deepEqual(await formsOf(run), {
    rows: 0,
    steps: 0,
    blocks: [
      [0, 120],
      [1, 116],
      [2, 120],
      [3, 40],
    ],
  });
  assert.deepStrictEqual(await framesIn(run), frames);
  assert.equal(JSON.stringify(await pointsOf(run)), JSON.stringify(points));
  for (const [from, to] of [
    [0, 0],
    [119, 120],
    [100, 260],
    [131, 132],
    [399, 500],
    [400, 500],
  ] as const) {
    const within = ({ second }: { second: number }) => second >= from && second <= to;
    assert.deepStrictEqual(await framesIn(run, { from, to }), frames.filter(within), `${from} to ${to}`);
    const asked = await readRunSeconds(ctx, { pilot: run.place.pilot, number: run.number, from, to });
    assert.ok(asked.ok);
    assert.deepEqual(asked.points, points.filter(within), `points ${from} to ${to}`);
  }
});

test("seconds that come after all go into the block that is there; one that comes twice is one", async () => {
  const frames = framesOf(0, 300);
  const late = new Set([3, 119, 299]);
  const run = await aRunOf(frames.filter(({ second }) => !late.has(second)));
  await run.end();
  await compactAll();
  await store(
    run,
    frames.filter(({ second }) => late.has(second) || second === 50),
  );
  const whole = await aRunOf(frames);
  const expected = JSON.stringify(await pointsOf(whole));
  assert.deepEqual([(await formsOf(run)).rows, await framesIn(run)], [4, frames], "read from both forms");
  assert.equal(JSON.stringify(await pointsOf(run)), expected, "points from both forms");
  await compactAll();
  const blocks = [
    [0, 120],
    [1, 120],
    [2, 60],
  ];
  assert.deepEqual(await formsOf(run), { rows: 0, steps: 0, blocks });
  assert.deepStrictEqual(await framesIn(run), frames);
  assert.equal(JSON.stringify(await pointsOf(run)), expected, "the next block's points are folded anew");
});

test("while a run goes on its last few seconds stay rows, and whatever was stored a moment ago", async () => {
  const run = await aRunOf(framesOf(0, 250));
  assert.equal(await compactRuns(ctx, { settledMs: 60_000 }), 0);
  await compactPiece(ctx, { runId: run.id, piece: 0 }, new Date(0));
  assert.equal((await formsOf(run)).rows, 250);
  await compactAll();
  assert.deepEqual(
    [(await formsOf(run)).blocks, (await formsOf(run)).rows],
    [
      [
        [0, 120],
        [1, 120],
      ],
      10,
    ],
  );
  await store(run, framesOf(250, 280));
  await compactAll();
  assert.deepEqual(await formsOf(run), {
    rows: 0,
    steps: 0,
    blocks: [
      [0, 120],
      [1, 120],
      [2, 40],
    ],
  });
  await store(run, framesOf(280, 300));
  assert.deepStrictEqual(await framesIn(run), framesOf(0, 300));
  const whole = await aRunOf(framesOf(0, 300));
  assert.deepEqual(await pointsOf(run), await pointsOf(whole), "points of a piece in both forms");
});

test("two compactions at once, readers all the time: every reader sees every second once", async () => {
  const frames = framesOf(0, 360);
  const run = await aRunOf(frames);
  await run.end();
  const seconds = frames.map(({ second }) => second);
  let compacting = true;
  let reads = 0;
  const reader = async () => {
    while (compacting) {
      assert.deepEqual(
        (await framesIn(run)).map(({ second, steps }) => [second, steps.length]),
        seconds.map((second) => [second, 1]),
      );
      assert.deepEqual(
        (await pointsOf(run)).map(({ second }) => second),
        seconds,
      );
      reads++;
    }
  };
  const readers = [reader(), reader()];
  const pieces = [0, 1, 2].map((piece) => ({ runId: run.id, piece }));
  for (const piece of pieces) await Promise.all([1, 2, 3].map(() => compactPiece(ctx, piece, soon())));
  compacting = false;
  await Promise.all(readers);
  assert.ok(reads >= 2);
  const blocks = [0, 1, 2].map((piece) => [piece, 120]);
  assert.deepEqual(await formsOf(run), { rows: 0, steps: 0, blocks });
  assert.deepStrictEqual(await framesIn(run), frames);
});

test("a second that moves into its block between two questions of a reader is seen all the same", async () => {
  const frames = framesOf(0, 30);
  for (const question of [1, 2, 3]) {
    const run = await aRunOf(frames);
    const piece = { runId: run.id, piece: 0 };
    const seen: Frame[] = [];
    for await (const frame of storedFrames(compactingBefore(question, piece), run.id, { from: 0, to: 29 }))
      seen.push(frame);
    assert.deepStrictEqual(seen, frames, `before question ${question}`);
    assert.equal((await formsOf(run)).rows, 0);
  }
});

/** The database, in which a piece moves into its block just before the n-th question is asked. */
function compactingBefore(question: number, piece: Piece): Ctx["db"] {
  let asked = 0;
  return new Proxy(ctx.db, {
    get: (of, name) => {
      const value = Reflect.get(of, name, of);
      if (typeof value !== "function") return value;
      const method = value.bind(of);
      if (name !== "select" || ++asked !== question) return method;
      return (...fields: unknown[]) => askedAfter(method(...fields), () => compactPiece(ctx, piece, soon()));
    },
  });
}

/** A question that is asked when something else is done. */
function askedAfter<T extends object>(question: T, first: () => Promise<void>): T {
  return new Proxy(question, {
    get: (of, name) => {
      const value = Reflect.get(of, name, of);
      if (typeof value !== "function") return value;
      if (name !== "then") return (...given: unknown[]) => askedAfter(value.apply(of, given), first);
      return (...settle: unknown[]) => first().then(() => value.apply(of, settle));
    },
  });
}

test("a compaction that does not come to its commit leaves the rows as they were; the next one takes them", async () => {
  const frames = framesOf(0, 30);
  const run = await aRunOf(frames);
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
  assert.deepEqual(await formsOf(run), { rows: 30, steps: 30, blocks: [] });
  assert.deepStrictEqual(await framesIn(run), frames);
  await compactPiece(ctx, { runId: run.id, piece: 0 }, soon());
  assert.deepEqual(await formsOf(run), { rows: 0, steps: 0, blocks: [[0, 30]] });
  assert.deepStrictEqual(await framesIn(run), frames);
});

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));
const checkpoints = ({ id }: RunWithScenario) =>
  ctx.db.select().from(runCheckpoints).where(eq(runCheckpoints.runId, id));

test("who opens a run from its checkpoint sees what who watched from its beginning sees, then and later", async () => {
  const run = await aRunOf(framesOf(0, 620).filter(({ second }) => second !== 200));
  const watching = liveRuns(ctx.db);
  await watching.sampleOf(run.id, 619);
  await compactAll();
  // In steps of ten minutes of seconds.
  while (await advanceCheckpoints(ctx));
  assert.equal(
    (await findCheckpoint(ctx.db, run.id))?.totals.lastSecond,
    599,
    "up to the newest block, the rest are rows",
  );
  const opened = liveRuns(ctx.db);
  assert.deepEqual(await opened.sampleOf(run.id, 619), await watching.sampleOf(run.id, 619));
  for (const frame of framesOf(620, 750)) {
    await store(run, [frame]);
    const [a, b] = [await opened.sampleOf(run.id, frame.second), await watching.sampleOf(run.id, frame.second)];
    assert.deepEqual(asJson(a), asJson(b), `second ${frame.second}`);
  }
  await compactAll();
  while (await advanceCheckpoints(ctx));
  assert.deepEqual(
    asJson(await liveRuns(ctx.db).sampleOf(run.id, 749)),
    asJson(await liveRuns(withoutCheckpoints()).sampleOf(run.id, 749)),
  );
  await run.end();
  await advanceCheckpoints(ctx);
  assert.deepEqual(await checkpoints(run), [], "an ended run keeps its figures itself");
});

/** The same database, in which nothing is folded. */
function withoutCheckpoints(): Ctx["db"] {
  const hidden: Ctx["db"] = new Proxy(ctx.db, {
    get: (of, name) => {
      const value = Reflect.get(of, name, of);
      if (name !== "select") return typeof value === "function" ? value.bind(of) : value;
      return (...fields: [never]) => {
        const select = of.select(...fields);
        const from = (table: never) =>
          Object.is(table, runCheckpoints) ? { where: async () => [] } : select.from(table);
        return { from };
      };
    },
  });
  return hidden;
}

test("a second that comes after all is in the figures of who opens the run then", async () => {
  const run = await aRunOf(framesOf(0, 370).filter(({ second }) => second !== 20));
  await compactAll();
  while (await advanceCheckpoints(ctx));
  assert.equal((await checkpoints(run)).length, 1);
  await store(run, framesOf(20, 21));
  const whole = await aRunOf(framesOf(0, 370));
  const [expected] = [await liveRuns(ctx.db).sampleOf(whole.id, 369)];
  const seen = async () => (await liveRuns(ctx.db).sampleOf(run.id, 369))?.summary;
  assert.deepEqual(await seen(), expected?.summary, "as a row");
  await compactAll();
  assert.deepEqual([await checkpoints(run), await seen()], [[], expected?.summary], "in its block");
  while (await advanceCheckpoints(ctx));
  assert.deepEqual([(await checkpoints(run)).length, await seen()], [1, expected?.summary], "folded anew");
});
