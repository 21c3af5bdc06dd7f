import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import type { runs } from "#drizzle/schema/load.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { emptyTotals } from "./core/fold.ts";
import type { Profile } from "./core/profile.ts";
import { everyRun, type RunsAsked, runsOnPage } from "./core/run-list.ts";
import { summarise } from "./core/summarise.ts";
import { aPlan, constantRate } from "./core/testing/measured.ts";
import type { VerdictKind } from "./core/verdict.ts";
import { liveRuns } from "./live-runs.ts";
import { readRuns } from "./read-runs.ts";
import { setBaseline } from "./set-baseline.ts";
import { insertRun } from "./store.ts";
import { saveScenarioVersion } from "./store-scenario-versions.ts";
import { aPlace, type Place } from "./testing/a-run.ts";

/** 21 November, 10:46 in Prague. */
const now = new Date("2026-11-21T09:46:00Z");

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = { ...database.ctx, now: () => now };
});
after(() => database.close());

type Made = Partial<Omit<typeof runs.$inferInsert, "kind">> & {
  number: number;
  scenario?: string;
  kind?: VerdictKind;
  p99?: number | null;
  errorRatio?: number;
  deliveredRatio?: number;
};

const fiftyASecond = constantRate(50, 60);
const nothingMeasured = summarise(aPlan(), emptyTotals(aPlan()));

/** A run that has ended with this verdict and these figures; without a verdict one that waits. */
async function aRun(place: Place, made: Made): Promise<void> {
  const { scenario = "operators", kind, p99 = null, errorRatio = 0, deliveredRatio = 1, ...row } = made;
  const at = now;
  const version = { pilotId: place.pilotId, name: scenario, text: `name: ${scenario}\n`, by: "test", at };
  const { id } = await ctx.transaction((tx) => saveScenarioVersion(tx, version));
  const summary = { ...nothingMeasured, latencyMsP99: p99, errorRatio, deliveredRatio };
  const ended = { state: "ended" as const, outcome: "completed" as const, endedAt: at };
  await ctx.transaction((tx) =>
    insertRun(tx, {
      ...{ id: uuidv7(), pilotId: place.pilotId, name: "a run", scenarioVersionId: id, profile: fiftyASecond, seed: 1 },
      ...{ objectives: aPlan().objectives, systemId: place.systemId, systemName: "plant-test", baseUrl: "http://x" },
      ...{ environment: "test", state: "queued", requestedBy: "Anna", requestedAt: at },
      ...(kind === undefined ? {} : { ...ended, verdict: { kind, reasons: [], criteria: [] }, summary }),
      ...row,
    }),
  );
}

async function listed(place: Place, asked: Partial<RunsAsked> = {}) {
  const live = liveRuns(ctx.db);
  const list = await readRuns(ctx, { pilot: place.pilot, live, asked: { ...everyRun, ...asked } });
  assert.ok(list.ok, JSON.stringify(list));
  return list;
}

async function numbers(place: Place, asked: Partial<RunsAsked>): Promise<number[]> {
  return (await listed(place, asked)).runs.map(({ number }) => number);
}

/** Five runs that differ in everything one can ask for, and another pilot's that fits every question as well. */
async function somePlaces(): Promise<[place: Place, other: Place]> {
  const [place, other] = [await aPlace(ctx), await aPlace(ctx)];
  const staging = { systemName: "flowviz", environment: "staging" as const };
  await aRun(place, {
    number: 1,
    name: "Peak 100%",
    kind: "pass",
    p99: 40,
    requestedAt: new Date("2026-11-18T22:59:00Z"),
  });
  await aRun(place, {
    number: 2,
    scenario: "goods in",
    kind: "fail",
    p99: 900,
    errorRatio: 0.2,
    requestedAt: new Date("2026-11-18T23:00:00Z"),
  });
  await aRun(place, { number: 3, ...staging, kind: "fail", p99: 700, deliveredRatio: 0.5, requestedBy: "Karl Řehoř" });
  await aRun(place, { number: 4, ...staging, kind: "inconclusive", name: "Run of 2", requestedBy: "karl" });
  await aRun(place, { number: 5, name: "peak again", startedAt: new Date("2026-11-21T09:40:00Z") });
  await aRun(other, {
    number: 1,
    ...staging,
    name: "peak",
    scenario: "goods in",
    kind: "fail",
    p99: 1,
    requestedBy: "Karl",
  });
  return [place, other];
}

const filters: [filter: string, numbers: number[]][] = [
  ["", [5, 4, 3, 2, 1]],
  ["peak", [5, 1]],
  ["PEAK again", [5]],
  ['"peak again"', [5]],
  ["100%", [1]],
  ["%", [1]],
  ["_", []],
  ["2", [4, 2]],
  ["goods", [2]],
  ["flowviz", [4, 3]],
  ["řehoř", [3]],
  ["target:flow", [4, 3]],
  ["target:STAGING", [4, 3]],
  ["target:plant target:flowviz", [5, 4, 3, 2, 1]],
  ["scenario:goods", [2]],
  ["scenario:peak", []],
  ["by:karl", [4, 3]],
  ["by:anna by:řehoř", [5, 3, 2, 1]],
  ["since:19-Nov", [5, 4, 3, 2]],
  ["since:2026-11-18", [5, 4, 3, 2, 1]],
  ["since:today", [5, 4, 3]],
  ["since:10h", [5, 4, 3]],
  ["verdict:fail", [3, 2]],
  ["verdict:fail verdict:pass", [3, 2, 1]],
  ["verdict:inconclusive", [4]],
  ["verdict:running", [5]],
  ["by:karl verdict:fail target:staging since:1d run", [3]],
  ["by:'; drop table runs", []],
];

test("every kind of filter finds its runs, and never another pilot's", async () => {
  const [place, other] = await somePlaces();
  for (const [filter, expected] of filters) assert.deepEqual(await numbers(place, { filter }), expected, filter);
  assert.deepEqual(await numbers(other, { filter: "peak scenario:goods by:karl verdict:fail" }), [1]);
  assert.equal((await listed(place, { filter: "goods" })).total, 5);
});

test("segments count within the filter, whichever is chosen", async () => {
  const [place] = await somePlaces();
  const all = { all: 5, running: 1, fail: 2, inconclusive: 1, pass: 1, baseline: 0 };
  assert.deepEqual((await listed(place)).counts, all);
  assert.deepEqual((await listed(place, { segment: "fail" })).counts, all);
  const karls = { all: 2, running: 0, fail: 1, inconclusive: 1, pass: 0, baseline: 0 };
  assert.deepEqual((await listed(place, { filter: "by:karl", segment: "pass" })).counts, karls);
  const segments = { all: [5, 4, 3, 2, 1], running: [5], fail: [3, 2], inconclusive: [4], pass: [1] } as const;
  for (const [segment, expected] of Object.entries(segments))
    assert.deepEqual(await numbers(place, { segment: segment as keyof typeof segments }), expected, segment);
});

test("baselines are a segment and a filter, counted within whatever else is asked for, and never another pilot's", async () => {
  const [place, other] = await somePlaces();
  for (const [where, number] of [
    [place, 2],
    [place, 3],
    [other, 1],
  ] as const)
    assert.ok((await setBaseline(ctx, { pilot: where.pilot, number })).ok, `${number}`);
  const { counts } = await listed(place);
  assert.deepEqual(counts, { all: 5, running: 1, fail: 2, inconclusive: 1, pass: 1, baseline: 2 });
  assert.deepEqual(await numbers(place, { segment: "baseline" }), [3, 2]);
  assert.deepEqual(await numbers(place, { segment: "baseline", filter: "target:staging" }), [3]);
  assert.deepEqual((await listed(place, { segment: "fail", filter: "target:staging" })).counts.baseline, 1);
  assert.deepEqual(await numbers(place, { filter: "baseline:yes scenario:goods" }), [2]);
  assert.deepEqual(await numbers(place, { filter: "baseline:no" }), [5, 4, 1]);
  const others = { all: 3, running: 1, fail: 0, inconclusive: 1, pass: 1, baseline: 0 };
  assert.deepEqual((await listed(place, { filter: "baseline:no" })).counts, others);
  assert.equal((await listed(place, { segment: "baseline" })).pages, 1);
});

const sorts: [by: RunsAsked["sort"]["by"], descending: boolean, numbers: number[]][] = [
  ["number", true, [5, 4, 3, 2, 1]],
  ["number", false, [1, 2, 3, 4, 5]],
  ["p99", true, [2, 3, 1, 5, 4]],
  ["p99", false, [1, 3, 2, 5, 4]],
  ["errors", true, [2, 4, 3, 1, 5]],
  ["delivered", false, [3, 4, 2, 1, 5]],
];

test("sorted by each figure; what has none comes last either way", async () => {
  const [place] = await somePlaces();
  for (const [by, descending, expected] of sorts)
    assert.deepEqual(await numbers(place, { sort: { by, descending } }), expected, `${by} ${descending}`);
});

test("a mistake in the filter is refused with its sentence", async () => {
  const [place] = await somePlaces();
  const live = liveRuns(ctx.db);
  const refused = await readRuns(ctx, { pilot: place.pilot, live, asked: { ...everyRun, filter: "targe:x" } });
  assert.ok(!refused.ok && refused.refusal === "filter-mistake");
  assert.match(refused.details?.says?.["sentence"] ?? "", /Did you mean target:/);
});

test("a long list comes by the page, and ends", async () => {
  const place = await aPlace(ctx);
  for (let number = 1; number <= runsOnPage + 5; number++) await aRun(place, { number, kind: "pass" });
  const first = await listed(place);
  assert.deepEqual([first.runs.length, first.runs[0]?.number, first.pages], [runsOnPage, runsOnPage + 5, 2]);
  assert.deepEqual(await numbers(place, { page: 2 }), [5, 4, 3, 2, 1]);
  assert.deepEqual(await numbers(place, { page: 3 }), []);
});

test("the trend: p99 of the runs before with the same scenario and profile, oldest first, at most eleven", async () => {
  const place = await aPlace(ctx);
  const other: Profile = constantRate(51, 60);
  await aRun(place, { number: 1, kind: "pass", p99: 11 });
  await aRun(place, { number: 2, kind: "pass", p99: 12, profile: other });
  await aRun(place, { number: 3, kind: "pass", p99: 13, scenario: "goods in" });
  await aRun(place, { number: 4, kind: "fail", p99: null });
  await aRun(place, { number: 5, kind: "fail", p99: 15, systemName: "elsewhere" });
  await aRun(place, { number: 6 });
  await aRun(place, { number: 7, kind: "pass", p99: 17, scenario: "goods in" });
  const { runs: rows } = await listed(place);
  assert.deepEqual(
    rows.map(({ number, trendMsP99, limitMsP99 }) => [number, trendMsP99, limitMsP99]),
    [
      [7, [13], 500],
      [6, [11, 15], 500],
      [5, [11], 500],
      [4, [11], 500],
      [3, [], 500],
      [2, [], 500],
      [1, [], 500],
    ],
  );
  const long = await aPlace(ctx);
  for (let number = 1; number <= 15; number++) await aRun(long, { number, kind: "pass", p99: number });
  const [newest] = (await listed(long)).runs;
  assert.deepEqual(newest?.trendMsP99, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
});
