/** Log-linear histogram of microseconds: 64 sub-buckets an octave, so that from 64 µs on a bucket's midpoint is at most 0.8 % from any value
 *  in it (below, values are cut to whole microseconds).
 *  Two histograms merge exactly, which percentiles of parts do not. After HdrHistogram (Gil Tene). */

const subBits = 6;
const subCount = 1 << subBits;
const octaves = 32;
/** Values from 2^37 µs (38 hours) on fall into the last bucket. */
export const bucketCount = subCount * octaves;

const mostInBucket = 2 ** 32 - 1;

export type Histogram = { counts: Uint32Array; n: number };

export function emptyHistogram(): Histogram {
  return { counts: new Uint32Array(bucketCount), n: 0 };
}

function bucketOf(us: number): number {
  if (!(us >= subCount)) return us > 0 ? us | 0 : 0;
  if (us >= 0x80000000) return bucketOfLarge(us);
  const shift = 31 - Math.clz32(us) - subBits;
  return (shift << subBits) + (us >>> shift);
}

/** From 2^31 µs on 32-bit arithmetic no longer holds. */
function bucketOfLarge(us: number): number {
  const shift = Math.floor(Math.log2(us)) - subBits;
  const index = shift * subCount + Math.floor(us / 2 ** shift);
  return index < bucketCount ? index : bucketCount - 1;
}

/** Adds one value; what is negative or no number counts as 0. */
export function recordUs(histogram: Histogram, us: number): void {
  const bucket = bucketOf(us);
  histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1;
  histogram.n++;
}

export function mergeInto(into: Histogram, from: Histogram): void {
  if (from.n === 0) return;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const count = from.counts[bucket] ?? 0;
    if (count !== 0) into.counts[bucket] = (into.counts[bucket] ?? 0) + count;
  }
  into.n += from.n;
}

/** Where a bucket begins and how wide it is, in microseconds. */
function spanUs(bucket: number): { low: number; width: number } {
  if (bucket < subCount) return { low: bucket, width: 1 };
  const shift = (bucket >> subBits) - 1;
  return { low: (bucket - shift * subCount) * 2 ** shift, width: 2 ** shift };
}

/** The middle of a bucket in microseconds, fractions included: bucket [64, 65) has 64.5. Below 64 µs the whole microsecond, so that 0 stays 0. */
function midpointUs(bucket: number): number {
  const { low, width } = spanUs(bucket);
  return bucket < subCount ? low : low + width / 2;
}

/** The value at rank ⌈q·n⌉ in microseconds, as its bucket's midpoint; 0 without data. */
export function valueAtUs(histogram: Histogram, q: number): number {
  if (histogram.n === 0) return 0;
  const rank = Math.min(histogram.n, Math.max(1, Math.ceil(q * histogram.n - 1e-9)));
  let seen = 0;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    seen += histogram.counts[bucket] ?? 0;
    if (seen >= rank) return midpointUs(bucket);
  }
  return midpointUs(bucketCount - 1);
}

/** The value at share q of the samples in microseconds, as if those of a bucket lay evenly in it; 0 without data. For comparisons: two runs whose
 *  values lie on both sides of a bucket's edge do not differ by a bucket. `buckets`: whose count each is, in order, where not all are there. */
export function evenValueAtUs({ counts, n }: Histogram, q: number, buckets: ArrayLike<number> | null = null): number {
  const wanted = q * n;
  let before = 0;
  for (let at = 0; at < counts.length && n > 0; at++) {
    const count = counts[at] ?? 0;
    if (count > 0 && before + count >= wanted) {
      const { low, width } = spanUs(buckets === null ? at : (buckets[at] ?? 0));
      return low + (width * (wanted - before)) / count;
    }
    before += count;
  }
  return 0;
}

/** Sparse form: pairs of (buckets skipped, count) as variable-length integers. */
export function encodeHistogram(histogram: Histogram): Uint8Array {
  const bytes: number[] = [];
  let last = -1;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const count = histogram.counts[bucket] ?? 0;
    if (count === 0) continue;
    pushVarint(bytes, bucket - last - 1);
    pushVarint(bytes, count);
    last = bucket;
  }
  return Uint8Array.from(bytes);
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

/** Throws a RangeError on bytes that `encodeHistogram` did not make. */
export function decodeHistogram(bytes: Uint8Array): Histogram {
  const histogram = emptyHistogram();
  let at = 0;
  const next = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError("the histogram is cut off");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  for (let bucket = -1; at < bytes.length; ) {
    bucket += next() + 1;
    if (bucket >= bucketCount) throw new RangeError("the histogram has a bucket too many");
    const count = next();
    if (count === 0 || count > mostInBucket) throw new RangeError("the histogram has a count that no bucket holds");
    histogram.counts[bucket] = count;
    histogram.n += count;
  }
  return histogram;
}
