import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { checklistItems } from "#drizzle/schema/checklist.ts";
import { runs } from "#drizzle/schema/load.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { ItemRule } from "#lib/checklist/core/item.ts";
import { startRun } from "#lib/load/start-run.ts";
import { aPlace, runAt } from "#lib/load/testing/a-run.ts";
import { openPilot } from "#lib/pilots/read-open-pilot.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { callStation } from "./call-station.ts";
import { CallStation } from "./input/calls.ts";
import { liftCall } from "./lift-call.ts";
import { openPoll } from "./open-poll.ts";
import { readReadinessHistory } from "./read-readiness-history.ts";
import { settleCalls } from "./settle-calls.ts";
import { listStationActs } from "./store-calls.ts";
import { aBeat, aDoer, aLaunch, anItemOf, callNow, type Launch, probeSaw, stationNow } from "./testing/a-launch.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const refusalOf = (result: { ok: boolean; refusal?: string }) => (result.ok ? null : result.refusal);

async function settle({ pilot }: Launch, now?: () => Date): Promise<void> {
  const ctx = now === undefined ? database.ctx : { ...database.ctx, now };
  await ctx.transaction(async (tx) => {
    const found = await openPilot(tx, pilot);
    assert.ok(found.ok);
    await settleCalls(tx, ctx, found.pilot);
  });
}

const verbs = async ({ pilotId }: Launch) => {
  const rows = await database.ctx.db
    .select()
    .from(events)
    .where(eq(events.chain, pilotId))
    .orderBy(asc(events.sequence));
  return rows.map(({ verb }) => verb).filter((verb) => !verb.endsWith(".changed"));
};

/** A launch whose station Load has one good probe, an owner, and an open poll. */
async function aPolledLaunch(change: { validForSeconds?: number } = {}) {
  const { ctx } = database;
  const launch = await aLaunch(ctx, ["Load"]);
  const item = await anItemOf(ctx, launch, { station: "Load", ...change });
  const owner = await aDoer(ctx, launch, [["station-owner", "Load"]]);
  assert.ok((await openPoll(ctx, launch)).ok);
  return { launch, item, owner };
}

test("who may call what, and when: every refusal", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx, ["Load", "Empty"]);
  const item = await anItemOf(ctx, launch, { station: "Load" });
  const owner = await aDoer(ctx, launch, [
    ["station-owner", "Load"],
    ["station-owner", "Empty"],
  ]);
  const other = await aDoer(ctx, launch, [["station-owner", "Shadow"], ["decider"]]);
  const load = (call: "go" | "abstain" | "no-go" | "hold") => ({ station: "Load", call });
  assert.equal(refusalOf(await callNow(owner, launch, load("go"))), "poll-not-open");
  assert.equal(refusalOf(await callNow(owner, launch, load("abstain"))), "poll-not-open");
  assert.ok((await openPoll(ctx, launch)).ok);
  assert.equal(refusalOf(await callNow(other, launch, load("go"))), "needs-station-owner");
  assert.equal(refusalOf(await callNow(owner, launch, { station: "Empty", call: "go" })), "station-not-ready");
  const nowhere = CallStation.parse({ call: "go", station: "Nowhere", seen: "0".repeat(64) });
  assert.equal(refusalOf(await callStation(owner, { pilot: launch.pilot, ...nowhere })), "station-not-found");
  assert.equal(refusalOf(await callStation(owner, { pilot: "nobody", ...nowhere })), "pilot-not-found");
  const { fingerprint: seen } = await stationNow(ctx, launch, "Load");
  await probeSaw(ctx, item, { outcome: "failed", turn: 2 });
  const stale = CallStation.parse({ call: "go", station: "Load", seen });
  assert.equal(refusalOf(await callStation(owner, { pilot: launch.pilot, ...stale })), "evidence-moved");
  assert.equal(refusalOf(await callNow(owner, launch, load("go"))), "station-not-ready");
  await probeSaw(ctx, item, { outcome: "good", turn: 3 });
  assert.ok((await callNow(owner, launch, load("hold"))).ok);
  assert.equal(refusalOf(await callNow(owner, launch, load("go"))), "call-to-lift");
  assert.ok((await callNow(owner, launch, load("no-go"))).ok, "a HOLD may become a NO-GO");
  assert.equal(refusalOf(await callNow(owner, launch, load("hold"))), "call-to-lift");
  await ctx.db.update(pilots).set({ archivedAt: new Date() }).where(eq(pilots.id, launch.pilotId));
  assert.equal(refusalOf(await callNow(owner, launch, load("no-go"))), "pilot-archived");
});

test("what a call must say is asked at the door", () => {
  const seen = "0".repeat(64);
  const fits = (call: object) => CallStation.safeParse({ station: "Load", seen, ...call }).success;
  const condition = { what: "watch the queue", owner: "Ada", by: "noon" };
  assert.ok(fits({ call: "go" }) && fits({ call: "abstain" }));
  assert.ok(fits({ call: "go-with-conditions", conditions: [condition] }));
  assert.ok(fits({ call: "hold", reason: "the queue grows" }));
  for (const wrong of [
    { call: "go-with-conditions" },
    { call: "go-with-conditions", conditions: [] },
    ...[{ call: "hold" }, { call: "no-go" }, { call: "no-go", reason: " " }, { call: "maybe" }],
    { call: "go", conditions: [condition] },
  ])
    assert.ok(!fits(wrong), JSON.stringify(wrong));
});

test("a GO stays while its probe passes again, and falls when it was bad, with what changed", async () => {
  const { launch, item, owner } = await aPolledLaunch();
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await probeSaw(database.ctx, item, { outcome: "good", turn: 1, says: "port 5432 answers in 3 ms" });
  await settle(launch);
  assert.equal((await stationNow(owner, launch, "Load")).state, "GO");
  await probeSaw(database.ctx, item, { outcome: "failed", turn: 2, says: "connection refused" });
  await settle(launch);
  await settle(launch);
  const fell = await stationNow(owner, launch, "Load");
  assert.equal(fell.state, "HOLD");
  assert.equal(fell.call?.moved?.what, "1.1 Item of Load: good, now failed");
  assert.match(fell.sentence, /connection refused/);
  // Good again: what was void stays so.
  await probeSaw(database.ctx, item, { outcome: "good", turn: 3 });
  await settle(launch);
  assert.equal((await stationNow(owner, launch, "Load")).state, "NOT POLLED");
  const said = (await listStationActs(database.ctx.db, launch.pilotId)).map(({ act }) => act.do);
  assert.deepEqual(said, ["called", "voided"]);
  const moves = Array.from({ length: 2 }, () => "poll.evidence-moved");
  const [first, second, third, fourth, ...rest] = await verbs(launch);
  assert.deepEqual(
    [first, second, third, fourth, ...rest],
    [...["poll.opened", "station.called", "call.voided"], ...moves],
  );
});

test("a GO whose probe was bad and good again between two looks falls too", async () => {
  const { launch, item, owner } = await aPolledLaunch();
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await probeSaw(database.ctx, item, { outcome: "good", turn: 3 });
  await settle(launch);
  const { call, sentence } = await stationNow(owner, launch, "Load");
  assert.equal(call?.stands, false);
  assert.equal(sentence.includes("it was otherwise in between"), true);
});

test("a changed rule voids a GO; so does an item put on the station or taken from it", async () => {
  const { ctx } = database;
  const rule = await aPolledLaunch();
  assert.ok((await callNow(rule.owner, rule.launch, { station: "Load", call: "go" })).ok);
  await ctx.db.update(checklistItems).set({ ruleVersion: 2 }).where(eq(checklistItems.id, rule.item));
  await settle(rule.launch);
  assert.match((await stationNow(ctx, rule.launch, "Load")).call?.moved?.what ?? "", /good, now open/);
  const { launch, owner, item } = await aPolledLaunch();
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await anItemOf(ctx, launch, { station: "Load", title: "Another" });
  await settle(launch);
  const { call } = await stationNow(ctx, launch, "Load");
  assert.equal(call?.moved?.what, "1.2 Another: was added to the station");
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await ctx.db.update(checklistItems).set({ removedAt: new Date() }).where(eq(checklistItems.id, item));
  await settle(launch);
  const gone = await stationNow(ctx, launch, "Load");
  assert.equal(gone.call?.moved?.what, "Item of Load: was taken from the station");
});

test("evidence that expires voids a GO, and that is on record", async () => {
  const { launch, owner } = await aPolledLaunch({ validForSeconds: 60 });
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await settle(launch, () => new Date(Date.now() + 61_000));
  const [, voided] = await listStationActs(database.ctx.db, launch.pilotId);
  assert.equal(voided?.act.do === "voided" && voided.act.what, "1.1 Item of Load: good, now stale");
  assert.ok((await verbs(launch)).includes("call.voided"));
});

test("a NO-GO stays over other evidence, marked once, until a person lifts it", async () => {
  const { launch, item, owner } = await aPolledLaunch();
  const called = await callNow(owner, launch, { station: "Load", call: "no-go" });
  assert.ok(called.ok);
  for (const turn of [2, 3]) {
    await probeSaw(database.ctx, item, { outcome: turn === 2 ? "failed" : "good", turn });
    await settle(launch);
  }
  const { state, sentence, call } = await stationNow(owner, launch, "Load");
  assert.deepEqual([state, call?.stands], ["NO-GO", true]);
  assert.match(
    sentence,
    /called NO-GO: the queue grows\. Evidence changed since: 1\.1 Item of Load: good, now failed\.$/,
  );
  const acts = await listStationActs(database.ctx.db, launch.pilotId);
  assert.deepEqual(
    acts.map(({ act }) => act.do),
    ["called", "marked"],
  );
  const stranger = await aDoer(database.ctx, launch, [["station-owner", "Operations"]]);
  const lift = { pilot: launch.pilot, call: called.id, why: "it was mended" };
  assert.equal(refusalOf(await liftCall(stranger, lift)), "may-not-lift");
  assert.equal(refusalOf(await liftCall(owner, { ...lift, call: owner.actor.id })), "call-not-standing");
  const decider = await aDoer(database.ctx, launch, [["decider"]]);
  assert.ok((await liftCall(decider, lift)).ok);
  assert.equal(refusalOf(await liftCall(decider, lift)), "call-not-standing");
  assert.equal((await stationNow(owner, launch, "Load")).state, "NOT POLLED");
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  assert.equal((await stationNow(owner, launch, "Load")).state, "GO");
});

test("a silent keeper makes a station with probes STALE while it lasts, refuses a GO and voids none", async () => {
  const { launch, owner } = await aPolledLaunch();
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await aBeat(database.ctx, new Date(Date.now() - 6_000));
  const silent = await stationNow(owner, launch, "Load");
  assert.deepEqual([silent.state, silent.call?.stands, silent.items[0]?.standing.kind], ["STALE", true, "good"]);
  assert.equal(refusalOf(await callNow(owner, launch, { station: "Load", call: "go" })), "station-not-ready");
  await settle(launch);
  await aBeat(database.ctx);
  assert.equal((await stationNow(owner, launch, "Load")).state, "GO");
  assert.ok(!(await verbs(launch)).includes("call.voided"));
});

test("only a run started to count is evidence; the newest one, even while it is running, and it voids a GO", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx, ["Load"]);
  const place = await aPlace(ctx);
  const run = { scenario: "one page", profile: "10/s for 3 s", environment: "test" as const };
  const rule: ItemRule = { kind: "linked", to: { what: "run", name: "Smoke test", run } };
  await anItemOf(
    ctx,
    { ...launch, pilotId: place.pilotId, listId: await aListIn(place.pilotId) },
    { station: "Load", rule },
  );
  const at: Launch = { ...launch, pilot: place.pilot, pilotId: place.pilotId };
  const owner = await aDoer(ctx, at, [["station-owner", "Load"]]);
  const start = async (countsForLaunch: boolean) => {
    const started = await startRun(ctx, { ...runAt(place), countsForLaunch });
    assert.ok(started.ok);
    return started;
  };
  const ended = async (id: string, kind: "pass" | "fail") => {
    const verdict = { kind, reasons: [], criteria: [] };
    await ctx.db
      .update(runs)
      .set({ state: "ended", outcome: "completed", verdict, endedAt: new Date() })
      .where(eq(runs.id, id));
  };
  const standing = async () => (await stationNow(ctx, at, "Load")).items[0]?.standing;
  await ended((await start(false)).id, "pass");
  assert.equal((await standing())?.kind, "open");
  const first = await start(true);
  assert.equal((await standing())?.kind, "running");
  await ended(first.id, "pass");
  assert.equal((await standing())?.evidence, `run ${first.number}`);
  assert.ok((await openPoll(ctx, at)).ok);
  assert.ok((await callNow(owner, at, { station: "Load", call: "go" })).ok);
  await ended((await start(false)).id, "fail");
  await settle(at);
  assert.equal((await stationNow(ctx, at, "Load")).call?.stands, true);
  const newer = await start(true);
  await settle(at);
  const { call, state } = await stationNow(ctx, at, "Load");
  assert.equal(state, "HOLD");
  assert.equal(call?.moved?.what, `1.1 Item of Load: good, now running; a newer run counts: run ${newer.number}`);
});

test("the history says since when a launch is red, and why", async () => {
  const { launch, item, owner } = await aPolledLaunch();
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await probeSaw(database.ctx, item, { outcome: "failed", turn: 2, says: "connection refused" });
  await settle(launch);
  await settle(launch);
  const read = await readReadinessHistory(database.ctx, launch);
  assert.ok(read.ok);
  const load = read.changes.filter(({ station }) => station === "Load").map(({ before, after }) => [before, after]);
  assert.deepEqual(load, [
    ["GO", "HOLD"],
    ["NOT POLLED", "GO"],
    [null, "NOT POLLED"],
  ]);
  const whole = read.changes.filter(({ station }) => station === null);
  assert.deepEqual(
    whole.map(({ after: state }) => state),
    ["HOLD", "GO", "HOLD"],
  );
  assert.match(whole[0]?.sentence ?? "", /^Load: 1\.1 Item of Load: .*connection refused/);
});

test("two settle at once: each thing is written down once", async () => {
  const { launch, item, owner } = await aPolledLaunch();
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await probeSaw(database.ctx, item, { outcome: "failed", turn: 2 });
  await Promise.all([settle(launch), settle(launch), settle(launch)]);
  const acts = await listStationActs(database.ctx.db, launch.pilotId);
  assert.deepEqual(
    acts.map(({ act }) => act.do),
    ["called", "voided"],
  );
});

async function aListIn(pilotId: string): Promise<string> {
  const { checklists } = await import("#drizzle/schema/checklist.ts");
  const [list] = await database.ctx.db
    .insert(checklists)
    .values({ id: pilotId, pilotId, name: "Pre-launch", pausePoint: "pre-launch", position: 1, openedAt: new Date() })
    .returning();
  return list?.id ?? "";
}
