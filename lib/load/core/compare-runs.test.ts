import assert from "node:assert/strict";
import test from "node:test";
import { emptyHistogram, type Histogram, recordUs } from "#lib/platform/core/histogram.ts";
import { comparedPercentiles, compareRuns, type RunSeconds, type Says } from "./compare-runs.ts";
import { type Random, seededRandom } from "./random.ts";

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Seconds with `perSecond` answers each around `ms`. */
function seconds(random: Random, { length = 60, perSecond = 100, ms = 50 } = {}): Histogram[] {
  return Array.from({ length }, () => {
    const histogram = emptyHistogram();
    for (let n = 0; n < perSecond; n++) recordUs(histogram, ms * 1_000 * Math.exp(0.25 * normal(random)));
    return histogram;
  });
}

type Steps = Readonly<Record<string, Parameters<typeof seconds>[1]>>;

/** A run whose length is that of its longest step; `number` is also its seed. Of equal runs one pair in twenty is said to differ: 1 and 3 are not. */
function aRun(number: number, steps: Steps): RunSeconds {
  const random = seededRandom(number);
  const made = new Map(Object.entries(steps).map(([name, of]) => [name, seconds(random, of)]));
  return { number, seconds: Math.max(...[...made.values()].map(({ length }) => length)), steps: made };
}

const figureOf = (base: Steps, other: Steps, name: string, q = 0.95) =>
  compareRuns(aRun(1, base), aRun(3, other))
    .steps.find((step) => step.name === name)
    ?.figures.find((figure) => figure.q === q);

const words: [name: string, base: Steps, other: Steps, says: Says][] = [
  ["slower by a tenth", { all: {} }, { all: { ms: 55 } }, "slower"],
  ["faster by a tenth", { all: {} }, { all: { ms: 45 } }, "faster"],
  ["the same", { all: {} }, { all: {} }, "no difference shown"],
  ["39 s of one: three blocks", { all: {} }, { all: { length: 39, ms: 100 } }, "too short to say"],
  ["40 s of one: four blocks", { all: {} }, { all: { length: 40, ms: 100 } }, "slower"],
  ["nothing answered in one", { all: {} }, { all: { perSecond: 0 } }, "too short to say"],
  ["different rates are compared all the same", { all: { perSecond: 30 } }, { all: { ms: 60 } }, "slower"],
];

for (const [name, base, other, says] of words)
  test(`the word: ${name}`, () => assert.equal(compareRuns(aRun(1, base), aRun(3, other)).says, says));

test("the 95th percentile of all requests decides; a step says its own", () => {
  const base = { all: {}, read: {}, write: {} };
  const found = compareRuns(aRun(1, base), aRun(3, { ...base, write: { ms: 60 } }));
  const says = found.steps.map(({ name, figures }) => [name, figures.find(({ q }) => q === 0.95)?.says]);
  assert.equal(found.says, "no difference shown");
  assert.deepEqual(says, [
    ["all", "no difference shown"],
    ["read", "no difference shown"],
    ["write", "slower"],
  ]);
});

test("steps that only one run has are left out, and the order is the base's", () => {
  const found = compareRuns(aRun(1, { all: {}, a: {}, b: {} }), aRun(3, { all: {}, c: {}, b: {} }));
  assert.deepEqual(
    found.steps.map(({ name }) => name),
    ["all", "b"],
  );
});

test("without figures of all requests there is no word about the runs", () => {
  assert.equal(compareRuns(aRun(1, { a: {} }), aRun(3, { a: { ms: 100 } })).says, "too short to say");
});

test("each figure has both values in ms, the counts, and an interval that holds the ratio", () => {
  const { steps } = compareRuns(aRun(1, { all: {} }), aRun(3, { all: { length: 70, ms: 100 } }));
  const [all] = steps;
  assert.deepEqual(all?.n, { base: 6_000, other: 7_000 });
  assert.deepEqual(
    all?.figures.map(({ q }) => q),
    [...comparedPercentiles],
  );
  for (const { base, other, interval } of all?.figures ?? []) {
    assert.ok(base !== null && other !== null && interval !== null);
    assert.ok(Math.abs(interval.ratio / (other / base) - 1) < 0.01, `${interval.ratio}`);
    assert.ok(interval.low <= interval.ratio && interval.ratio <= interval.high);
    assert.ok(interval.low < 2 && interval.high > 1.9, `${interval.low} to ${interval.high}`);
  }
});

test("without requests there is no figure", () => {
  const figure = figureOf({ all: { perSecond: 0 } }, { all: {} }, "all");
  assert.deepEqual([figure?.base, figure?.interval], [null, null]);
  assert.ok((figure?.other ?? 0) > 0);
});

test("blocks are as long as the shorter run says: ten seconds, more from five and a half minutes on", () => {
  const lengths: [base: number, other: number, block: number][] = [
    [60, 3_600, 10],
    [330, 3_600, 11],
    [3_600, 3_600, 120],
  ];
  for (const [base, other, block] of lengths) {
    const of = (length: number) => ({ all: { length, perSecond: 1 } });
    assert.equal(compareRuns(aRun(1, of(base)), aRun(3, of(other))).blockSeconds, block);
  }
});

test("the same two runs give the same intervals", () => {
  const [base, other] = [aRun(1, { all: {} }), aRun(3, { all: {} })];
  assert.deepEqual(compareRuns(base, other), compareRuns(base, other));
});
