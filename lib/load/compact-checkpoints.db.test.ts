import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { runCheckpoints } from "#drizzle/schema/load.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { advanceCheckpoints } from "./advance-checkpoints.ts";
import { liveRuns } from "./live-runs.ts";
import type { RunWithScenario } from "./store.ts";
import { findCheckpoint } from "./store-blocks.ts";
import { framesOf, type StoredRun, storedRuns } from "./testing/a-stored-run.ts";

let database: TestDatabase;
let ctx: Ctx;
let stored: ReturnType<typeof storedRuns>;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  stored = storedRuns(ctx);
});
after(() => database.close());

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value));
const checkpoints = ({ id }: RunWithScenario) =>
  ctx.db.select().from(runCheckpoints).where(eq(runCheckpoints.runId, id));

test("who opens a run from its checkpoint sees what who watched from its beginning sees, then and later", async () => {
  const run = await stored.aRunOf(framesOf(0, 620).filter(({ second }) => second !== 200));
  const watching = liveRuns(ctx.db);
  await watching.sampleOf(run.id, 619);
  await stored.compactAll();
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
    await stored.store(run, [frame]);
    const [a, b] = [await opened.sampleOf(run.id, frame.second), await watching.sampleOf(run.id, frame.second)];
    assert.deepEqual(asJson(a), asJson(b), `second ${frame.second}`);
  }
  await stored.compactAll();
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
  const run = await stored.aRunOf(framesOf(0, 370).filter(({ second }) => second !== 20));
  await stored.compactAll();
  while (await advanceCheckpoints(ctx));
  assert.equal((await checkpoints(run)).length, 1);
  await stored.store(run, framesOf(20, 21));
  const whole = await stored.aRunOf(framesOf(0, 370));
  const [expected] = [await liveRuns(ctx.db).sampleOf(whole.id, 369)];
  const seen = async () => (await liveRuns(ctx.db).sampleOf(run.id, 369))?.summary;
  assert.deepEqual(await seen(), expected?.summary, "as a row");
  await stored.compactAll();
  assert.deepEqual([await checkpoints(run), await seen()], [[], expected?.summary], "in its block");
  while (await advanceCheckpoints(ctx));
  assert.deepEqual([(await checkpoints(run)).length, await seen()], [1, expected?.summary], "folded anew");
});

test("nothing is folded past a second that stands as a row below the newest block", async () => {
  const throughOf = async (run: StoredRun) => (await checkpoints(run)).map(({ throughSecond }) => throughSecond);
  const run = await stored.aRunOf(framesOf(0, 240));
  await stored.compactAll();
  while (await advanceCheckpoints(ctx));
  assert.deepEqual(await throughOf(run), [239]);
  await stored.store(
    run,
    framesOf(240, 370).filter(({ second }) => second !== 250),
  );
  await stored.compactAll();
  await stored.store(run, framesOf(250, 251));
  await advanceCheckpoints(ctx);
  assert.deepEqual(await throughOf(run), [239], "it stays where every second before it is folded");
  await stored.store(run, framesOf(0, 1));
  await advanceCheckpoints(ctx);
  assert.deepEqual(await throughOf(run), [], "a row below it: it does not hold any more");
  await stored.compactAll();
  while (await advanceCheckpoints(ctx));
  const [through] = await throughOf(run);
  assert.ok(through !== undefined && through >= 359, `${through}`);
  const whole = await stored.aRunOf(framesOf(0, 370));
  const [seen, expected] = [
    await liveRuns(ctx.db).sampleOf(run.id, 369),
    await liveRuns(ctx.db).sampleOf(whole.id, 369),
  ];
  assert.deepEqual(asJson(seen?.summary), asJson(expected?.summary));
});
