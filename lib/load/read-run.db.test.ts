import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { saveCheck } from "#lib/pilots/store-checks.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { pointFold } from "./core/chart-point.ts";
import { addFrame, emptyTotals, type Totals } from "./core/fold.ts";
import type { Frame } from "./core/frame.ts";
import { judgeRun } from "./core/judge-run.ts";
import { summarise } from "./core/summarise.ts";
import { endRun } from "./end-run.ts";
import { type LiveRuns, liveRuns } from "./live-runs.ts";
import { readRun } from "./read-run.ts";
import { readRunCounts } from "./read-run-counts.ts";
import { readRunPlan } from "./read-run-plan.ts";
import { readEverySecond, readRunSeconds } from "./read-run-seconds.ts";
import { readRuns } from "./read-runs.ts";
import { readScenarios } from "./read-scenarios.ts";
import { insertExample, type RunWithScenario } from "./store.ts";
import { insertSecond } from "./store-seconds.ts";
import { aFrame } from "./testing/a-frame.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, type Place, runAt } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
let live: LiveRuns;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  live = liveRuns(ctx.db);
});
after(() => database.close());

/** More seconds than are read at once, with a gap, quiet ones, and failures. */
const frames: Frame[] = Array.from({ length: 260 }, (_, second) => second)
  .filter((second) => second < 130 || second > 133)
  .map((second) => aFrame(second, { ok: second % 9 === 0 ? 0 : 5 + (second % 13), failed: second % 7 === 0 ? 2 : 0 }));

/** What an independent fold of the frames says. */
function folded(run: RunWithScenario, of: readonly Frame[] = frames) {
  const plan = readRunPlan(run);
  const totals = of.reduce<Totals>(addFrame, emptyTotals(plan));
  const fold = pointFold(0);
  const ended = { outcome: "completed" as const, sentence: "done" };
  return {
    summary: asJson(summarise(plan, totals)),
    wouldBe: asJson(judgeRun({ plan, totals, ending: { outcome: "running" } })),
    verdict: asJson(judgeRun({ plan, totals, ending: ended })),
    points: asJson(of.map((frame) => fold.push(frame))),
  };
}

/** As it reaches a browser. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

async function store(run: RunWithScenario, of: readonly Frame[]): Promise<void> {
  for (const frame of of) await insertSecond(ctx.db, run, frame);
}

async function viewOf({ pilot }: Place, number: number, from: LiveRuns = live) {
  const found = await readRun(ctx, { pilot, number, live: from });
  assert.ok(found.ok);
  return asJson(found.run);
}

async function pointsOf({ pilot }: Place, number: number, from = 0) {
  const found = await readRunSeconds(ctx, { pilot, number, from });
  assert.ok(found.ok);
  return asJson({ points: found.points, next: found.next });
}

test("a run's figures, live and at its end, are those of its frames to the digit", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  await store(run, frames);
  const expected = folded(run);
  const going = await viewOf(place, run.number);
  assert.deepEqual([going.summary, going.verdict], [expected.summary, expected.wouldBe]);
  await endRun(ctx, { run, outcome: "completed", sentence: "done", runnerId, abandoned: null });
  const ended = await viewOf(place, run.number);
  assert.deepEqual([ended.summary, ended.verdict], [expected.summary, expected.verdict]);
  assert.deepEqual(await pointsOf(place, run.number), { points: expected.points, next: 260 });
  const list = await readRuns(ctx, { pilot: place.pilot, live });
  assert.ok(list.ok);
  const { latencyMsP99, errorRatio, deliveredRatio } = expected.summary;
  const [row] = list.runs;
  assert.deepEqual(
    [row?.latencyMsP99, row?.errorRatio, row?.deliveredRatio, asJson(row?.verdict)],
    [
      latencyMsP99,
      errorRatio,
      deliveredRatio,
      { ...expected.verdict, criteria: expected.verdict.criteria.slice(0, 1) },
    ],
  );
});

test("seconds are the same from whichever one is asked", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  await store(run, frames);
  const { points } = folded(run);
  for (const from of [1, 119, 121, 132, 135, 259, 260, 500]) {
    const wanted = points.filter(({ second }) => second >= from);
    assert.deepEqual(await pointsOf(place, run.number, from), { points: wanted, next: Math.max(260, from) }, `${from}`);
  }
});

test("one answer covers half an hour of seconds at most, and says where to go on", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  const far = [0, 1, 1_799, 1_800, 2_500, 9_000];
  await store(
    run,
    far.map((second) => aFrame(second)),
  );
  const cases: [from: number, to: number | undefined, seconds: number[], next: number, more: boolean][] = [
    [0, undefined, [0, 1, 1_799], 1_800, true],
    [1, 1_799, [1, 1_799], 1_800, false],
    [1, 1_800, [1, 1_799, 1_800], 1_801, false],
    [1_800, undefined, [1_800, 2_500], 3_600, true],
    [3_600, undefined, [], 5_400, true],
    [7_200, undefined, [], 9_000, true],
    [9_000, undefined, [9_000], 9_001, false],
    [9_001, undefined, [], 9_001, false],
  ];
  for (const [from, to, seconds, next, more] of cases) {
    const asked = await readRunSeconds(ctx, { pilot: place.pilot, number: run.number, from, to });
    assert.ok(asked.ok);
    assert.deepEqual(
      [asked.points.map(({ second }) => second), asked.next, asked.more],
      [seconds, next, more],
      `${from}`,
    );
  }
  const every = await readEverySecond(ctx, { pilot: place.pilot, number: run.number });
  assert.deepEqual(
    every.map(({ second }) => second),
    far,
  );
});

test("screens that watch a run from different moments on see the same, second by second", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  const early = liveRuns(ctx.db);
  const { points } = folded(run);
  for (const [at, frame] of frames.slice(0, 140).entries()) {
    await store(run, [frame]);
    const sample = await early.sampleOf(run.id, frame.second);
    assert.deepEqual(asJson(sample?.point), points[at]);
  }
  const [first, late] = [await early.sampleOf(run.id, 1_000), await liveRuns(ctx.db).sampleOf(run.id, 1_000)];
  assert.deepEqual(first, late);
  assert.deepEqual(asJson(late?.summary), folded(run, frames.slice(0, 140)).summary);
});

test("many who ask at once are told of one fold, each second read once", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  await store(run, frames.slice(0, 50));
  const shared = liveRuns(ctx.db);
  const samples = await Promise.all(Array.from({ length: 20 }, (_, i) => shared.sampleOf(run.id, i * 5)));
  const last = await shared.sampleOf(run.id, 49);
  assert.equal(last?.point.second, 49);
  assert.deepEqual(asJson(last?.summary), folded(run, frames.slice(0, 50)).summary);
  for (const [i, sample] of samples.entries()) assert.ok((sample?.point.second ?? -1) >= Math.min(49, i * 5));
});

test("a run that nobody has asked for lately is forgotten, and folded anew the same", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  await store(run, frames.slice(0, 3));
  let reads = 0;
  const counting = new Proxy(ctx.db, {
    get: (target, name) => {
      if (name === "select") reads++;
      return Reflect.get(target, name, target);
    },
  });
  const few = liveRuns(counting);
  const before = await few.sampleOf(run.id, 2);
  const others = await Promise.all(Array.from({ length: 19 }, () => aQueuedRun(ctx, place)));
  for (const { id } of others) await few.sampleOf(id, 2);
  reads = 0;
  assert.equal(await few.sampleOf(run.id, 2), before);
  assert.equal(reads, 0, "it was asked for a moment ago");
  await few.sampleOf((await aQueuedRun(ctx, place)).id, 2);
  reads = 0;
  assert.equal(await few.sampleOf(run.id, 2), before);
  assert.equal(reads, 0, "another was asked for least lately");
  const more = await Promise.all(Array.from({ length: 20 }, () => aQueuedRun(ctx, place)));
  for (const { id } of more) await few.sampleOf(id, 2);
  assert.deepEqual(await few.sampleOf(run.id, 2), before);
  assert.ok(reads > 20);
});

test("a run that is not there has nothing to show, and is asked for again", async () => {
  assert.equal(await live.sampleOf("00000000-0000-7000-8000-000000000000", 1), null);
});

test("a queued run: no figures, and what it waits for", async () => {
  const place = await aPlace(ctx);
  await aHeldRun(ctx, place, aRunner());
  const waiting = await aQueuedRun(ctx, place);
  const view = await viewOf(place, waiting.number);
  assert.deepEqual([view.state, view.summary.lastSecond, view.verdict.kind], ["queued", null, "inconclusive"]);
  assert.match(view.waitsFor ?? "", /^Run 1 is loading the same target/);
  const alone = await aPlace(ctx);
  const free = await aQueuedRun(ctx, alone);
  assert.equal((await viewOf(alone, free.number)).waitsFor, "It waits for a free runner.");
});

test("a queued run behind one of another name at the same address says so, as far as the keeper has looked", async () => {
  const port = 39_001;
  const [busy, other] = [
    await aPlace(ctx, { baseUrl: `http://127.0.0.1:${port}` }),
    await aPlace(ctx, { baseUrl: `http://localhost:${port}` }),
  ];
  await aHeldRun(ctx, busy, aRunner());
  const { number, systemId, baseUrl } = await aQueuedRun(ctx, other);
  assert.equal((await viewOf(other, number)).waitsFor, "It waits for a free runner.");
  const seen = { answers: true, addresses: ["127.0.0.1"], latencyMs: 1, why: null };
  const check = { systemId, baseUrl, at: new Date(), seen };
  await saveCheck(ctx.db, { ...check, baseUrl: "http://elsewhere.test" });
  assert.equal((await viewOf(other, number)).waitsFor, "It waits for a free runner.");
  await saveCheck(ctx.db, check);
  assert.match((await viewOf(other, number)).waitsFor ?? "", /is loading the same target/);
});

test("a queued run behind one whose runner vanished says so", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const run = await aHeldRun(ctx, place, runnerId);
  await endRun(ctx, { run, outcome: "interrupted", sentence: "gone", runnerId, abandoned: run });
  const { number } = await aQueuedRun(ctx, place);
  assert.match((await viewOf(place, number)).waitsFor ?? "", /^Run 1 was interrupted and its runner may still/);
});

test("examples name their step, and an answer with a NUL is kept", async () => {
  const place = await aPlace(ctx);
  const run = await aHeldRun(ctx, place, aRunner());
  const texts = { detail: "d", request: "GET / HTTP/1.1", answer: "a\u0000b" };
  await insertExample(ctx.db, run.id, { second: 3, step: 0, kind: "body", ...texts });
  const { examples } = await viewOf(place, run.number);
  assert.deepEqual(examples, [{ second: 3, step: "page", kind: "body", ...texts, answer: "a\uFFFDb" }]);
});

test("another pilot's runs are not found, nor is what is not there", async () => {
  const place = await aPlace(ctx);
  const other = await aPlace(ctx);
  await aQueuedRun(ctx, place);
  const cases: [what: string, pilot: string, number: number, refusal: string][] = [
    ["no such pilot", "nowhere", 1, "pilot-not-found"],
    ["no such run", place.pilot, 2, "run-not-found"],
    ["another pilot's run", other.pilot, 1, "run-not-found"],
  ];
  for (const [what, pilot, number, refusal] of cases) {
    assert.deepEqual(await readRun(ctx, { pilot, number, live }), { ok: false, refusal }, what);
    assert.deepEqual(await readRunSeconds(ctx, { pilot, number, from: 0 }), { ok: false, refusal }, what);
  }
  const refused = { ok: false, refusal: "pilot-not-found" };
  assert.deepEqual(await readRuns(ctx, { pilot: "nowhere", live }), refused);
  assert.deepEqual(await readRunCounts(ctx, { pilot: "nowhere" }), refused);
  assert.deepEqual(await readScenarios(ctx, { pilot: "nowhere" }), refused);
});

test("the list: newest first, its own pilot's only, open ones counted", async () => {
  const place = await aPlace(ctx);
  const other = await aPlace(ctx);
  const runnerId = aRunner();
  const first = await aHeldRun(ctx, place, runnerId);
  await endRun(ctx, { run: first, outcome: "completed", sentence: "done", runnerId, abandoned: null });
  for (const at of [place, place, other]) await aQueuedRun(ctx, at);
  const list = await readRuns(ctx, { pilot: place.pilot, live });
  assert.ok(list.ok);
  assert.deepEqual(
    list.runs.map(({ number, state, scenarioName, plannedSeconds }) => [number, state, scenarioName, plannedSeconds]),
    [
      [3, "queued", "one page", 3],
      [2, "queued", "one page", 3],
      [1, "ended", "one page", 3],
    ],
  );
  assert.equal(list.total, 3);
  const counts = await readRunCounts(ctx, { pilot: place.pilot });
  assert.ok(counts.ok);
  assert.deepEqual([counts.slug, counts.openRuns], [place.pilot, 2]);
});

test("a pilot's scenarios: the newest version of each, by name, beside the shipped ones", async () => {
  const place = await aPlace(ctx);
  const text = (name: string, path: string) => `name: ${name}\nmix:\n  - get: ${path}\n`;
  for (const scenarioText of [text("b", "/1"), text("a", "/1"), text("b", "/2")])
    await aQueuedRun(ctx, place, runAt(place, { scenarioText }));
  const found = await readScenarios(ctx, { pilot: place.pilot });
  assert.ok(found.ok);
  assert.deepEqual(
    found.scenarios.map(({ name, version, text: of }) => [name, version, of.includes("/2")]),
    [
      ["a", 1, false],
      ["b", 2, true],
    ],
  );
  assert.equal(found.templates.length, 3);
});
