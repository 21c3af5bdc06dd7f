import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { verifyLog } from "#lib/platform/verify-log.ts";
import { advanceStage } from "./advance-stage.ts";
import { announceBack } from "./announce-back.ts";
import { beginRollout } from "./begin-rollout.ts";
import { callBack } from "./call-back.ts";
import { carryRollout } from "./carry-rollout.ts";
import { closeRollout } from "./close-rollout.ts";
import type { RolloutAct } from "./core/acts.ts";
import { rolloutState } from "./core/state.ts";
import { appendToJournal, dropAside, readJournal, takeAside } from "./edge/back-journal.ts";
import { exportWritten } from "./export-written.ts";
import { holdRollout } from "./hold-rollout.ts";
import { readDrills } from "./read-drills.ts";
import { readRollout } from "./read-rollout.ts";
import { releaseRollout } from "./release-rollout.ts";
import { rollBackHere } from "./roll-back-here.ts";
import { rollBackWithoutDatabase } from "./roll-back-without-database.ts";
import { saveRolloutPlan } from "./save-rollout-plan.ts";
import { sayIn } from "./say-in-rollout.ts";
import { actsOf, findOpenRollout, insertVitals, saveReading, takeRollout } from "./store.ts";
import { insertWritten } from "./store-written.ts";
import { takeJournal } from "./take-journal.ts";
import {
  aLead,
  aPlan,
  aRolloutPilot,
  type MemorySwitch,
  memorySwitch,
  type Rollout,
  tellSwitches,
} from "./testing/a-rollout.ts";

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

async function begun(plan = aPlan): Promise<Rollout & { driver: MemorySwitch }> {
  const made = await aRolloutPilot(ctx, plan);
  tellSwitches([made.pilot]);
  assert.ok((await beginRollout(ada, { ...drill, pilot: made.pilot })).ok);
  return { ...made, driver: memorySwitch() };
}

async function openOf({ pilotId }: Rollout) {
  const rollout = await findOpenRollout(ctx.db, pilotId);
  assert.ok(rollout);
  return rollout;
}

async function stateOf(of: Rollout) {
  const rollout = await openOf(of);
  return rolloutState(await actsOf(ctx.db, rollout.id), rollout.plan.stages);
}

/** As a part of Gantry that is no carrier says it. */
const saidIn = (rollout: string, acts: readonly RolloutAct[]) =>
  sayIn(ctx, { rollout, carrier: null, hears: () => acts });

const reconcile = async () => ({ isGood: true, says: "Not known." });

const never = new AbortController().signal;
const healthyNewOf = (driver: MemorySwitch) => async () => driver.healthy;

/** As the keeper does, until there is nothing more to do. */
async function carried(of: Rollout & { driver: MemorySwitch }, most = 30): Promise<void> {
  for (let turn = 0; turn < most; turn++) {
    const rollout = await findOpenRollout(ctx.db, of.pilotId);
    if (rollout === null) return;
    const { driver } = of;
    const healthyNew = healthyNewOf(driver);
    const one = await carryRollout({ ctx, carrier: "keeper", rollout, driver, healthyNew, reconcile, stop: never });
    if (one !== "done") return;
  }
}

/** Good figures of the new system, from now on. */
async function goodVitals({ pilotId }: Rollout, errorRatio = 0): Promise<void> {
  const at = new Date(Date.now() + 5);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await insertVitals(ctx.db, [{ pilotId, side: "new", at, requests: 500, errorRatio, latencyMsP99: 20 }]);
}

async function goes(of: Rollout & { driver: MemorySwitch }, from: number): Promise<void> {
  const said = await advanceStage(ada, { pilot: of.pilot, from });
  assert.ok(said.ok, JSON.stringify(said));
  await carried(of);
}

test("by stages to everything, each when its gate is good and a person says so; then it is closed", async () => {
  const of = await begun();
  await carried(of);
  assert.deepEqual(of.driver.asked, []);
  of.driver.healthy = 1;
  assert.ok((await advanceStage(ada, { pilot: of.pilot, from: -1 })).ok === false);
  of.driver.healthy = 2;
  await saveHealthy(of, 2);
  await goes(of, -1);
  assert.equal(of.driver.percent, 10);
  const early = await advanceStage(ada, { pilot: of.pilot, from: 0 });
  assert.equal(!early.ok && early.refusal, "stage-not-ready");
  for (const [from, percent] of [
    [0, 50],
    [1, 100],
  ] as const) {
    await goodVitals(of);
    await carried(of);
    await goes(of, from);
    assert.equal(of.driver.percent, percent);
  }
  const stale = await advanceStage(ada, { pilot: of.pilot, from: 1 });
  assert.equal(!stale.ok && stale.refusal, "stage-moved-on");
  await goodVitals(of);
  await carried(of);
  await goes(of, 2);
  assert.equal((await stateOf(of)).phase, "done");
  assert.ok((await closeRollout(ada, { pilot: of.pilot, reason: "a week without trouble" })).ok);
  assert.equal(await findOpenRollout(ctx.db, of.pilotId), null);
  const [report] = (await verifyLog(ctx.db, [])).filter(({ chain }) => chain === of.pilotId);
  assert.equal(report?.broken, null);
});

test("a switch that counts no servers: somebody lets it begin, and the keeper asks the servers itself", async () => {
  const of = await begun();
  const unread = await advanceStage(ada, { pilot: of.pilot, from: -1 });
  assert.equal(!unread.ok && unread.refusal, "stage-not-ready");
  const at = new Date();
  const nothing = { switch: "plant", newPercent: 0, servers: [], raw: "", readAt: at, triedAt: at };
  await saveReading(ctx.db, { pilotId: of.pilotId, ...nothing });
  of.driver.healthy = 1;
  await goes(of, -1);
  assert.deepEqual(of.driver.asked, []);
  of.driver.healthy = 2;
  await carried(of);
  assert.equal(of.driver.percent, 10);
});

test("a switch that only says that it is done: it is read back, not believed, and asked again", async () => {
  const of = await atTen();
  const { apply } = of.driver;
  of.driver.apply = async (change) => {
    const [before, made] = [of.driver.percent, await apply(change)];
    of.driver.percent = before;
    return made;
  };
  assert.ok((await callBack(ada, { pilot: of.pilot, reason: "", decidedInMs: 0, noticedAt: null })).ok);
  await carried(of);
  const verify = (await stateOf(of)).back?.phases.find(({ phase }) => phase === "verify");
  assert.deepEqual([verify?.isGood, verify?.says], [false, "The switch reads back 10 %, not 0 %."]);
  of.driver.apply = apply;
  await carried(of);
  assert.equal(of.driver.percent, 0);
  assert.ok((await announceBack(ada, { pilot: of.pilot, says: "everybody" })).ok);
});

/** What the keeper read of the switch last. */
async function saveHealthy({ pilotId }: Rollout, healthy: number): Promise<void> {
  const servers = [1, 2].map((n) => ({
    name: `n${n}`,
    side: "new" as const,
    weight: 0,
    takes: "nothing" as const,
    healthy: n <= healthy,
    sessions: 0,
  }));
  const at = new Date();
  await saveReading(ctx.db, { pilotId, switch: "plant", newPercent: 0, servers, raw: "", readAt: at, triedAt: at });
}

async function atTen(plan = aPlan) {
  const of = await begun(plan);
  await saveHealthy(of, 2);
  await goes(of, -1);
  assert.equal(of.driver.percent, 10);
  return of;
}

test("a bad gate holds, and one person leads everything back: seven timed parts, the drill on record", async () => {
  const of = await atTen();
  await goodVitals(of, 0.3);
  await carried(of);
  const refused = await advanceStage(ada, { pilot: of.pilot, from: 0 });
  assert.match(String(!refused.ok && refused.details?.says?.["what"]), /30 % of 500 requests failed/);
  const [one, other] = await Promise.all(
    [1, 2].map(() => callBack(ada, { pilot: of.pilot, reason: "errors", decidedInMs: 1, noticedAt: null })),
  );
  assert.deepEqual([one?.ok, other?.ok].sort(), [false, true]);
  await carried(of);
  assert.equal(of.driver.percent, 0);
  const { back } = await stateOf(of);
  assert.deepEqual(
    back?.phases.map(({ phase }) => phase),
    ["detect", "decide", "switch", "verify", "drain", "reconcile"],
  );
  const [detect, decide] = back?.phases ?? [];
  assert.ok(detect && decide && detect.endedAt === decide.startedAt && decide.endedAt - decide.startedAt === 1);
  assert.ok(detect.endedAt > detect.startedAt, "noticed when the gate turned bad");
  assert.ok((await announceBack(ada, { pilot: of.pilot, says: "hall and office" })).ok);
  const [drilled] = await readDrills(ctx.db, of.pilotId);
  assert.deepEqual(
    [drilled?.kind, drilled?.environment, (drilled?.durationSeconds ?? 0) >= 1],
    ["drill", "staging", true],
  );
  const view = await readRollout(ada, { pilot: of.pilot });
  assert.ok(view.ok);
  assert.equal(view.rollout?.stands, "All traffic is back on the legacy system.");
  assert.ok((view.rollout?.backTookMs ?? 0) > 0);
});

test("killed after the switch was asked: it is read, not assumed", async () => {
  const cases = [
    { percent: 10, phase: "holding", says: /it is made/ },
    { percent: 0, phase: "held", says: /0 % is over/ },
    { percent: null, phase: "held", says: /something else/ },
  ] as const;
  for (const { percent, phase, says } of cases) {
    const of = await begun();
    const { id } = await openOf(of);
    const asked = { do: "switching" as const, stage: 0, percent: 10, expected: 0, requestId: "r" };
    assert.ok(await saidIn(id, [{ do: "advanced", from: -1 }, asked]));
    of.driver.percent = percent;
    await carried(of);
    const state = await stateOf(of);
    assert.deepEqual([state.phase, state.percent, of.driver.asked], [phase, percent, []]);
    const found = (await actsOf(ctx.db, id)).find(({ act }) => act.do === "found")?.act;
    assert.match(found?.do === "found" ? found.says : "", says);
  }
});

test("a change that fails is held with its reason; a rollback that fails is tried again until it is there", async () => {
  const of = await begun();
  await saveHealthy(of, 2);
  of.driver.fails = ["TARGET_UNHEALTHY"];
  await goes(of, -1);
  const held = await stateOf(of);
  assert.deepEqual([held.phase, held.percent, held.failed?.error], ["held", 0, "TARGET_UNHEALTHY"]);
  assert.ok((await releaseRollout(ada, { pilot: of.pilot })).ok);
  await goes(of, -1);
  assert.equal(of.driver.percent, 10);
  of.driver.fails = ["UNREACHABLE", "TIMEOUT"];
  assert.ok((await callBack(ada, { pilot: of.pilot, reason: "", decidedInMs: 0, noticedAt: null })).ok);
  for (let turn = 0; turn < 3; turn++) await carried(of);
  assert.deepEqual(of.driver.asked.slice(-3), [0, 0, 0]);
  assert.equal(of.driver.percent, 0);
});

test("who may carry it: one process, until it was not heard of for a while", async () => {
  const of = await begun();
  const { id } = await openOf(of);
  const now = new Date();
  const until = new Date(now.getTime() + 15_000);
  const takes = await Promise.all(["a", "b", "c"].map((carrier) => takeRollout(ctx.db, id, { carrier, now, until })));
  assert.equal(takes.filter(Boolean).length, 1);
  const later = new Date(until.getTime() + 1);
  assert.ok(await takeRollout(ctx.db, id, { carrier: "d", now: later, until: new Date(later.getTime() + 1) }));
});

test("what cannot begin, and what cannot be done", async () => {
  const of = await begun();
  const { pilot } = of;
  const says = (result: { ok: boolean; refusal?: string }) => (result.ok ? "ok" : result.refusal);
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
  const closing = await atTen();
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

test("the rule speaks once and moves nothing", async () => {
  const auto = {
    errorBudgetRatio: 0.005,
    burnRate: 10,
    shortSeconds: 60,
    longSeconds: 300,
    errorsLeast: 20,
    hardStopRatio: 0.5,
  };
  const of = await atTen({ ...aPlan, auto });
  for (let turn = 0; turn < 3; turn++) {
    await goodVitals(of, 0.6);
    await carried(of);
  }
  const said = (await actsOf(ctx.db, (await openOf(of)).id)).filter(({ act }) => act.do === "would-roll-back");
  assert.equal(said.length, 1);
  assert.equal(of.driver.percent, 10);
});

test("a shell leads back by the same way, also while nobody else carries it", async () => {
  const of = await atTen();
  const lines: string[] = [];
  const shell: Ctx = {
    ...ctx,
    actor: { kind: "system", id: "rollback", name: "gantry rollback (op on host)", roles: [] },
  };
  const done = await rollBackHere(shell, {
    pilot: of.pilot,
    reason: "web is down",
    driverOf: () => of.driver,
    reconcile,
    says: (line) => lines.push(line),
    stop: never,
  });
  assert.ok(done.ok);
  assert.equal(of.driver.percent, 0);
  assert.match(lines.join("\n"), /switch: .*\nverify: .*\ndrain: .*\nreconcile: /);
});

test("without a database the switch is moved first; what was done is on record when it is back, once", async () => {
  const of = await atTen();
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-journal-"));
  const by = "gantry rollback (op on host)";
  const keep = (act: Parameters<typeof appendToJournal>[1]["act"]) =>
    appendToJournal(folder, { pilot: of.pilot, at: Date.now(), by, act });
  const back = await rollBackWithoutDatabase({
    driver: of.driver,
    keep,
    says: () => {},
    reason: "database away",
    now: Date.now,
    stop: never,
  });
  assert.ok(back);
  assert.equal(of.driver.percent, 0);
  appendFileSync(path.join(folder, "rollback-journal.jsonl"), '{"id":"cut off by a cra');
  const kept = readJournal(folder);
  assert.equal(kept.length, 8);
  await Promise.all([takeJournal(ctx, folder), takeJournal(ctx, folder)]);
  assert.deepEqual(readJournal(folder), []);
  const acts = await actsOf(ctx.db, (await openOf(of)).id);
  assert.equal(acts.filter((one) => one.by === by).length, kept.length);
  await carried(of);
  assert.ok((await announceBack(ada, { pilot: of.pilot, says: "everybody" })).ok);
});

test("what a rollback still writes while its journal is taken is taken the next time", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-journal-"));
  const entry = { pilot: "p", at: 1, by: "shell" };
  appendToJournal(folder, { ...entry, act: { do: "begun", says: "one" } });
  const first = takeAside(folder);
  appendToJournal(folder, { ...entry, act: { do: "begun", says: "two" } });
  // Whoever had the file open when it was put aside.
  appendFileSync(path.join(folder, "rollback-journal.taken.jsonl"), `${JSON.stringify({ ...first[0], at: 2 })}\n`);
  dropAside(folder, first.length);
  assert.deepEqual(
    takeAside(folder).map(({ at }) => at),
    [1, 2],
  );
  dropAside(folder, 2);
  const second = takeAside(folder);
  assert.deepEqual(
    second.map(({ act }) => act),
    [{ do: "begun", says: "two" }],
  );
  dropAside(folder, second.length);
  assert.deepEqual(readJournal(folder), []);
});

test("the whole reconciliation list is a file: every page of it, and nothing in it is a formula", async () => {
  const of = await begun();
  const { id } = await openOf(of);
  const writtenAt = new Date("2026-11-29T10:00:00Z");
  const list = Array.from({ length: 2_500 }, (_, n) => ({
    ...{ key: `lot-${n}`, legacyKey: null as string | null, what: `lot, "${n}"`, writtenAt },
  }));
  list[0] = { key: "=cmd()", legacyKey: "+1", what: "@sum(1)", writtenAt };
  await insertWritten(ctx.db, { pilotId: of.pilotId, rolloutId: id }, list);
  const made = await exportWritten(ada, { pilot: of.pilot, rollout: 1 });
  assert.ok(made.ok);
  const lines = (await new Response(made.stream).text()).split("\r\n");
  assert.equal(lines[0], "written_at,key,legacy_key,what,state,says,marked_by,marked_at");
  assert.equal(lines[1], "2026-11-29T10:00:00.000Z,'=cmd(),'+1,'@sum(1),open,,,");
  assert.equal(lines[2_500], '2026-11-29T10:00:00.000Z,lot-2499,,"lot, ""2499""",open,,,');
  assert.equal(lines.length, 2_502);
  const other = await exportWritten(ada, { pilot: of.pilot, rollout: 7 });
  assert.equal(!other.ok && other.refusal, "rollout-not-found");
});

test("a switch that went back but could not be kept for its reload is back all the same, and says so", async () => {
  const of = await atTen();
  of.driver.percent = 0;
  of.driver.fails = ["PARTIAL"];
  const { id } = await openOf(of);
  await saidIn(id, [{ do: "switched", percent: 10, requestId: "r", tookMs: 1, raw: "" }]);
  assert.ok((await callBack(ada, { pilot: of.pilot, reason: "", decidedInMs: 0, noticedAt: null })).ok);
  await carried(of);
  const { back } = await stateOf(of);
  const moved = back?.phases.find(({ phase }) => phase === "switch");
  assert.deepEqual([moved?.isGood, /but: It failed/.test(moved?.says ?? "")], [true, true]);
  assert.ok(back?.phases.some(({ phase, isGood }) => phase === "verify" && isGood));
});
