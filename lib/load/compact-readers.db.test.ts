import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { advanceCheckpoints } from "./advance-checkpoints.ts";
import { compactPiece } from "./compact-runs.ts";
import type { Frame } from "./core/frame.ts";
import { liveRuns } from "./live-runs.ts";
import { findRunById } from "./store.ts";
import type { Piece } from "./store-blocks.ts";
import { storedFrames } from "./stored-frames.ts";
import { aFrame } from "./testing/a-frame.ts";
import { framesOf, storedRuns } from "./testing/a-stored-run.ts";

/** Who reads while seconds move, or when a second stands in both forms. */

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

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));

test("a second whose writing is repeated after it moved into its block comes once in every read, and its row goes", async () => {
  const frames = framesOf(0, 310);
  const run = await stored.aRunOf(frames.slice(0, 300));
  await stored.compactAll();
  await stored.store(run, frames.slice(300));
  const points = JSON.stringify(await stored.pointsOf(run));
  const watching = liveRuns(ctx.db);
  const sample = await watching.sampleOf(run.id, 309);
  while (await advanceCheckpoints(ctx));
  const before = await stored.formsOf(run);
  // What is told apart: the block counts, not the row.
  for (const second of [50, 239]) await stored.store(run, [aFrame(second, { ok: 999, failed: 7 })]);
  const read = async (what: string) => {
    assert.deepStrictEqual(await stored.framesIn(run), frames, what);
    for (const from of [49, 50, 51, 170, 239])
      assert.deepStrictEqual(await stored.framesIn(run, { from }), frames.slice(from), `${what}, from ${from}`);
    assert.equal(JSON.stringify(await stored.pointsOf(run)), points, what);
    assert.deepEqual(await watching.sampleOf(run.id, 309), sample, `${what}: who watches`);
    assert.deepEqual(asJson(await liveRuns(ctx.db).sampleOf(run.id, 309)), asJson(sample), `${what}: who opens it`);
  };
  assert.equal((await stored.formsOf(run)).rows, before.rows + 2);
  await read("as a row too");
  await advanceCheckpoints(ctx);
  await read("with what is folded looked at again");
  await stored.compactAll();
  const kept = await stored.formsOf(run);
  assert.deepEqual([kept.blocks, kept.rows, kept.steps], [before.blocks, before.rows, before.steps]);
  while (await advanceCheckpoints(ctx));
  await read("when its row is gone");
  await run.end();
  const ended = await findRunById(ctx.db, run.id);
  assert.deepEqual(asJson(ended?.summary), asJson(sample?.summary), "at its end");
});

test("two compactions at once, readers all the time: every reader sees every second once", async () => {
  const frames = framesOf(0, 360);
  const run = await stored.aRunOf(frames);
  await run.end();
  const seconds = frames.map(({ second }) => second);
  let compacting = true;
  let reads = 0;
  const reader = async () => {
    while (compacting) {
      assert.deepEqual(
        (await stored.framesIn(run)).map(({ second, steps }) => [second, steps.length]),
        seconds.map((second) => [second, 1]),
      );
      assert.deepEqual(
        (await stored.pointsOf(run)).map(({ second }) => second),
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
  assert.deepEqual(await stored.formsOf(run), { rows: 0, steps: 0, blocks });
  assert.deepStrictEqual(await stored.framesIn(run), frames);
});

test("a second that moves into its block between two questions of a reader is seen all the same", async () => {
  const frames = framesOf(0, 30);
  for (const question of [1, 2, 3]) {
    const run = await stored.aRunOf(frames);
    const piece = { runId: run.id, piece: 0 };
    const seen: Frame[] = [];
    for await (const frame of storedFrames(compactingBefore(question, piece), run.id, { from: 0, to: 29 }))
      seen.push(frame);
    assert.deepStrictEqual(seen, frames, `before question ${question}`);
    assert.equal((await stored.formsOf(run)).rows, 0);
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
