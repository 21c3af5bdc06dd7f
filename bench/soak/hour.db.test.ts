import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { StepFrame } from "#lib/load/core/frame.ts";
import { endRun } from "#lib/load/end-run.ts";
import { readRunPlan } from "#lib/load/read-run-plan.ts";
import { readEverySecond } from "#lib/load/read-run-seconds.ts";
import { storedFrames } from "#lib/load/stored-frames.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { drawnFrames } from "./hour-frames.ts";
import { bytesOfRows, bytesOnDisk, compactAll, heldRun, storeDrawn } from "./hour-store.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const byStep = (a: StepFrame, b: StepFrame) => a.step - b.step;

test("an hour of ten steps at 1,000/s takes at most 10 MB, and every figure of it is there", async () => {
  const drawn = { seconds: 3_600, perSecond: 1_000 };
  const before = await bytesOnDisk(database.ownerUrl);
  const hour = await heldRun(ctx, drawn);
  await storeDrawn(ctx, hour, drawn);
  const { run, runnerId, place } = hour;
  const end = { outcome: "completed" as const, sentence: "Ran to its planned end.", abandoned: null };
  assert.ok(await endRun(ctx, { run, runnerId, ...end }));
  await compactAll(ctx);
  const [bytes, rows] = [(await bytesOnDisk(database.ownerUrl)) - before, await bytesOfRows(ctx, run.id)];
  assert.ok(bytes <= 10_000_000, `${bytes} bytes on disk, ${rows} of them rows`);
  assert.ok(rows > 1_000_000, "so many figures are not stored in less");
  const expected = drawnFrames(readRunPlan(run), { ...drawn, seed: 1 });
  let seen = 0;
  for await (const frame of storedFrames(ctx.db, run.id, { from: 0 })) {
    const wanted = expected.next().value;
    // Its steps come back in their own order.
    if (seen++ % 50 === 0) assert.deepStrictEqual(frame, { ...wanted, steps: wanted?.steps.toSorted(byStep) });
  }
  assert.equal(seen, drawn.seconds);
  const points = await readEverySecond(ctx, { pilot: place.pilot, number: run.number });
  assert.deepEqual(
    points.map(({ second }) => second),
    Array.from({ length: drawn.seconds }, (_, second) => second),
  );
});
