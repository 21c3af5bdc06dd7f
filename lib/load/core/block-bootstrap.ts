import { bucketCount, evenValueAtUs, type Histogram } from "#lib/platform/core/histogram.ts";
import { normalShare, studentQuantile } from "#lib/platform/core/student.ts";
import { type Random, seededRandom } from "./random.ts";

/** An interval for the ratio of two latency percentiles from a block bootstrap: seconds of one run are not independent of each other, blocks of ten
 *  and more about are (Künsch, Annals of Statistics 17, 1989). With as few blocks as a minute has, the plain percentile interval is too narrow; it
 *  is widened as Hesterberg shows (The American Statistician 69, 2015, section 5: the expanded percentile interval). */

/** A run cut into blocks of equal length: one sparse histogram each. */
export type Blocks = readonly SparseHistogram[];

/** The buckets in use, in order, and their counts. */
export type SparseHistogram = { buckets: Uint16Array; counts: Uint32Array; n: number };

const blockSecondsLeast = 10;
/** More blocks tell hardly more, and cost time. */
const blocksMost = 30;
/** Fewer say nothing about how much blocks differ. */
export const blocksLeast = 4;
const resamples = 1_000;

/** How long a block is in a comparison of runs of so many seconds. */
export function blockSeconds(shortest: number): number {
  return Math.max(blockSecondsLeast, Math.floor(shortest / blocksMost));
}

/** Cuts the histograms of consecutive seconds into whole blocks; what is left at the end is not used. */
export function blocksOf(seconds: readonly Histogram[], length: number): Blocks {
  const whole = Math.floor(seconds.length / length);
  return Array.from({ length: whole }, (_, block) => sparseSum(seconds.slice(block * length, (block + 1) * length)));
}

function sparseSum(histograms: readonly Histogram[]): SparseHistogram {
  const sum = new Uint32Array(bucketCount);
  let n = 0;
  for (const histogram of histograms) {
    n += histogram.n;
    for (let bucket = 0; bucket < bucketCount; bucket++)
      sum[bucket] = (sum[bucket] ?? 0) + (histogram.counts[bucket] ?? 0);
  }
  const used = [...sum.keys()].filter((bucket) => (sum[bucket] ?? 0) > 0);
  return { buckets: Uint16Array.from(used), counts: Uint32Array.from(used, (bucket) => sum[bucket] ?? 0), n };
}

/** `ratio`: of the percentile in `other` to that in `base`; `low` and `high`: its 95 % interval. */
export type RatioInterval = { ratio: number; low: number; high: number };

/** Null where one has fewer than four blocks, a percentile of 0, or no draw that has answers of both. The same seed gives the same interval. */
export function ratioInterval(
  base: Blocks,
  other: Blocks,
  { q, seed }: { q: number; seed: number },
): RatioInterval | null {
  if (Math.min(base.length, other.length) < blocksLeast) return null;
  const [drawBase, drawOther] = [drawer(base, q), drawer(other, q)];
  const ratio = drawOther(null) / drawBase(null);
  if (!isRatio(ratio)) return null;
  const random = seededRandom(seed);
  const drawn = Array.from({ length: resamples }, () => drawOther(random) / drawBase(random));
  // Blocks in which nothing was answered may be all that is drawn: no ratio follows from nothing.
  const ratios = drawn.filter(isRatio).sort((a, b) => a - b);
  if (ratios.length === 0) return null;
  const tail = expandedTail(Math.min(base.length, other.length));
  return { ratio, low: quantile(ratios, tail), high: quantile(ratios, 1 - tail) };
}

const isRatio = (ratio: number) => Number.isFinite(ratio) && ratio > 0;

/** Answers the percentile of as many blocks drawn with replacement, or of all of them once where no chance is given. */
function drawer(blocks: Blocks, q: number): (random: Random | null) => number {
  const buckets = Uint16Array.from(new Set(blocks.flatMap((block) => [...block.buckets]))).sort();
  const placeOf = new Map([...buckets].map((bucket, place) => [bucket, place]));
  const all = blocks.map((block) => ({ n: block.n, counts: countsAt(block, placeOf) }));
  const sum: Histogram = { counts: new Uint32Array(buckets.length), n: 0 };
  return (random) => {
    sum.counts.fill(0);
    sum.n = 0;
    for (const block of all) {
      const drawn = random === null ? block : all[Math.floor(random() * all.length)];
      if (drawn !== undefined) add(sum, drawn);
    }
    return evenValueAtUs(sum, q, buckets);
  };
}

/** A block's counts in the places of the buckets that any block uses: a thousand sums of them go over nothing else. */
function countsAt({ buckets, counts }: SparseHistogram, placeOf: ReadonlyMap<number, number>): Uint32Array {
  const placed = new Uint32Array(placeOf.size);
  for (const [at, bucket] of buckets.entries()) placed[placeOf.get(bucket) ?? 0] = counts[at] ?? 0;
  return placed;
}

function add(sum: Histogram, { counts, n }: Histogram): void {
  for (let place = 0; place < counts.length; place++)
    sum.counts[place] = (sum.counts[place] ?? 0) + (counts[place] ?? 0);
  sum.n += n;
}

function quantile(sorted: readonly number[], p: number): number {
  const at = Math.min(sorted.length - 1, Math.max(0, p * sorted.length - 0.5));
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}

/** Share of the resamples to leave out at each end: Φ(−√(n ∕ (n − 1)) · t), where plainly it would be 2.5 %. */
function expandedTail(n: number): number {
  return normalShare(-Math.sqrt(n / (n - 1)) * studentQuantile(0.05, n - 1));
}
