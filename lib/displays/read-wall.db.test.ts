import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { v7 as uuidv7 } from "uuid";
import { users } from "#drizzle/schema/access.ts";
import { runs } from "#drizzle/schema/load.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { openPoll } from "../launch/open-poll.ts";
import { readReadiness } from "../launch/read-readiness.ts";
import { recordChanges } from "../launch/record-changes.ts";
import { insertHold, insertStep, savePlan } from "../launch/store-plan.ts";
import {
  aBeat,
  aDoer,
  aLaunch,
  anItemOf,
  callNow,
  type Launch,
  probeSaw,
  signNow,
} from "../launch/testing/a-launch.ts";
import { type LiveRuns, liveRuns } from "../load/live-runs.ts";
import { readRun } from "../load/read-run.ts";
import { aQueuedRun } from "../load/testing/a-run.ts";
import { framesOf, storedRuns } from "../load/testing/a-stored-run.ts";
import { insertPilot } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Database } from "../platform/database.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/database.ts";
import { announceBack } from "../rollout/announce-back.ts";
import { beginRollout } from "../rollout/begin-rollout.ts";
import { callBack } from "../rollout/call-back.ts";
import type { RolloutAct } from "../rollout/core/acts.ts";
import { sayIn } from "../rollout/say-in-rollout.ts";
import { findOpenRollout, insertVitals, saveReading, savePlan as saveRollout } from "../rollout/store.ts";
import { aLead, aPlan, aRolloutPilot, tellSwitches } from "../rollout/testing/a-rollout.ts";
import type { WallView } from "./core/wall-view.ts";
import { readWall } from "./read-wall.ts";

let database: TestDatabase;
let ctx: Ctx;
let live: LiveRuns;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  live = liveRuns(ctx.db);
});
after(() => database.close());

const minute = 60_000;
const hour = 60 * minute;

async function wallOf(pilotId: string, of: Ctx = ctx): Promise<WallView> {
  const view = await readWall(of, pilotId, () => live);
  assert.ok(view);
  return view;
}

/** The same database, seen at another moment. */
const later = (ms: number): Ctx => ({ ...ctx, now: () => new Date(Date.now() + ms) });

test("no such pilot; and one with nothing in it", async () => {
  assert.equal(await readWall(ctx, uuidv7()), null);
  const id = uuidv7();
  const names = { slug: `p-${id}`, name: "Lagerverwaltung", site: "Werk Osnabrück", timeZone: "Europe/Berlin" };
  await insertPilot(ctx.db, { id, ...names, createdAt: new Date() });
  const { pilot, held, poll, vitals, rollback, next, busy } = await wallOf(id);
  assert.deepEqual(pilot, {
    ...{ name: names.name, site: names.site, timeZone: names.timeZone, practice: false, window: null },
  });
  assert.deepEqual([poll.overall, poll.stations.length, poll.poll, poll.since], ["HOLD", 6, null, null]);
  assert.deepEqual(
    [held, vitals, rollback.is, next, busy],
    [null, null, "none", { steps: [], more: 0, people: [] }, false],
  );
});

async function window(pilotId: string, fromMs: number, toMs: number): Promise<void> {
  const at = (ms: number) => new Date(Date.now() + ms);
  await ctx.db
    .update(pilots)
    .set({ windowFrom: at(fromMs), windowTo: at(toMs) })
    .where(eq(pilots.id, pilotId));
}

async function written(launch: Launch): Promise<void> {
  const readiness = await readReadiness(ctx, launch);
  assert.ok(readiness.ok);
  await ctx.transaction((tx) => recordChanges(tx, ctx, launch.pilotId, readiness));
}

test("a poll: who answered, what keeps it, and a call that falls with its evidence", async () => {
  const launch = await aLaunch(ctx, ["Load", "Operations"]);
  const items = [
    await anItemOf(ctx, launch, { station: "Load" }),
    await anItemOf(ctx, launch, { station: "Operations" }),
  ];
  const owner = await aDoer(ctx, launch, [["station-owner", "Load"], ["station-owner", "Operations"], ["decider"]]);
  const second = await aDoer(ctx, launch, [["decider"]]);
  assert.equal((await wallOf(launch.pilotId)).busy, false);
  assert.ok((await openPoll(ctx, launch)).ok);
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  await written(launch);
  const one = await wallOf(launch.pilotId);
  assert.deepEqual(
    [one.poll.poll?.number, one.poll.poll?.isOpen, one.poll.poll?.answered, one.busy],
    [1, true, 1, true],
  );
  assert.deepEqual([one.poll.overall, one.poll.blocker?.station, one.poll.moreBlockers], ["HOLD", "Operations", 0]);
  assert.equal(one.poll.blocker?.owner, owner.actor.name);
  assert.ok(one.poll.since !== null && one.poll.since <= one.at);
  assert.deepEqual(
    one.poll.stations.map(({ name, state, called, owners }) => [name, state, called?.by ?? null, owners]),
    [
      ["Load", "GO", owner.actor.name, [owner.actor.name]],
      ["Operations", "NOT POLLED", null, [owner.actor.name]],
    ],
  );
  for (const by of [owner, second]) assert.ok((await signNow(by, launch, { decision: "no-go" })).ok);
  await window(launch.pilotId, hour, 2 * hour);
  const decided = await wallOf(launch.pilotId);
  assert.deepEqual([decided.poll.poll?.decision, decided.poll.poll?.isOpen, decided.busy], ["no-go", false, false]);
  await probeSaw(ctx, items[0] ?? "", { outcome: "failed", turn: 2, says: "nothing answers" });
  const fallen = await wallOf(launch.pilotId);
  assert.deepEqual([fallen.poll.poll?.answered, fallen.poll.stations[0]?.called?.stands], [0, false]);
  assert.equal(fallen.poll.stations[0]?.state, "HOLD");
});

test("a silent keeper, a held clock, and what comes next", async () => {
  const launch = await aLaunch(ctx, ["Betriebsleitung"]);
  const { pilotId } = launch;
  await anItemOf(ctx, launch, { station: "Betriebsleitung" });
  const holder = await aDoer(ctx, launch, [["verifier"]]);
  await window(pilotId, -5 * minute, hour);
  const wanted = ["verifier", "decider"].map((duty) => ({ duty, station: "", who: "somebody" }));
  await ctx.transaction(async (tx) => {
    await savePlan(tx, pilotId, { stations: ["Betriebsleitung"], wanted });
    for (let at = 0; at < 10; at++)
      await insertStep(tx, {
        ...{
          id: uuidv7(),
          pilotId,
          part: at < 5 ? "hypercare" : "sequence",
          offsetMinutes: at < 5 ? 100 + at : at - 5,
        },
        ...{ title: `Step ${at}`, owner: "Ada", pointOfNoReturn: at === 7 ? "No way back" : "" },
        ...(at === 5 ? { startedAt: new Date(), startedBy: "Ada" } : {}),
      });
    await insertHold(tx, { id: uuidv7(), pilotId, reason: "the lorry is late", fromAt: new Date(), by: "Ada" });
  });
  const { held, next, busy, keeperSilent } = await wallOf(pilotId);
  assert.deepEqual([held?.reason, busy, keeperSilent], ["the lorry is late", true, false]);
  assert.deepEqual(
    next.steps.map(({ title, state }) => [title, state]),
    [5, 6, 7, 8, 9, 0, 1, 2].map((at) => [`Step ${at}`, at === 5 ? "under way" : "open"]),
  );
  assert.deepEqual([next.more, next.steps[2]?.pointOfNoReturn], [2, "No way back"]);
  const behind = next.steps[0]?.behindMs ?? 0;
  assert.ok(behind >= 5 * minute && behind < 6 * minute, `${behind} ms behind`);
  assert.deepEqual(next.people, [
    { duty: "verifier", station: "", held: [holder.actor.name] },
    { duty: "decider", station: "", held: [] },
  ]);
  await aBeat(ctx, new Date(Date.now() - hour));
  const silent = await wallOf(pilotId);
  assert.deepEqual([silent.keeperSilent, silent.poll.overall], [true, "STALE"]);
  await aBeat(ctx);
});

test("the newest run that goes on or has just ended, with the points and verdict of its page", async () => {
  const stored = storedRuns(ctx);
  const run = await stored.aRunOf(framesOf(0, 130));
  const { pilotId } = run.place;
  await aQueuedRun(ctx, run.place);
  const startedAt = new Date(Date.now() - 130_000);
  await ctx.db.update(runs).set({ state: "running", startedAt }).where(eq(runs.id, run.id));
  const going = (await wallOf(pilotId)).vitals;
  assert.ok(going?.kind === "run");
  assert.deepEqual([going.number, going.scenario, going.endedAt], [1, "one page", null]);
  assert.deepEqual(going.limits, { latencyMsP99: 500, errorRatio: 0.001 });
  const page = await readRun(ctx, { pilot: run.place.pilot, number: 1, live });
  assert.ok(page.ok);
  assert.equal(page.run.verdict.kind, "fail");
  assert.match(going.verdict, /^would FAIL$/);
  const points = await stored.pointsOf(run);
  const begin = startedAt.getTime();
  const expected = points.map(({ second, latencyMsP50, latencyMsP99 }) => [
    ...[begin + (second + 1) * 1_000, latencyMsP50, latencyMsP99],
  ]);
  const shown = (of: typeof going) =>
    of.points.map(({ at, latencyMsP50, latencyMsP99 }) => [at, latencyMsP50, latencyMsP99]);
  assert.deepEqual(shown(going), expected);
  await stored.store(run, framesOf(130, 133));
  const grown = (await wallOf(pilotId)).vitals;
  assert.ok(grown?.kind === "run");
  assert.equal(grown.points.length, 133, "seconds that came at once");
  await stored.store(run, framesOf(133, 134));
  const next = (await wallOf(pilotId)).vitals;
  assert.ok(next?.kind === "run");
  assert.equal(next.points.length, 134, "the next second");
  await stored.store(run, framesOf(134, 740));
  const long = (await wallOf(pilotId)).vitals;
  assert.ok(long?.kind === "run");
  const every = await stored.pointsOf(run);
  assert.deepEqual(
    shown(long).map(([at]) => at),
    every.slice(-600).map(({ second }) => begin + (second + 1) * 1_000),
  );
  assert.deepEqual(shown(long).at(-1)?.slice(1), [every.at(-1)?.latencyMsP50, every.at(-1)?.latencyMsP99]);
  await run.end();
  const ended = (await wallOf(pilotId)).vitals;
  assert.ok(ended?.kind === "run");
  assert.deepEqual([ended.verdict, ended.points, ended.endedAt !== null], ["FAIL", long.points, true]);
  assert.notEqual(ended.sentence, "");
  const smoke = await aQueuedRun(ctx, run.place, { kind: "smoke", passes: 1 });
  await ctx.db.update(runs).set({ state: "running", startedAt: new Date() }).where(eq(runs.id, smoke.id));
  const beside = (await wallOf(pilotId)).vitals;
  assert.equal(beside?.kind === "run" && beside.number, 1, "a smoke run has no seconds to show");
  await ctx.db
    .update(runs)
    .set({ endedAt: new Date(Date.now() - 61 * minute) })
    .where(eq(runs.id, run.id));
  assert.equal((await wallOf(pilotId)).vitals, null);
});

const drill = { kind: "drill" as const, version: 1, says: "", isDecided: false };
const tenOver: RolloutAct[] = [
  { do: "advanced", from: -1 },
  { do: "switching", stage: 0, percent: 10, expected: 0, requestId: "r" },
  { do: "switched", percent: 10, requestId: "r", tookMs: 3, raw: "" },
];

async function say(pilotId: string, acts: RolloutAct[]): Promise<void> {
  const open = await findOpenRollout(ctx.db, pilotId);
  assert.ok(open && (await sayIn(ctx, { rollout: open.id, carrier: null, hears: () => acts })));
}

const nothingOver: RolloutAct = { do: "switched", percent: 0, requestId: "r0", tookMs: 5, raw: "" };
const done = (phase: "switch" | "verify" | "drain" | "reconcile", at: number): RolloutAct => ({
  ...{ do: "back-phase", phase, startedAt: at, endedAt: at + 1_000, isGood: true, says: "" },
});

/** A drill from its first stage to the end of the way back. */
async function drilled(
  { pilot, pilotId }: { pilot: string; pilotId: string },
  lead: Ctx,
  change: { kind?: "cut-over"; isDecided?: boolean } = {},
): Promise<void> {
  assert.ok((await beginRollout(lead, { ...drill, pilot, ...change })).ok);
  await say(pilotId, tenOver);
  assert.ok((await callBack(lead, { pilot, reason: "", decidedInMs: 1, noticedAt: null })).ok);
  const at = Date.now();
  await say(pilotId, [nothingOver, done("switch", at), done("verify", at + 1_000), done("drain", at + 2_000)]);
  await say(pilotId, [done("reconcile", at + 3_000)]);
  assert.ok((await announceBack(lead, { pilot, says: "everybody" })).ok);
}

test("a rollout: both systems from its first stage on, the way back, and the drill before it", async () => {
  const of = await aRolloutPilot(ctx);
  const { pilot, pilotId } = of;
  const lead = await aLead(ctx);
  assert.equal((await wallOf(pilotId)).rollback.is, "none", "its switch is not configured");
  tellSwitches([pilot]);
  assert.deepEqual(pick(await wallOf(pilotId)), ["armed", null, null, false]);
  await drilled(of, lead);
  const rehearsed = await wallOf(pilotId);
  assert.deepEqual(pick(rehearsed), ["armed", null, null, false]);
  assert.deepEqual([rehearsed.rollback.rehearsal?.drill, rehearsed.rollback.phases[2]?.rehearsedMs], [true, 1_000]);
  assert.ok((await beginRollout(lead, { ...drill, pilot })).ok);
  assert.deepEqual(pick(await wallOf(pilotId)), ["armed", 2, null, true]);
  await say(pilotId, tenOver);
  const at = new Date();
  const vitals = { pilotId, at, requests: 9, errorRatio: 0, latencyMsP99: 20 };
  await insertVitals(ctx.db, [
    { ...vitals, side: "new" },
    { ...vitals, side: "legacy", requests: null, errorRatio: null, latencyMsP99: null, why: "No answer." },
  ]);
  const reading = { pilotId, switch: "plant", servers: [], raw: "", readAt: at, triedAt: at };
  await saveReading(ctx.db, { ...reading, newPercent: 10 });
  const over = await wallOf(pilotId);
  assert.deepEqual(pick(over), ["armed", 2, "rollout", true]);
  assert.ok(over.vitals?.kind === "rollout");
  assert.deepEqual([over.vitals.newPercent, over.vitals.limits.errorRatio, over.vitals.gate], [10, 0.01, null]);
  assert.deepEqual([over.vitals.new.samples.length, over.vitals.legacy.why], [1, "No answer."]);
  assert.deepEqual((await wallOf(pilotId, later(11_000))).rollback.newPercent, null, "read too long ago");
  assert.ok((await callBack(lead, { pilot, reason: "errors", decidedInMs: 1, noticedAt: null })).ok);
  const running = await wallOf(pilotId);
  assert.deepEqual(pick(running), ["running", 2, "rollout", true]);
  assert.deepEqual([running.rollback.by, running.rollback.reason], [lead.actor.name, "errors"]);
  assert.ok(running.rollback.phases[2]?.startedAt, "the switch is being moved");
  const now = Date.now();
  await say(pilotId, [nothingOver, done("switch", now), done("verify", now + 1_000)]);
  const back = await wallOf(pilotId);
  assert.deepEqual([...pick(back), back.rollback.stoppedAt], ["back", 2, "rollout", true, now + 2_000]);
});

const pick = ({ rollback, vitals, busy }: WallView) => [rollback.is, rollback.number, vitals?.kind ?? null, busy];

test("a drill on practice systems is a rehearsal in the practice pilot only; one that was meant stays for a day", async () => {
  const lead = await aLead(ctx);
  const practised = await aRolloutPilot(ctx, aPlan, true);
  tellSwitches([practised.pilot], "practice");
  await drilled(practised, lead);
  assert.notEqual((await wallOf(practised.pilotId)).rollback.rehearsal, null);
  await ctx.db.update(pilots).set({ practice: false }).where(eq(pilots.id, practised.pilotId));
  assert.equal((await wallOf(practised.pilotId)).rollback.rehearsal, null);
  const of = await aRolloutPilot(ctx);
  tellSwitches([of.pilot]);
  await drilled(of, lead, { kind: "cut-over", isDecided: true });
  const back = await wallOf(of.pilotId);
  assert.deepEqual([back.rollback.is, back.rollback.rehearsal, back.busy], ["back", null, false]);
  const next = await wallOf(of.pilotId, later(25 * hour));
  assert.deepEqual([next.rollback.is, next.rollback.rehearsal?.drill], ["armed", false]);
});

test("leads and admins by name, six at most; nobody who is disabled", async () => {
  const { pilotId } = await aRolloutPilot(ctx);
  const people = ["Zoë", "Ayşe", "Bärbel", "Čeněk", "Dörte", "Emre", "Frauke", "Gül"].map((name, at) => ({
    ...{
      id: uuidv7(),
      email: `${uuidv7()}@plant.example`,
      name: `0 ${name}`,
      passwordHash: "x",
      createdAt: new Date(),
    },
    roles: [at === 0 ? ("viewer" as const) : at % 2 === 0 ? ("lead" as const) : ("admin" as const)],
    disabledAt: at === 2 ? new Date() : null,
  }));
  await ctx.db.insert(users).values(people);
  const shown = (await wallOf(pilotId)).rollback.people;
  assert.equal(shown.length, 6);
  assert.deepEqual([shown[0], shown.includes("0 Zoë"), shown.includes("0 Bärbel")], ["0 Ayşe", false, false]);
});

/** One view takes no more statements than this, whatever a pilot has; the first one of a run takes more, once. */
const statementsMost = 28;
const firstOfRunMost = 34;

test("a view takes few statements, however much there is", async () => {
  const launch = await aLaunch(
    ctx,
    Array.from({ length: 30 }, (_, at) => `Station ${at}`),
  );
  const { pilot, pilotId } = launch;
  const lead = await aDoer(ctx, launch, [["station-owner", "Station 1"]], ["lead"]);
  for (let at = 0; at < 30; at++) await anItemOf(ctx, launch, { station: `Station ${at}` });
  await ctx.transaction((tx) => saveRollout(tx, pilotId, aPlan));
  tellSwitches([pilot]);
  for (let times = 0; times < 3; times++) await drilled(launch, lead);
  assert.ok((await openPoll(ctx, launch)).ok);
  assert.ok((await callNow(lead, launch, { station: "Station 1", call: "go" })).ok);
  const { statementsOf } = counting();
  const counts: [what: string, n: number, most: number][] = [];
  const looks = async (what: string, of: string, most = statementsMost) =>
    counts.push([what, await statementsOf(of), most]);
  await looks("after drills, in a poll", pilotId);
  assert.ok((await beginRollout(lead, { ...drill, pilot })).ok);
  await say(pilotId, tenOver);
  await looks("in a rollout", pilotId);
  const stored = storedRuns(ctx);
  const run = await stored.aRunOf(framesOf(0, 20));
  await looks("a run for the first time", run.place.pilotId, firstOfRunMost);
  await looks("the same second of it again", run.place.pilotId);
  await stored.store(run, framesOf(20, 21));
  await looks("the next second of it", run.place.pilotId);
  for (const [what, n, most] of counts) assert.ok(n > 10 && n <= most, `${what}: ${n} statements`);
});

/** The same database through a driver that counts. */
function counting() {
  let statements = 0;
  const logger = { logQuery: () => void statements++ };
  const db = drizzle(database.connection.sql, { casing: "snake_case", logger }) as unknown as Database;
  const counted = liveRuns(db);
  const statementsOf = async (pilotId: string) => {
    statements = 0;
    assert.ok(await readWall({ ...ctx, db }, pilotId, () => counted));
    return statements;
  };
  return { statementsOf };
}
