import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { pilots } from "#drizzle/schema/pilots.ts";
import type { TrainingScope } from "#lib/checklist/core/item.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { aSessionOf, book, say, signOff } from "#lib/training/testing/a-sign-off.ts";
import { aModule, anOperator } from "#lib/training/testing/a-training.ts";
import { openPoll } from "./open-poll.ts";
import { aDoer, aLaunch, anItemOf, callNow, stationNow } from "./testing/a-launch.ts";
import { readinessWatch } from "./watch-readiness.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const windowFrom = new Date(Date.now() + 10 * 86_400_000);
windowFrom.setUTCHours(8, 0, 0, 0);
const windowTo = new Date(windowFrom.getTime() + 3_600_000);
const weekdays = [1, 2, 3, 4, 5, 6, 7];
const shifts = [
  { name: "Day", weekdays, from: "06:00", to: "14:00" },
  { name: "Late", weekdays, from: "14:00", to: "22:00" },
];

async function aTrainedLaunch(scope: TrainingScope, validForDays: number | null = null) {
  const { ctx } = database;
  const launch = await aLaunch(ctx, ["Training"]);
  const { pilotId } = launch;
  await ctx.db.update(pilots).set({ windowFrom, windowTo, shifts }).where(eq(pilots.id, pilotId));
  await anItemOf(ctx, launch, { station: "Training", rule: { kind: "linked", to: { what: "training", scope } } });
  const module = { pilotId, ...(await aModule(ctx, pilotId, { code: "M3", validForDays })) };
  const owner = await aDoer(ctx, launch, [["station-owner", "Training"]]);
  const standing = async () => (await stationNow(ctx, launch, "Training")).items[0]?.standing;
  return { ctx, launch, module, owner, standing, session: await aSessionOf(ctx, module) };
}

test("both signatures make a GO possible; a withdrawn one voids it", async () => {
  const { ctx, launch, owner, standing, session } = await aTrainedLaunch("launch-shifts");
  assert.deepEqual([(await standing())?.kind, (await standing())?.sentence], ["open", "No operator is on record yet."]);
  const nowak = await anOperator(ctx, launch.pilotId, { name: "Nowak" });
  const late = await anOperator(ctx, launch.pilotId, { name: "Terhorst", shift: "Late" });
  await book(ctx, session, [nowak, late]);
  const before = await standing();
  assert.deepEqual(
    [before?.kind, before?.sentence],
    ["failed", "1 of 1 on shift at launch is not signed: Nowak (M3)."],
  );
  assert.ok((await openPoll(ctx, launch)).ok);
  assert.equal((await callNow(owner, launch, { station: "Training", call: "go" })).ok, false);
  const [hand = ""] = await signOff(ctx, session, nowak);
  assert.equal((await standing())?.kind, "good");
  assert.ok((await callNow(owner, launch, { station: "Training", call: "go" })).ok);
  await signOff(ctx, session, late);
  assert.equal((await stationNow(ctx, launch, "Training")).call?.stands, true, "another shift moves nothing");
  await say(ctx, session, { operator: nowak, acts: [{ do: "withdrawn", about: hand, reason: "It was not Nowak" }] });
  const { call, state } = await stationNow(ctx, launch, "Training");
  assert.deepEqual([state, call?.stands], ["HOLD", false]);
  assert.match(call?.moved?.what ?? "", /good, now failed; other operators count, or other signatures$/);
});

test("whoever joins the shift voids a GO, seen without a call by anybody within 3 s", async () => {
  const { ctx, launch, owner, session } = await aTrainedLaunch("launch-shifts");
  const nowak = await anOperator(ctx, launch.pilotId);
  await signOff(ctx, session, nowak);
  assert.ok((await openPoll(ctx, launch)).ok);
  assert.ok((await callNow(owner, launch, { station: "Training", call: "go" })).ok);
  const watch = readinessWatch(ctx);
  const joined = await anOperator(ctx, launch.pilotId, { name: "New here" });
  await book(ctx, session, [joined]);
  const since = performance.now();
  const voided = async () => (await stationNow(ctx, launch, "Training")).call?.moved !== null;
  const beats = setInterval(() => watch.tick(), 100);
  while (!(await voided())) assert.ok(performance.now() - since < 3_000, "a call void within 3 s");
  clearInterval(beats);
  await watch.stop();
  assert.equal((await stationNow(ctx, launch, "Training")).call?.stands, false);
});

test("judged at the window's beginning: what runs out before it does not count", async () => {
  const { ctx, launch, standing, session } = await aTrainedLaunch("everybody", 3);
  await signOff(ctx, session, await anOperator(ctx, launch.pilotId, { name: "Nowak" }));
  assert.match((await standing())?.sentence ?? "", /^1 of 1 operators is not signed: Nowak \(M3\)/);
  await ctx.db
    .update(pilots)
    .set({ windowFrom: null, windowTo: null, version: 2 })
    .where(eq(pilots.id, launch.pilotId));
  assert.equal((await standing())?.kind, "good");
});
