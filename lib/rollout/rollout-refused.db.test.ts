import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { advanceStage } from "./advance-stage.ts";
import { announceBack } from "./announce-back.ts";
import { beginRollout } from "./begin-rollout.ts";
import { callBack } from "./call-back.ts";
import { closeRollout } from "./close-rollout.ts";
import { holdRollout } from "./hold-rollout.ts";
import { releaseRollout } from "./release-rollout.ts";
import { saveRolloutPlan } from "./save-rollout-plan.ts";
import { aLead, aPlan, aRolloutPilot, tellSwitches } from "./testing/a-rollout.ts";
import { aDrill, aDrillTakenToTen } from "./testing/carrying.ts";

/** What cannot begin, and what cannot be done. */

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = await aLead(ctx);
});
after(() => database.close());

const drill = { kind: "drill" as const, version: 1, says: "", isDecided: false };
const says = (result: { ok: boolean; refusal?: string }) => (result.ok ? "ok" : result.refusal);

test("what cannot begin, and what cannot be done", async () => {
  const of = await aDrill(ada);
  const { pilot } = of;
  const back = { pilot, reason: "", decidedInMs: 0, noticedAt: null };
  assert.equal(says(await beginRollout(ada, { ...drill, pilot })), "rollout-open");
  assert.equal(says(await callBack(ada, back)), "nothing-over");
  assert.equal(says(await announceBack(ada, { pilot, says: "all" })), "back-not-announced-yet");
  assert.equal(says(await releaseRollout(ada, { pilot })), "rollout-not-held");
  assert.ok((await holdRollout(ada, { pilot, reason: "lunch" })).ok);
  assert.equal(says(await holdRollout(ada, { pilot, reason: "again" })), "rollout-held-already");
  assert.equal(says(await advanceStage(ada, { pilot, from: -1 })), "stage-not-ready");
  assert.ok((await closeRollout(ada, { pilot, reason: "not today" })).ok);
  assert.equal(says(await holdRollout(ada, { pilot, reason: "x" })), "rollout-none-open");
  assert.equal(says(await beginRollout(ada, { ...drill, pilot, version: 9 })), "rollout-plan-changed");
  tellSwitches([]);
  assert.equal(says(await beginRollout(ada, { ...drill, pilot })), "switch-unknown");
  tellSwitches([pilot], "practice");
  assert.equal(says(await beginRollout(ada, { ...drill, pilot })), "drill-practice");
  tellSwitches([pilot], "production");
  assert.equal(says(await beginRollout(ada, { ...drill, pilot })), "rollout-name-wrong");
  const cutOver = { ...drill, kind: "cut-over" as const, pilot, name: "plant" };
  assert.equal(says(await beginRollout(ada, cutOver)), "rollout-not-decided");
  assert.equal(says(await beginRollout(ada, { ...cutOver, isDecided: true })), "ok");
  const closing = await aDrillTakenToTen(ada);
  assert.equal(says(await closeRollout(ada, { pilot: closing.pilot, reason: "no" })), "traffic-still-over");
  tellSwitches([closing.pilot], "staging", false);
  assert.equal(
    says(await saveRolloutPlan(ada, { pilot: closing.pilot, version: 1, plan: { ...aPlan } as never })),
    "switch-cannot-split",
  );
  assert.equal(
    says(await saveRolloutPlan(ada, { pilot: closing.pilot, version: 0, plan: { ...aPlan } as never })),
    "rollout-plan-changed",
  );
});

test("a plan that is another one than was looked at: who saved it last is named", async () => {
  const { pilot } = await aRolloutPilot(ctx);
  tellSwitches([pilot]);
  const [karel, jana] = [await aLead(ctx), await aLead(ctx)];
  const save = (who: Ctx, version: number) => saveRolloutPlan(who, { pilot, version, plan: { ...aPlan } as never });
  const by = (result: Awaited<ReturnType<typeof save>>) => (result.ok ? "" : result.details?.says?.["by"]);
  assert.equal(by(await save(ada, 0)), "Somebody", "a plan that nobody saved by hand");
  assert.ok((await save(karel, 1)).ok);
  assert.equal(by(await save(ada, 1)), karel.actor.name);
  assert.ok((await save(jana, 2)).ok);
  assert.equal(by(await save(ada, 1)), jana.actor.name);
  const begins = await beginRollout(ada, { ...drill, pilot });
  assert.ok(!begins.ok);
  assert.deepEqual([begins.refusal, begins.details?.says], ["rollout-plan-changed", { by: jana.actor.name }]);
});
