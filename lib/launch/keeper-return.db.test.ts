import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { answerItem } from "#lib/checklist/answer-item.ts";
import { askWaiver } from "#lib/checklist/ask-waiver.ts";
import { changeItem } from "#lib/checklist/change-item.ts";
import type { ItemRule } from "#lib/checklist/core/item.ts";
import { endWaiver } from "#lib/checklist/end-waiver.ts";
import { grantWaiver } from "#lib/checklist/grant-waiver.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { openPoll } from "./open-poll.ts";
import { listStationActs } from "./store-calls.ts";
import { aDoer, aLaunch, anItemOf, callNow, type Doer, type Launch, stationNow } from "./testing/a-launch.ts";
import { readinessWatch } from "./watch-readiness.ts";

/** What moves while no keeper is there is on record once one is back. */

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const attested: ItemRule = { kind: "attested", needsFile: false };
const says = { holds: true, says: "4 of 4 up", files: [], seen: null, ruleVersion: 1 };
const later = (seconds: number) => new Date(Date.now() + seconds * 1_000);

/** A launch of one attested item, whose lead owns the station and whose second lead decides. */
async function anAttested(validForSeconds: number | null = null) {
  const launch = await aLaunch(database.ctx, ["Load"]);
  const item = await anItemOf(database.ctx, launch, { station: "Load", rule: attested, validForSeconds });
  const ada = await aDoer(database.ctx, launch, [["station-owner", "Load"]], ["lead"]);
  const eva = await aDoer(database.ctx, launch, [["decider"]], ["lead"]);
  assert.ok((await openPoll(ada, launch)).ok);
  return { launch, ada, eva, of: { pilot: launch.pilot, item } };
}

async function calledGo(ada: Doer, launch: Launch): Promise<void> {
  const called = await callNow(ada, launch, { station: "Load", call: "go" });
  assert.ok(called.ok, JSON.stringify(called));
}

async function aWaived({ ada, eva, of }: Awaited<ReturnType<typeof anAttested>>): Promise<string> {
  const asked = await askWaiver(ada, { ...of, why: "not in this pilot", scope: "all", until: later(60).toISOString() });
  assert.ok(asked.ok);
  assert.ok((await grantWaiver(eva, { ...of, waiver: asked.id })).ok);
  return asked.id;
}

/** A keeper comes back then, and writes down what it finds. */
async function recordedBy(launch: Launch, at = new Date()): Promise<string[]> {
  const { ctx } = database;
  const watch = readinessWatch({ ...ctx, now: () => at });
  const voided = async () =>
    (await listStationActs(ctx.db, launch.pilotId)).flatMap(({ act }) => (act.do === "voided" ? [act.what] : []));
  watch.tick();
  await waitFor("the keeper's word", async () => (await voided()).length > 0);
  await watch.stop();
  return voided();
}

test("an attested answer that ran out", async () => {
  const { launch, ada, of } = await anAttested(60);
  assert.ok((await answerItem(ada, { ...of, ...says })).ok);
  await calledGo(ada, launch);
  assert.deepEqual(await recordedBy(launch, later(61)), ["1.1 Item of Load: good, now stale"]);
});

test("a waiver that ran out", async () => {
  const made = await anAttested();
  await aWaived(made);
  await calledGo(made.ada, made.launch);
  assert.equal((await stationNow(database.ctx, made.launch, "Load")).state, "WAIVED");
  assert.deepEqual(await recordedBy(made.launch, later(61)), ["1.1 Item of Load: waived, now open"]);
});

test("a waiver that was ended before its time", async () => {
  const made = await anAttested();
  const waiver = await aWaived(made);
  await calledGo(made.ada, made.launch);
  assert.ok((await endWaiver(made.eva, { ...made.of, waiver, why: "it is needed after all" })).ok);
  assert.deepEqual(await recordedBy(made.launch), ["1.1 Item of Load: waived, now open"]);
});

test("a rule that was changed under a good answer", async () => {
  const { launch, ada, of } = await anAttested();
  assert.ok((await answerItem(ada, { ...of, ...says })).ok);
  await calledGo(ada, launch);
  const asks = { title: "Item of Load", asks: "all five up", isKiller: false, needsVerification: false, owner: "" };
  const rest = { station: "Load", validForSeconds: null, rule: { kind: "attested" as const, needsFile: false } };
  assert.ok((await changeItem(ada, { ...of, version: 1, ...asks, ...rest })).ok);
  const [what] = await recordedBy(launch);
  assert.match(what ?? "", /^1\.1 Item of Load: good, now open/);
});
