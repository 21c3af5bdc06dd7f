import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { hostname } from "node:os";
import test, { after, before } from "node:test";
import { and, eq } from "drizzle-orm";
import { runs } from "#drizzle/schema/load.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { LeaseWatch } from "./core/lease-watch.ts";
import { markExpiredLeases } from "./mark-expired-leases.ts";
import { renewLease } from "./store.ts";
import { insertSecond } from "./store-seconds.ts";
import { aFrame } from "./testing/a-frame.ts";
import { aHeldRun, aPlace, aRunner, read, verbsAbout } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

/** Looks each second for so many seconds of the watcher's own clock; answers how many runs it ended. */
async function watchFor(seconds: number, { watch = new LeaseWatch(), from = 0, each = async (_second: number) => {} }) {
  let marked = 0;
  for (let second = from; second <= from + seconds; second++) {
    await each(second);
    marked += await markExpiredLeases(ctx, watch, second * 1000);
  }
  return marked;
}

test("a runner that went away: its run is interrupted within 15 s, what it stored is kept and judged", async () => {
  const run = await aHeldRun(ctx, await aPlace(ctx), aRunner());
  await insertSecond(ctx.db, run, aFrame(0));
  assert.equal(await watchFor(9, {}), 0);
  assert.equal(await watchFor(13, {}), 1);
  const ended = await read(ctx, run.id);
  assert.deepEqual([ended.state, ended.outcome, ended.summary?.seconds], ["ended", "interrupted", 1]);
  assert.equal(ended.verdict?.kind, "inconclusive");
  // Who it was stays on record: it may still be sending.
  assert.equal(ended.runnerId, run.runnerId);
  assert.deepEqual(await verbsAbout(ctx, run.id), ["run.queued", "run.claimed", "run.ended"]);
});

test("a lease that is renewed interrupts nobody, nor does one that is renewed while it is being judged", async () => {
  const runnerId = aRunner();
  const { id } = await aHeldRun(ctx, await aPlace(ctx), runnerId);
  const renew = async (second: number) => {
    const until = new Date(Date.now() + second * 1000);
    if (second % 5 === 0) await renewLease(ctx.db, { id, runnerId, until });
  };
  assert.equal(await watchFor(60, { each: renew }), 0);
  assert.equal((await read(ctx, id)).state, "starting");
  const watch = new LeaseWatch();
  await watchFor(10, { watch });
  const renewing: Ctx = {
    ...ctx,
    transaction: async (work) => {
      await renewLease(ctx.db, { id, runnerId, until: new Date(Date.now() + 99_000) });
      return ctx.transaction(work);
    },
  };
  assert.equal(await markExpiredLeases(renewing, watch, 11_000), 0);
  assert.equal((await read(ctx, id)).state, "starting");
});

test("a watcher that could not look for a while begins anew", async () => {
  await endHeldRuns();
  await aHeldRun(ctx, await aPlace(ctx), aRunner());
  const watch = new LeaseWatch();
  assert.equal(await watchFor(9, { watch }), 0);
  assert.equal(await watchFor(9, { watch, from: 60 }), 0);
  assert.equal(await watchFor(3, { watch, from: 70 }), 1);
});

test("two watchers: one ends it", async () => {
  const { id } = await aHeldRun(ctx, await aPlace(ctx), aRunner());
  const [one, other] = [new LeaseWatch(), new LeaseWatch()];
  for (const watch of [one, other]) assert.equal(await watchFor(10, { watch }), 0);
  const marked = await Promise.all([one, other].map((watch) => markExpiredLeases(ctx, watch, 12_000)));
  assert.deepEqual(marked.sort(), [0, 1]);
  assert.equal((await verbsAbout(ctx, id)).filter((verb) => verb === "run.ended").length, 1);
});

test("a runner that is known to be dead: at once, in whatever state its run is", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("exit", resolve));
  for (const state of ["starting", "running", "finishing"] as const) {
    const { id } = await aHeldRun(ctx, await aPlace(ctx), `${hostname()}/${child.pid}/dead`);
    await ctx.db.update(runs).set({ state }).where(eq(runs.id, id));
    assert.equal(await watchFor(0, {}), 1, state);
    assert.equal((await read(ctx, id)).outcome, "interrupted");
  }
});

test("a run that cannot be ended keeps no other from it", async (t) => {
  t.mock.method(process.stderr, "write", () => true);
  const bad = await aHeldRun(ctx, await aPlace(ctx), aRunner());
  const good = await aHeldRun(ctx, await aPlace(ctx), aRunner());
  const failing: Ctx = {
    ...ctx,
    transaction: (work) =>
      ctx.transaction(async (tx) => {
        const done = await work(tx);
        const [row] = await tx
          .select()
          .from(runs)
          .where(and(eq(runs.id, bad.id), eq(runs.state, "ended")));
        if (row) throw new Error("no room");
        return done;
      }),
  };
  const watch = new LeaseWatch();
  await watchFor(10, { watch });
  assert.equal(await markExpiredLeases(failing, watch, 12_000), 1);
  assert.deepEqual([(await read(ctx, bad.id)).state, (await read(ctx, good.id)).state], ["starting", "ended"]);
  // Its time begins anew: where nothing could be written, its runner could not renew either.
  assert.equal(await watchFor(10, { watch, from: 13 }), 0);
  assert.equal(await watchFor(2, { watch, from: 24 }), 1);
});

/** What earlier tests left held. */
async function endHeldRuns(): Promise<void> {
  await ctx.db
    .update(runs)
    .set({ state: "ended", outcome: "interrupted", endedAt: new Date(0) })
    .where(eq(runs.state, "starting"));
}
