import assert from "node:assert/strict";
import test from "node:test";
import { emptyHistogram, type Histogram, recordUs } from "#lib/platform/core/histogram.ts";
import { type Blocks, blockSeconds, blocksOf, ratioInterval } from "./block-bootstrap.ts";
import { type Random, seededRandom } from "./random.ts";

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A run of so many seconds with `perSecond` answers drawn around 50 ms; seconds hang together, as real ones do. */
function aRun(random: Random, { seconds = 60, perSecond = 50, factor = 1 } = {}): Histogram[] {
  let drift = 0;
  return Array.from({ length: seconds }, () => {
    drift = 0.7 * drift + 0.01 * normal(random);
    const histogram = emptyHistogram();
    for (let n = 0; n < perSecond; n++) recordUs(histogram, factor * 50_000 * Math.exp(0.25 * normal(random) + drift));
    return histogram;
  });
}

const blocks = (random: Random, run: Parameters<typeof aRun>[1] = {}): Blocks =>
  blocksOf(aRun(random, run), blockSeconds(run.seconds ?? 60));

/** How often of so many pairs the interval lies above 1, and below. */
function said(pairs: number, q: number, factor: number) {
  const random = seededRandom(7);
  const counts = { slower: 0, faster: 0 };
  for (let pair = 0; pair < pairs; pair++) {
    const interval = ratioInterval(blocks(random), blocks(random, { factor }), { q, seed: pair });
    assert.ok(interval !== null && interval.low <= interval.ratio && interval.ratio <= interval.high);
    if (interval.low > 1) counts.slower += 1;
    if (interval.high < 1) counts.faster += 1;
  }
  return counts;
}

test("of pairs of equal runs about one in twenty is said to differ, not more", () => {
  const { slower, faster } = said(200, 0.95, 1);
  assert.ok(slower + faster <= 18, `${slower} slower and ${faster} faster of 200`);
});

test("a run that is slower by a tenth is found", () => {
  assert.ok(said(60, 0.95, 1.1).slower >= 57);
  assert.ok(said(60, 0.5, 1.1).slower >= 59);
});

test("a constant that lies on a bucket's edge is no difference, and one that differs by 2 % is", () => {
  const constant = (us: number) => {
    const histogram = emptyHistogram();
    for (let n = 0; n < 50; n++) recordUs(histogram, us);
    return blocksOf(new Array(60).fill(histogram), 10);
  };
  const interval = ratioInterval(constant(65_536), constant(65_536), { q: 0.95, seed: 1 });
  assert.deepEqual(interval, { ratio: 1, low: 1, high: 1 });
  const other = ratioInterval(constant(65_536), constant(67_900), { q: 0.95, seed: 1 });
  assert.ok(other !== null && other.low > 1);
});

test("too short to be cut into four blocks: no interval", () => {
  const random = seededRandom(1);
  assert.equal(ratioInterval(blocks(random, { seconds: 39 }), blocks(random), { q: 0.95, seed: 1 }), null);
  assert.notEqual(ratioInterval(blocks(random, { seconds: 40 }), blocks(random), { q: 0.95, seed: 1 }), null);
});

test("draws of blocks without an answer say nothing: the interval rests on the others", () => {
  const answered = (us: number) => {
    const histogram = emptyHistogram();
    for (let n = 0; n < 600; n++) recordUs(histogram, us);
    return histogram;
  };
  const seldom = (us: number) => blocksOf([answered(us), ...new Array(39).fill(emptyHistogram())], 10);
  for (const [base, other] of [
    [seldom(50_000), blocksOf(new Array(40).fill(answered(50_000)), 10)],
    [blocksOf(new Array(40).fill(answered(50_000)), 10), seldom(50_000)],
    [seldom(50_000), seldom(50_000)],
  ] as const)
    assert.deepEqual(ratioInterval(base, other, { q: 0.95, seed: 1 }), { ratio: 1, low: 1, high: 1 });
  const silent = blocksOf(new Array(40).fill(emptyHistogram()), 10);
  assert.equal(ratioInterval(silent, silent, { q: 0.95, seed: 1 }), null);
});

test("blocks are ten seconds, and longer in a long run: at most about thirty", () => {
  assert.deepEqual([60, 299, 330, 3_600].map(blockSeconds), [10, 10, 11, 120]);
});
