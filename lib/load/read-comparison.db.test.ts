import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { RunsComparison } from "./core/comparison.ts";
import { readComparison } from "./read-comparison.ts";
import { setBaseline } from "./set-baseline.ts";
import type { RunWithScenario } from "./store.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, type Place } from "./testing/a-run.ts";
import { storedRuns } from "./testing/a-stored-run.ts";
import { anEndedRun, minuteOf } from "./testing/an-ended-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

async function compared({ pilot }: Place, runs: readonly { number: number }[]): Promise<RunsComparison> {
  const found = await readComparison(ctx, { pilot, runs: runs.map(({ number }) => number) });
  if (!found.ok) throw new Error(found.refusal);
  const { ok: _ok, ...comparison } = found;
  return comparison;
}

async function refusal(place: Place, ...numbers: number[]): Promise<string> {
  const found = await readComparison(ctx, { pilot: place.pilot, runs: numbers });
  return found.ok ? "compared" : found.refusal;
}

test("three runs against the first: one slower, one the same; by step, with errors and throughput, and points from 0 on", async () => {
  const place = await aPlace(ctx);
  const base = await anEndedRun(ctx, place);
  const slow = await anEndedRun(ctx, place, { slower: 1.3, failed: 2 });
  const same = await anEndedRun(ctx, place);
  const { runs, pairs, drift } = await compared(place, [base, slow, same]);
  assert.deepEqual(
    pairs.map(({ base: from, other, says }) => [from, other, says]),
    [
      [base.number, slow.number, "slower"],
      [base.number, same.number, "no difference shown"],
    ],
  );
  const [first] = pairs;
  assert.match(first?.sentence ?? "", new RegExp(`^Run ${slow.number} is slower than run ${base.number}: p95 of all`));
  assert.deepEqual(
    first?.steps.map(({ name }) => name),
    ["all", "page"],
  );
  const whole = first?.steps[0];
  assert.deepEqual(whole?.n, { base: 3_000, other: 3_000 });
  const p95 = whole?.figures.find(({ q }) => q === 0.95);
  assert.ok(p95?.interval && p95.interval.low > 1.1 && p95.interval.high < 1.5, JSON.stringify(p95));
  assert.deepEqual([whole?.errors.says, whole?.errors.difference], ["more errors", 0.04]);
  assert.deepEqual(whole?.throughput, { base: 50, other: 50, ratio: 1 });
  assert.deepEqual(
    pairs.map(({ unlike }) => unlike),
    [[], []],
  );
  for (const run of runs) {
    assert.deepEqual([run.seconds, run.points.length, run.pointSeconds], [60, 60, 1]);
    assert.deepEqual([run.points[0]?.second, run.points[0]?.throughputPerSecond], [0, 50]);
  }
  assert.match(drift[0] ?? "", /^Runs .* had the same inputs and target: p95 from/);
});

test("the figures are the run's own, to what a histogram tells", async () => {
  const place = await aPlace(ctx);
  const [base, other] = [await anEndedRun(ctx, place), await anEndedRun(ctx, place)];
  const { pairs } = await compared(place, [base, other]);
  for (const [q, name] of [
    [0.5, "latencyMsP50"],
    [0.95, "latencyMsP95"],
    [0.99, "latencyMsP99"],
  ] as const) {
    const figure = pairs[0]?.steps[0]?.figures.find((one) => one.q === q);
    const own = base.summary?.[name] ?? Number.NaN;
    assert.ok(Math.abs((figure?.base ?? 0) / own - 1) < 0.016, `${name} ${figure?.base} ${own}`);
  }
});

test("in whichever form the seconds stand, and asked how often: the same answer to the digit", async () => {
  const place = await aPlace(ctx);
  const [base, other] = [
    await anEndedRun(ctx, place, { seconds: 130 }),
    await anEndedRun(ctx, place, { seconds: 130 }),
  ];
  const rows = await compared(place, [base, other]);
  await storedRuns(ctx).compactAll();
  assert.deepEqual((await storedRuns(ctx).formsOf(base)).rows, 0);
  // Turned round it is worked out anew, and its points are those of the blocks.
  const turned = await compared(place, [other, base]);
  assert.deepEqual(turned.runs, [rows.runs[1], rows.runs[0]]);
  assert.deepEqual(await compared(place, [base, other]), rows);
});

test("unlike runs are compared, and it is said in what they differ", async () => {
  const place = await aPlace(ctx);
  const base = await anEndedRun(ctx, place);
  const other = await anEndedRun(ctx, place, { seconds: 45, outcome: "stopped", changes: minuteOf(90) });
  const changed = "name: one page\nmix:\n  - name: page\n    get: /\n  - name: other page\n    get: /other\n";
  const newer = await anEndedRun(ctx, place, { changes: { scenarioText: changed } });
  const { pairs } = await compared(place, [base, other, newer]);
  assert.deepEqual(
    pairs.map(({ unlike }) => unlike),
    [
      [
        `These runs had different loads: run ${base.number} 50/s for 1 min, run ${other.number} 50/s for 1 min 30 s; compare with care.`,
        `Run ${other.number} did not go to its end (stopped): it is compared up to there.`,
      ],
      [
        `The scenario changed between them: v1 in run ${base.number}, v2 in run ${newer.number}.`,
        `Only what both sent is compared; run ${newer.number} alone has other page.`,
      ],
    ],
  );
});

test("half a minute is too short to say, whatever the difference", async () => {
  const place = await aPlace(ctx);
  const [base, other] = [await anEndedRun(ctx, place), await anEndedRun(ctx, place, { seconds: 30, slower: 5 })];
  const { pairs } = await compared(place, [base, other]);
  assert.equal(pairs[0]?.says, "too short to say");
  assert.match(
    pairs[0]?.sentence ?? "",
    new RegExp(`a run needs 4 blocks of at least 10 s; run ${other.number} has 3`),
  );
});

test("one alone is held against its baseline", async () => {
  const place = await aPlace(ctx);
  const [base, run] = [await anEndedRun(ctx, place), await anEndedRun(ctx, place)];
  assert.equal(await refusal(place, run.number), "comparison-no-baseline");
  await setBaseline(ctx, { pilot: place.pilot, number: base.number });
  const { runs } = await compared(place, [run]);
  assert.deepEqual(
    runs.map(({ number, isBaseline }) => [number, isBaseline]),
    [
      [base.number, true],
      [run.number, false],
    ],
  );
  assert.equal(await refusal(place, base.number), "comparison-own-baseline");
});

test("what is refused: what is not there, of another pilot, not ended, without a second that counts", async () => {
  const [place, elsewhere] = [await aPlace(ctx), await aPlace(ctx)];
  const done = await anEndedRun(ctx, place, { seconds: 2 });
  const empty = await anEndedRun(ctx, place, { seconds: 0 });
  const profile = { ...minuteOf(60).profile, warmUpSeconds: 30 } as RunWithScenario["profile"];
  const warmOnly = await anEndedRun(ctx, place, { seconds: 20, changes: { profile } });
  const going = await aHeldRun(ctx, place, aRunner());
  const waiting = await aQueuedRun(ctx, place);
  const cases: [name: string, number: number, refusal: string][] = [
    ["no such run", 999, "comparison-run-missing"],
    ["never sent anything", empty.number, "comparison-no-seconds"],
    ["ended in its warm-up", warmOnly.number, "comparison-no-seconds"],
    ["going on", going.number, "comparison-not-ended"],
    ["in the queue", waiting.number, "comparison-not-ended"],
  ];
  for (const [name, number, refused] of cases) {
    assert.equal(await refusal(place, done.number, number), refused, name);
    assert.equal(await refusal(place, number, done.number), refused, `${name}, as the base`);
  }
  assert.equal(await refusal(elsewhere, done.number, empty.number), "comparison-run-missing");
  assert.equal(await refusal({ ...place, pilot: "nowhere" }, done.number), "pilot-not-found");
});
