import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, temporaryFolder, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { callBack } from "./call-back.ts";
import { findReading, savePlan } from "./store.ts";
import { aLead, aPlan, memorySwitch } from "./testing/a-rollout.ts";
import { aDrillAtTen, nothingWritten, openOf, stateOf } from "./testing/carrying.ts";
import { watchRollouts } from "./watch-rollouts.ts";

/** The keeper's round: what goes on beside what, and what it leaves when it leaves. */

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = await aLead(ctx);
});
after(() => database.close());

test("while it drains the switch is still read; asked to leave it waits for nothing and hands over", async (t) => {
  const of = await aDrillAtTen(ada);
  let [reads, isDraining] = [0, false];
  const { read } = of.driver;
  of.driver.read = () => {
    reads++;
    return read();
  };
  of.driver.drain = (_side, _deadlineMs, signal) => {
    isDraining = true;
    return new Promise((resolve) =>
      signal?.addEventListener("abort", () =>
        resolve({ ok: false, error: "TIMEOUT", says: "Nobody waits.", raw: "", reality: null }),
      ),
    );
  };
  const watch = watchRollouts(ctx.db, {
    ...{
      dataFolder: temporaryFolder(),
      driverOf: () => of.driver,
      vitalsOf: async () => [],
      reconcile: nothingWritten,
    },
  });
  const ticks = setInterval(() => watch.tick(), 20);
  t.after(() => clearInterval(ticks));
  assert.ok((await callBack(ada, { pilot: of.pilot, reason: "", decidedInMs: 0, noticedAt: null })).ok);
  await waitFor("it drains", () => isDraining);
  const before = reads;
  await waitFor("the switch is read all the same", () => reads > before);
  clearInterval(ticks);
  await watch.stop();
  const { carriedBy } = await openOf(ctx, of);
  const { back } = await stateOf(ctx, of);
  assert.deepEqual([carriedBy, back?.phases.map(({ phase }) => phase).includes("drain")], [null, false]);
});

test("who writes another switch into the plan does not turn a rollout that is open to it", async (t) => {
  const of = await aDrillAtTen(ada);
  const other = memorySwitch();
  other.percent = 10;
  await ctx.transaction((tx) => savePlan(tx, of.pilotId, { ...aPlan, switch: "other" }));
  const watch = watchRollouts(ctx.db, {
    ...{ dataFolder: temporaryFolder(), vitalsOf: async () => [], reconcile: nothingWritten },
    driverOf: ({ id }, name) => (id !== of.pilotId ? null : name === "other" ? other : of.driver),
  });
  const ticks = setInterval(() => watch.tick(), 20);
  t.after(async () => {
    clearInterval(ticks);
    await watch.stop();
  });
  assert.ok((await callBack(ada, { pilot: of.pilot, reason: "", decidedInMs: 0, noticedAt: null })).ok);
  await waitFor("it is back", async () => (await stateOf(ctx, of)).back?.phases.length === 6);
  assert.deepEqual([of.driver.percent, other.asked], [0, []]);
  await waitFor("it was read", async () => (await findReading(ctx.db, of.pilotId)) !== null);
  assert.equal((await findReading(ctx.db, of.pilotId))?.switch, "plant");
});
