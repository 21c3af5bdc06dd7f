import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { advanceStage } from "./advance-stage.ts";
import { announceBack } from "./announce-back.ts";
import { callBack } from "./call-back.ts";
import { stageText } from "./core/say-rollout.ts";
import { lookAtSwitch } from "./look-at-switch.ts";
import { actsOf, insertVitals } from "./store.ts";
import { aLead } from "./testing/a-rollout.ts";
import { aDrillAtTen, carried, openOf, said, stateOf, type Under } from "./testing/carrying.ts";

/** What the keeper sees beside what it does: a switch that somebody moves, and vitals that say too little. */

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = await aLead(ctx);
});
after(() => database.close());

const calls = ({ pilot }: Under) => callBack(ada, { pilot, reason: "", decidedInMs: 0, noticedAt: null });

test("moved again after it was seen to be back: it is said, not announced, and led back once more by a person", async () => {
  const of = await aDrillAtTen(ada);
  const looks = () => lookAtSwitch(ctx, of.pilotId, { name: "plant", driver: of.driver });
  assert.ok((await calls(of)).ok);
  await carried(ctx, of);
  await looks();
  assert.match(stageText(await stateOf(ctx, of), []), /^All traffic is back/);
  of.driver.percent = 37;
  await looks();
  await looks();
  const found = (await actsOf(ctx.db, (await openOf(ctx, of)).id)).filter(({ act }) => act.do === "found");
  assert.equal(found.length, 1);
  assert.match(stageText(await stateOf(ctx, of), []), /37 % is over again\. Somebody has to roll back once more/);
  const early = await announceBack(ada, { pilot: of.pilot, says: "everybody" });
  assert.equal(!early.ok && early.refusal, "back-not-announced-yet");
  await carried(ctx, of);
  assert.equal(of.driver.percent, 37, "nothing goes back by itself");
  assert.ok((await calls(of)).ok);
  await carried(ctx, of);
  assert.equal(of.driver.percent, 0);
  assert.ok((await announceBack(ada, { pilot: of.pilot, says: "everybody" })).ok);
});

test("what was said while the switch was being read is no drift", async () => {
  const of = await aDrillAtTen(ada);
  const { read } = of.driver;
  of.driver.read = async () => {
    const before = await read();
    await said(ctx, of, [
      { do: "switching", stage: 1, percent: 50, expected: 10, requestId: "s" },
      { do: "switched", percent: 50, requestId: "s", tookMs: 1, raw: "" },
    ]);
    return before;
  };
  await lookAtSwitch(ctx, of.pilotId, { name: "plant", driver: of.driver });
  assert.equal((await stateOf(ctx, of)).phase, "holding");
  of.driver.read = read;
  await lookAtSwitch(ctx, of.pilotId, { name: "plant", driver: of.driver });
  assert.match((await stateOf(ctx, of)).heldWhy ?? "", /reads 10 %, Gantry left it at 50 %/);
});

test("too little evidence holds: nothing measured, too few requests, no latency", async () => {
  const of = await aDrillAtTen(ada);
  const refused = async () => {
    await carried(ctx, of);
    const said = await advanceStage(ada, { pilot: of.pilot, from: 0 });
    return said.ok ? "" : (said.details?.says?.["what"] ?? "");
  };
  assert.match(await refused(), /Nothing was measured/);
  const at = new Date(Date.now() + 50);
  await insertVitals(ctx.db, [
    { pilotId: of.pilotId, side: "new", at, requests: 99, errorRatio: 0, latencyMsP99: null },
  ]);
  assert.match(await refused(), /99 requests so far; 100 are needed/);
  assert.deepEqual([of.driver.asked, (await stateOf(ctx, of)).gate?.is], [[], "inconclusive"]);
});
