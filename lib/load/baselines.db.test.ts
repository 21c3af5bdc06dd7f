import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { runs } from "#drizzle/schema/load.ts";
import { runBaselines } from "#drizzle/schema/load-lab.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { clearBaseline } from "./clear-baseline.ts";
import { everyRun } from "./core/run-list.ts";
import { liveRuns } from "./live-runs.ts";
import { readBaseline } from "./read-baseline.ts";
import { readRuns } from "./read-runs.ts";
import { readTrend } from "./read-trend.ts";
import { setBaseline } from "./set-baseline.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, type Place, read, verbsAbout } from "./testing/a-run.ts";
import { anEndedRun, minuteOf } from "./testing/an-ended-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const short = { seconds: 2 };
const at = ({ pilot }: Place, { number }: { number: number }) => ({ pilot, number });

async function baselines({ pilotId }: Place): Promise<number[]> {
  const rows = await ctx.db
    .select({ number: runs.number })
    .from(runBaselines)
    .innerJoin(runs, eq(runs.id, runBaselines.runId))
    .where(eq(runBaselines.pilotId, pilotId));
  return rows.map(({ number }) => number).sort((a, b) => a - b);
}

test("a run becomes the baseline of runs of its scenario, load and environment, and of no others", async () => {
  const place = await aPlace(ctx);
  const [first, second] = [await anEndedRun(ctx, place, short), await anEndedRun(ctx, place, short)];
  const longer = await anEndedRun(ctx, place, { seconds: 2, changes: minuteOf(90) });
  const renamed = "name: another\nmix:\n  - name: page\n    get: /\n";
  const another = await anEndedRun(ctx, place, { ...short, changes: { scenarioText: renamed } });

  const made = await setBaseline(ctx, at(place, first));
  assert.ok(made.ok);
  assert.deepEqual([made.baseline.number, made.baseline.setBy, made.replaces], [first.number, "test", null]);
  const said = async (run: typeof first) => {
    const { own, run: baseline } = await readBaseline(ctx.db, run);
    return [own, baseline?.number ?? null];
  };
  assert.deepEqual(await said(first), [true, first.number]);
  assert.deepEqual(await said(second), [false, first.number]);
  assert.deepEqual(await said(longer), [false, null]);
  assert.deepEqual(await said(another), [false, null]);
});

test("another takes its place, the log says whose; the same once more changes nothing; taken back there is none", async () => {
  const place = await aPlace(ctx);
  const [first, second] = [await anEndedRun(ctx, place, short), await anEndedRun(ctx, place, short)];
  await setBaseline(ctx, at(place, first));
  const replaced = await setBaseline(ctx, at(place, second));
  assert.ok(replaced.ok && replaced.replaces === first.number);
  const again = await setBaseline(ctx, at(place, second));
  assert.ok(again.ok);
  assert.deepEqual(again.baseline, replaced.baseline);
  assert.deepEqual(await baselines(place), [second.number]);
  const listed = await readRuns(ctx, { pilot: place.pilot, live: liveRuns(ctx.db), asked: everyRun });
  assert.ok(listed.ok);
  assert.deepEqual(
    listed.runs.map(({ number, isBaseline }) => [number, isBaseline]),
    [
      [second.number, true],
      [first.number, false],
    ],
  );
  const verbs = (await verbsAbout(ctx, second.id)).filter((verb) => verb.startsWith("run.baseline"));
  assert.deepEqual(verbs, ["run.baseline-set"]);
  const [event] = await ctx.db.select().from(events).where(eq(events.verb, "run.baseline-set")).orderBy(events.at);
  assert.equal(event?.subjectKind, "run");

  const refused = await clearBaseline(ctx, at(place, first));
  assert.ok(!refused.ok && refused.refusal === "not-the-baseline");
  assert.ok((await clearBaseline(ctx, at(place, second))).ok);
  assert.deepEqual(await baselines(place), []);
  const twice = await clearBaseline(ctx, at(place, second));
  assert.ok(!twice.ok && twice.refusal === "not-the-baseline");
});

test("two at once: one stands, the other's entry says that it was replaced", async () => {
  const place = await aPlace(ctx);
  const both = [await anEndedRun(ctx, place, short), await anEndedRun(ctx, place, short)];
  const set = await Promise.all(both.map((run) => setBaseline(ctx, at(place, run))));
  const replaced = set.map((one) => (one.ok ? one.replaces : "refused"));
  const winner = both[replaced.findIndex((one) => one !== null)];
  const loser = both.find((run) => run !== winner);
  assert.equal(replaced.filter((one) => one === null).length, 1, "the first found none");
  assert.deepEqual(
    replaced.filter((one) => one !== null),
    [loser?.number],
  );
  assert.deepEqual(await baselines(place), [winner?.number]);
});

test("set and taken back at once: never a baseline that the log does not know of", async () => {
  const place = await aPlace(ctx);
  const run = await anEndedRun(ctx, place, short);
  await setBaseline(ctx, at(place, run));
  await Promise.all([
    clearBaseline(ctx, at(place, run)),
    clearBaseline(ctx, at(place, run)),
    setBaseline(ctx, at(place, run)),
  ]);
  const verbs = (await verbsAbout(ctx, run.id)).filter((verb) => verb.startsWith("run.baseline"));
  const stands =
    verbs.filter((verb) => verb === "run.baseline-set").length -
    verbs.filter((verb) => verb === "run.baseline-cleared").length;
  assert.deepEqual(await baselines(place), stands === 1 ? [run.number] : []);
});

test("what is refused: what is not there, of another pilot, not ended, not whole, no load run, of an archived pilot", async () => {
  const [place, elsewhere] = [await aPlace(ctx), await aPlace(ctx)];
  const done = await anEndedRun(ctx, place, short);
  const stopped = await anEndedRun(ctx, place, { ...short, outcome: "stopped" });
  const interrupted = await anEndedRun(ctx, place, { ...short, outcome: "interrupted" });
  const smoke = await anEndedRun(ctx, place, short);
  await ctx.db.update(runs).set({ kind: "smoke" }).where(eq(runs.id, smoke.id));
  const going = await aHeldRun(ctx, place, aRunner());
  const waiting = await aQueuedRun(ctx, place);
  const cases: [name: string, asked: { pilot: string; number: number }, refusal: string][] = [
    ["no such pilot", { pilot: "nowhere", number: done.number }, "pilot-not-found"],
    ["a run of another pilot", at(elsewhere, done), "run-not-found"],
    ["stopped", at(place, stopped), "baseline-not-whole"],
    ["interrupted", at(place, interrupted), "baseline-not-whole"],
    ["a smoke run", at(place, smoke), "baseline-not-load"],
    ["going on", at(place, going), "baseline-not-ended"],
    ["in the queue", at(place, waiting), "baseline-not-ended"],
  ];
  for (const [name, asked, refusal] of cases) {
    const answer = await setBaseline(ctx, asked);
    assert.deepEqual(answer.ok ? "done" : answer.refusal, refusal, name);
  }
  assert.deepEqual(await baselines(place), []);
  await setBaseline(ctx, at(place, done));
  await ctx.db.update(pilots).set({ archivedAt: new Date() }).where(eq(pilots.slug, place.pilot));
  for (const verb of [setBaseline, clearBaseline]) {
    const answer = await verb(ctx, at(place, done));
    assert.deepEqual(answer.ok ? "done" : answer.refusal, "pilot-archived");
  }
  assert.deepEqual(await baselines(place), [done.number]);
});

test("the trend: ended runs of the same scenario, load and environment, oldest first, with verdict, mark and limits", async () => {
  const place = await aPlace(ctx);
  const [first, second] = [await anEndedRun(ctx, place, short), await anEndedRun(ctx, place, { ...short, slower: 2 })];
  await anEndedRun(ctx, place, { seconds: 2, changes: minuteOf(90) });
  await anEndedRun(ctx, place, { seconds: 0, changes: minuteOf(2) });
  await aQueuedRun(ctx, place, minuteOf(2));
  await setBaseline(ctx, at(place, first));
  const trend = await readTrend(ctx, at(place, first));
  assert.ok(trend.ok);
  assert.deepEqual(
    trend.runs.map(({ number, isBaseline, verdict, outcome }) => [number, isBaseline, verdict, outcome]),
    [
      [first.number, true, "inconclusive", "completed"],
      [second.number, false, "inconclusive", "completed"],
    ],
  );
  const [p95, slower] = trend.runs.map(({ latencyMsP95 }) => latencyMsP95 ?? 0);
  assert.equal(p95, (await read(ctx, first.id)).summary?.latencyMsP95);
  assert.ok((slower ?? 0) > 1.5 * (p95 ?? 9));
  assert.deepEqual(trend.limits, { latencyMsP95: null, latencyMsP99: 500, errorRatio: 0.001 });
  assert.deepEqual(
    [trend.more, trend.fits, trend.baseline.own, trend.baseline.run?.number],
    [false, true, true, first.number],
  );
  for (const [asked, refusal] of [
    [{ pilot: "nowhere", number: 1 }, "pilot-not-found"],
    [{ pilot: place.pilot, number: 99 }, "run-not-found"],
  ] as const) {
    const answer = await readTrend(ctx, asked);
    assert.ok(!answer.ok && answer.refusal === refusal);
  }
});

test("the trend holds the newest hundred, and says that there are more", async () => {
  const place = await aPlace(ctx);
  const model = await anEndedRun(ctx, place, short);
  const { scenarioName: _name, scenarioVersion: _version, scenarioText: _text, ...row } = model;
  const copies = Array.from({ length: 101 }, (_, at) => ({
    ...row,
    id: crypto.randomUUID(),
    number: model.number + 1 + at,
  }));
  await ctx.db.insert(runs).values(copies);
  const trend = await readTrend(ctx, at(place, model));
  assert.ok(trend.ok);
  assert.deepEqual([trend.runs.length, trend.runs[0]?.number, trend.more], [100, model.number + 2, true]);
});

test("the trend has a load however it is written, and however many runs of other loads came since", async () => {
  const place = await aPlace(ctx);
  const model = await anEndedRun(ctx, place, short);
  const { scenarioName: _name, scenarioVersion: _version, scenarioText: _text, profile, ...row } = model;
  assert.ok(profile.model === "open");
  const { model: kind, ...rest } = profile;
  const [warm, wide] = [
    { ...profile, warmUpSeconds: 1 },
    { ...profile, maxUsers: 6 },
  ];
  const written: (typeof profile)[] = [{ ...rest, model: kind }, { ...profile, warmUpSeconds: 0, search: null }, warm];
  const others = Array.from({ length: 2_001 }, () => wide);
  const copies = [...written, ...others].map((one, at) => {
    return { ...row, profile: one, id: crypto.randomUUID(), number: model.number + 1 + at };
  });
  for (let from = 0; from < copies.length; from += 500)
    await ctx.db.insert(runs).values(copies.slice(from, from + 500));
  const numbersOf = async (number: number) => {
    const trend = await readTrend(ctx, { pilot: place.pilot, number });
    assert.ok(trend.ok);
    return trend.runs.map((run) => run.number - model.number);
  };
  assert.deepEqual(await numbersOf(model.number), [0, 1, 2]);
  assert.deepEqual(await numbersOf(model.number + 3), [3], "with a warm-up it is another load");
});
