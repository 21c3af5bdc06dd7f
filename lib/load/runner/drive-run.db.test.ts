import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { runSeconds, runs } from "#drizzle/schema/load.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { claimRun } from "../claim-run.ts";
import type { Criterion } from "../core/criterion.ts";
import { errorsAtMost, percentileAtMost } from "../core/limits.ts";
import { endRun } from "../end-run.ts";
import type { StartRun } from "../input/start-run.ts";
import { stopRun } from "../stop-run.ts";
import { listExamples } from "../store.ts";
import { listLevels } from "../store-levels.ts";
import { aFakeEngine, type FakeEngine } from "../testing/a-fake-engine.ts";
import { aFrame } from "../testing/a-frame.ts";
import { aPlace, aQueuedRun, aRunner, type Place, pageAndSecret, read, verbsAbout } from "../testing/a-run.ts";
import { driveRun } from "./drive-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

type Setting = {
  changes?: Partial<StartRun>;
  secrets?: Record<string, string>;
  engine?: FakeEngine;
  as?: Ctx;
  leave?: AbortController;
};

/** A claimed run on its way. */
async function driven({ changes, secrets = {}, engine = aFakeEngine(), as = ctx, leave }: Setting = {}) {
  const place = await aPlace(ctx);
  const run = await aQueuedRun(ctx, place, changes);
  const runnerId = aRunner();
  const addresses = ["127.0.0.1"];
  await claimRun(ctx, { run, runnerId, addresses });
  const leaving = leave ?? new AbortController();
  let look: (() => void) | null = null;
  const done = driveRun(as, {
    ...{ run, runnerId, addresses, secrets, startEngine: engine.start, leaving: leaving.signal },
    resolve: async () => ({ ok: true, addresses }),
    onWake: (given) => {
      look = given;
    },
  });
  return { place, run, runnerId, engine, leaving, done, wake: () => look?.(), isAwake: () => look !== null };
}

const stateOf = async (id: string) => (await read(ctx, id)).state;
const secondsOf = async (id: string) => {
  const rows = await ctx.db.select().from(runSeconds).where(eq(runSeconds.runId, id));
  return rows.map(({ second }) => second).sort((a, b) => a - b);
};
const stop = ({ pilot }: Place, number: number) => stopRun(ctx, { pilot, number, reason: "enough" });

test("a run goes through its states, and ends when the engine has, with everything stored", async () => {
  const { run, engine, done, isAwake } = await driven();
  const options = await engine.started();
  assert.deepEqual(options.target, { baseUrl: run.baseUrl, addresses: ["127.0.0.1"] });
  assert.equal(await stateOf(run.id), "starting");
  const startedAt = new Date("2026-01-02T03:04:05.678Z");
  options.onPhase("running", startedAt);
  await waitFor("running", async () => (await stateOf(run.id)) === "running");
  for (const second of [0, 1, 2]) options.onFrame(aFrame(second));
  options.onExample({ second: 1, step: 0, kind: "body", detail: "d", request: "r", answer: "a" });
  await waitFor("the frames", async () => (await secondsOf(run.id)).length === 3);
  options.onPhase("finishing", new Date());
  await waitFor("finishing", async () => (await stateOf(run.id)) === "finishing");
  options.onFrame(aFrame(3));
  engine.end();
  await done;
  const ended = await read(ctx, run.id);
  assert.deepEqual(
    [ended.state, ended.outcome, ended.endedSentence],
    ["ended", "completed", "Ran to its planned end."],
  );
  assert.deepEqual([ended.startedAt, ended.runnerId, ended.leaseUntil], [startedAt, null, null]);
  assert.deepEqual([await secondsOf(run.id), ended.summary?.seconds], [[0, 1, 2, 3], 4]);
  assert.equal((await listExamples(ctx.db, run.id)).length, 1);
  assert.deepEqual(await verbsAbout(ctx, run.id), ["run.queued", "run.claimed", "run.started", "run.ended"]);
  assert.equal(isAwake(), false);
});

test("all in one go: phases and seconds are still stored in their order, before the end", async () => {
  const { run, engine, done } = await driven();
  const options = await engine.started();
  options.onPhase("running", new Date());
  options.onFrame(aFrame(0));
  options.onPhase("finishing", new Date());
  engine.end();
  await done;
  const ended = await read(ctx, run.id);
  assert.deepEqual([ended.state, ended.outcome, ended.summary?.seconds], ["ended", "completed", 1]);
  assert.ok(ended.startedAt);
  assert.deepEqual(await verbsAbout(ctx, run.id), ["run.queued", "run.claimed", "run.started", "run.ended"]);
});

test("the run's own limit ends it: failed, with what the limit was", async () => {
  const objectives = { criteria: [], abortWhen: { errorRatio: 0.5, seconds: 2 } };
  const { run, engine, done } = await driven({ changes: { objectives } });
  const options = await engine.started();
  options.onPhase("running", new Date());
  options.onFrame(aFrame(0, { ok: 2, failed: 8 }));
  assert.equal(engine.stops, 0);
  options.onFrame(aFrame(1, { ok: 2, failed: 8 }));
  await done;
  const { outcome, endedSentence, verdict, summary } = await read(ctx, run.id);
  assert.deepEqual([engine.stops, outcome, verdict?.kind, summary?.seconds], [1, "aborted", "fail", 2]);
  assert.match(endedSentence ?? "", /more than 50 % of the requests failed for 2 s/);
});

test("a secret that the scenario names and nobody gives: refused before anything is sent", async () => {
  for (const secrets of [{}, Object.create({ OPERATOR_PASSWORD: "inherited" })]) {
    const { run, engine, done, place } = await driven({ changes: { scenarioText: pageAndSecret }, secrets });
    await done;
    const { state, outcome, endedSentence } = await read(ctx, run.id);
    assert.deepEqual([engine.starts, state, outcome], [0, "ended", "refused"]);
    assert.ok(endedSentence?.includes(`OPERATOR_PASSWORD, which gantry.yaml does not give to ${place.systemName}`));
  }
});

test("how the engine ends is how the run ends", async () => {
  const cases: [what: string, act: (engine: FakeEngine) => void, outcome: string, sentence: RegExp][] = [
    [
      "refused",
      (engine) => engine.end({ kind: "refused", sentence: "Log-in failed." }),
      "refused",
      /^Log-in failed\.$/,
    ],
    ["a thread crashes", (engine) => engine.crash("out of memory"), "interrupted", /gave up: out of memory/],
    ["stopped by itself", (engine) => engine.end({ kind: "stopped", sentence: "Short." }), "stopped", /^Short\.$/],
  ];
  for (const [what, act, outcome, sentence] of cases) {
    const { run, engine, done } = await driven();
    await engine.started();
    act(engine);
    await done;
    const ended = await read(ctx, run.id);
    assert.deepEqual([ended.state, ended.outcome], ["ended", outcome], what);
    assert.match(ended.endedSentence ?? "", sentence, what);
  }
});

test("an engine that cannot even be started: interrupted, and why", async () => {
  const { run, done } = await driven({ engine: aFakeEngine({ refuses: "no threads left" }) });
  await done;
  const { outcome, endedSentence } = await read(ctx, run.id);
  assert.deepEqual([outcome, endedSentence], ["interrupted", "The load generator gave up: no threads left"]);
});

test("a stop that somebody asks for ends it, with who and why, once the runner looks", async () => {
  const { run, engine, done, place, wake } = await driven();
  const options = await engine.started();
  options.onPhase("running", new Date());
  options.onFrame(aFrame(0));
  await stop(place, run.number);
  wake();
  await done;
  const { outcome, endedSentence, verdict } = await read(ctx, run.id);
  assert.deepEqual([engine.stops >= 1, outcome, endedSentence], [true, "stopped", "Stopped by test: enough"]);
  assert.equal(verdict?.reasons[0]?.reason, "stopped-early");
});

test("a stop asked for too late changes nothing: it ran to its end", async () => {
  const { run, engine, done, place } = await driven();
  await engine.started();
  await stop(place, run.number);
  engine.end();
  await done;
  assert.equal((await read(ctx, run.id)).outcome, "completed");
});

/** Three seconds at 10 a second, then three at 20, judged from seven samples on. */
const twoLevels: Partial<StartRun> = {
  profile: {
    ...{ model: "open", maxUsers: 5, startLimitMs: 1_000 },
    stages: [10, 20].map((rate) => ({ from: rate, to: rate, seconds: 3 })),
  },
  objectives: { criteria: [percentileAtMost(0.5, 500)], abortWhen: null },
};
const levelsOf = async (id: string) =>
  (await listLevels(ctx.db, id)).map(({ name, kind, sentences }) => [name, kind, ...sentences]);

const stopped: [when: string, drains: boolean, outcome: string, last: string[]][] = [
  ["while the last answers are awaited: it is whole", true, "completed", ["20/s", "pass"]],
  [
    "within it: it has shown nothing",
    false,
    "stopped",
    ["20/s", "inconclusive", "The run ended within this level, after 3 s of 3 s."],
  ],
];
for (const [when, drains, outcome, last] of stopped)
  test(`the last level of a run that was stopped ${when}`, async () => {
    const { run, engine, done, place, wake } = await driven({ changes: twoLevels, engine: aFakeEngine({ drains }) });
    const options = await engine.started();
    options.onPhase("running", new Date());
    for (const second of [0, 1, 2, 3, 4, 5]) options.onFrame(aFrame(second, { ok: second < 3 ? 10 : 20 }));
    options.onPhase("finishing", new Date());
    await stop(place, run.number);
    wake();
    await done;
    assert.equal((await read(ctx, run.id)).outcome, outcome);
    assert.deepEqual(await levelsOf(run.id), [["10/s", "pass"], last]);
  });

const broken: [what: string, criterion: Criterion, level: string, says: string][] = [
  ["does not hold", { ...errorsAtMost(0.1), judge: "measured" }, "fail", "did not hold"],
  ["cannot be judged", percentileAtMost(0.99, 500), "inconclusive", "could not be judged"],
];
for (const [what, criterion, level, says] of broken)
  test(`a search for the capacity ends at a level that ${what}`, async () => {
    const { profile } = twoLevels;
    assert.ok(profile?.model === "open");
    const objectives = { criteria: [criterion], abortWhen: null };
    const changes = { profile: { ...profile, search: { atLeast: null } }, objectives };
    const { run, engine, done } = await driven({ changes });
    const options = await engine.started();
    options.onPhase("running", new Date());
    for (const second of [0, 1, 2]) options.onFrame(aFrame(second, { ok: 7, failed: 3 }));
    assert.equal(engine.stops, 0);
    options.onFrame(aFrame(3, { ok: 20 }));
    await done;
    const { outcome, endedSentence } = await read(ctx, run.id);
    assert.deepEqual([engine.stops, outcome], [1, "completed"]);
    assert.equal(endedSentence, `The search has ended: 10/s ${says}.`);
    assert.deepEqual(
      (await levelsOf(run.id)).map(([name, kind]) => [name, kind]),
      [["10/s", level]],
    );
  });

test("the lease is renewed for as long as the run goes on", async () => {
  const { run, engine, done } = await driven();
  await engine.started();
  const { leaseUntil } = await read(ctx, run.id);
  await waitFor("a renewal", async () => {
    const now = (await read(ctx, run.id)).leaseUntil;
    return now !== null && leaseUntil !== null && now > leaseUntil;
  });
  engine.end();
  await done;
});

test("a run that was marked in the meantime: sending stops, what came later is stored and judged too", async () => {
  const { run, runnerId, engine, done, wake } = await driven();
  const options = await engine.started();
  options.onPhase("running", new Date());
  options.onFrame(aFrame(0));
  await waitFor("the frame", async () => (await secondsOf(run.id)).length === 1);
  await endRun(ctx, {
    ...{ run, runnerId, outcome: "interrupted", sentence: "The runner went away." },
    abandoned: await read(ctx, run.id),
  });
  options.onFrame(aFrame(1));
  options.onPhase("finishing", new Date());
  wake();
  await done;
  const after = await read(ctx, run.id);
  assert.deepEqual([engine.stops, after.state, after.outcome], [1, "ended", "interrupted"]);
  assert.deepEqual([after.endedSentence, after.summary?.seconds], ["The runner went away.", 2]);
  // It has stopped sending: its target is free.
  assert.equal(after.runnerId, null);
});

test("a run that another runner holds is left alone", async () => {
  const { run, engine, done, wake } = await driven();
  const options = await engine.started();
  await ctx.db.update(runs).set({ runnerId: "elsewhere/2/other" }).where(eq(runs.id, run.id));
  options.onPhase("running", new Date());
  wake();
  await done;
  const after = await read(ctx, run.id);
  assert.deepEqual([after.state, after.runnerId, after.startedAt], ["starting", "elsewhere/2/other", null]);
});

test("a runner that leaves ends its run as interrupted, and leaves the target free", async () => {
  const { run, engine, done, leaving } = await driven();
  const options = await engine.started();
  options.onPhase("running", new Date());
  options.onFrame(aFrame(0));
  leaving.abort();
  await done;
  const { outcome, endedSentence, summary, runnerId } = await read(ctx, run.id);
  assert.deepEqual([outcome, summary?.seconds, runnerId], ["interrupted", 1, null]);
  assert.equal(endedSentence, "Gantry was stopped while the run was going on.");
});

test("a runner that was already leaving: interrupted, not stopped", async () => {
  const leave = new AbortController();
  leave.abort();
  const { run, done } = await driven({ leave });
  await done;
  assert.equal((await read(ctx, run.id)).outcome, "interrupted");
});

test("a database that goes away and comes back: every second is there, and the run completes", async () => {
  const gate = { away: false };
  const { run, engine, done } = await driven({ as: sometimesAway(gate) });
  const options = await engine.started();
  gate.away = true;
  options.onPhase("running", new Date());
  for (const second of [0, 1, 2]) options.onFrame(aFrame(second));
  engine.end();
  assert.equal((await read(ctx, run.id)).state, "starting");
  gate.away = false;
  await done;
  const { outcome, startedAt } = await read(ctx, run.id);
  assert.deepEqual([outcome, startedAt !== null, await secondsOf(run.id)], ["completed", true, [0, 1, 2]]);
});

/** The real database, which answers nothing while it is away. */
function sometimesAway(gate: { away: boolean }): Ctx {
  const through = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (of, name) => {
        if (gate.away) throw new Error("connect ECONNREFUSED");
        const value = Reflect.get(of, name, of);
        return typeof value === "function" ? value.bind(of) : value;
      },
    });
  const db = through(ctx.db);
  return { ...ctx, db, transaction: async (work) => db.transaction(work) };
}
