import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { verifyLog } from "#lib/platform/verify-log.ts";
import { advanceStage } from "./advance-stage.ts";
import { callBack } from "./call-back.ts";
import { closeRollout } from "./close-rollout.ts";
import { releaseRollout } from "./release-rollout.ts";
import { actsOf, findOpenRollout, saveReading, takeRollout } from "./store.ts";
import { aLead, aPlan } from "./testing/a-rollout.ts";
import {
  aDrill,
  aDrillTakenToTen,
  carried,
  goes,
  goodVitals,
  openOf,
  said,
  saveHealthy,
  stateOf,
} from "./testing/carrying.ts";

/** The way over: stage by stage, and what holds it. */

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = await aLead(ctx);
});
after(() => database.close());

test("by stages to everything, each when its gate is good and a person says so; then it is closed", async () => {
  const of = await aDrill(ada);
  await carried(ctx, of);
  assert.deepEqual(of.driver.asked, []);
  of.driver.healthy = 1;
  assert.ok((await advanceStage(ada, { pilot: of.pilot, from: -1 })).ok === false);
  of.driver.healthy = 2;
  await saveHealthy(ctx, of, 2);
  await goes(ada, of, -1);
  assert.equal(of.driver.percent, 10);
  const early = await advanceStage(ada, { pilot: of.pilot, from: 0 });
  assert.equal(!early.ok && early.refusal, "stage-not-ready");
  for (const [from, percent] of [
    [0, 50],
    [1, 100],
  ] as const) {
    await goodVitals(ctx, of);
    await carried(ctx, of);
    await goes(ada, of, from);
    assert.equal(of.driver.percent, percent);
  }
  const stale = await advanceStage(ada, { pilot: of.pilot, from: 1 });
  assert.equal(!stale.ok && stale.refusal, "stage-moved-on");
  await goodVitals(ctx, of);
  await carried(ctx, of);
  await goes(ada, of, 2);
  assert.equal((await stateOf(ctx, of)).phase, "done");
  assert.ok((await closeRollout(ada, { pilot: of.pilot, reason: "a week without trouble" })).ok);
  assert.equal(await findOpenRollout(ctx.db, of.pilotId), null);
  const [report] = (await verifyLog(ctx.db, [])).filter(({ chain }) => chain === of.pilotId);
  assert.equal(report?.broken, null);
});

test("a switch that counts no servers: somebody lets it begin, and the keeper asks the servers itself", async () => {
  const of = await aDrill(ada);
  const unread = await advanceStage(ada, { pilot: of.pilot, from: -1 });
  assert.equal(!unread.ok && unread.refusal, "stage-not-ready");
  const at = new Date();
  const nothing = { switch: "plant", newPercent: 0, servers: [], raw: "", readAt: at, triedAt: at };
  await saveReading(ctx.db, { pilotId: of.pilotId, ...nothing });
  of.driver.healthy = 1;
  await goes(ada, of, -1);
  assert.deepEqual(of.driver.asked, []);
  of.driver.healthy = 2;
  await carried(ctx, of);
  assert.equal(of.driver.percent, 10);
});

test("killed after the switch was asked: it is read, not assumed", async () => {
  const cases = [
    { percent: 10, phase: "holding", says: /it is made/ },
    { percent: 0, phase: "held", says: /0 % is over/ },
    { percent: null, phase: "held", says: /something else/ },
  ] as const;
  for (const { percent, phase, says } of cases) {
    const of = await aDrill(ada);
    const { id } = await openOf(ctx, of);
    const asked = { do: "switching" as const, stage: 0, percent: 10, expected: 0, requestId: "r" };
    await said(ctx, of, [{ do: "advanced", from: -1 }, asked]);
    of.driver.percent = percent;
    await carried(ctx, of);
    const state = await stateOf(ctx, of);
    assert.deepEqual([state.phase, state.percent, of.driver.asked], [phase, percent, []]);
    const found = (await actsOf(ctx.db, id)).find(({ act }) => act.do === "found")?.act;
    assert.match(found?.do === "found" ? found.says : "", says);
  }
});

test("a change that fails is held with its reason; a rollback that fails is tried again until it is there", async () => {
  const of = await aDrill(ada);
  await saveHealthy(ctx, of, 2);
  of.driver.fails = ["TARGET_UNHEALTHY"];
  await goes(ada, of, -1);
  const held = await stateOf(ctx, of);
  assert.deepEqual([held.phase, held.percent, held.failed?.error], ["held", 0, "TARGET_UNHEALTHY"]);
  assert.ok((await releaseRollout(ada, { pilot: of.pilot })).ok);
  await goes(ada, of, -1);
  assert.equal(of.driver.percent, 10);
  of.driver.fails = ["UNREACHABLE", "TIMEOUT"];
  assert.ok((await callBack(ada, { pilot: of.pilot, reason: "", decidedInMs: 0, noticedAt: null })).ok);
  for (let turn = 0; turn < 3; turn++) await carried(ctx, of);
  assert.deepEqual(of.driver.asked.slice(-3), [0, 0, 0]);
  assert.equal(of.driver.percent, 0);
});

test("who may carry it: one process, until it was not heard of for a while", async () => {
  const of = await aDrill(ada);
  const { id } = await openOf(ctx, of);
  const now = new Date();
  const until = new Date(now.getTime() + 15_000);
  const takes = await Promise.all(["a", "b", "c"].map((carrier) => takeRollout(ctx.db, id, { carrier, now, until })));
  assert.equal(takes.filter(Boolean).length, 1);
  const later = new Date(until.getTime() + 1);
  assert.ok(await takeRollout(ctx.db, id, { carrier: "d", now: later, until: new Date(later.getTime() + 1) }));
});

test("the rule speaks once and moves nothing", async () => {
  const auto = {
    errorBudgetRatio: 0.005,
    burnRate: 10,
    shortSeconds: 60,
    longSeconds: 300,
    errorsLeast: 20,
    hardStopRatio: 0.5,
  };
  const of = await aDrillTakenToTen(ada, { ...aPlan, auto });
  for (let turn = 0; turn < 3; turn++) {
    await goodVitals(ctx, of, 0.6);
    await carried(ctx, of);
  }
  const said = (await actsOf(ctx.db, (await openOf(ctx, of)).id)).filter(({ act }) => act.do === "would-roll-back");
  assert.equal(said.length, 1);
  assert.equal(of.driver.percent, 10);
});
