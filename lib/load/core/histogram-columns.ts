import { bucketCount, emptyHistogram, type Histogram } from "#lib/platform/core/histogram.ts";
import type { ByteReader, ByteWriter } from "./byte-columns.ts";

/** Many histograms as three columns: how many buckets each has, the buckets skipped before each of those, and their counts. */

export function writeHistograms(to: ByteWriter, histograms: readonly Histogram[]): void {
  const [sizes, skips, counts]: [number[], number[], number[]] = [[], [], []];
  for (const histogram of histograms) {
    const before = counts.length;
    let last = -1;
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const count = histogram.counts[bucket] ?? 0;
      if (count === 0) continue;
      skips.push(bucket - last - 1);
      counts.push(count);
      last = bucket;
    }
    sizes.push(counts.length - before);
  }
  for (const column of [sizes, skips, counts]) to.wholes(column);
}

/** Throws a RangeError on bytes that `writeHistograms` did not make. */
export function readHistograms(from: ByteReader): Histogram[] {
  const [sizes, skips, counts] = [from.wholes(), from.wholes(), from.wholes()];
  let at = 0;
  return sizes.map((size) => {
    const histogram = emptyHistogram();
    let bucket = -1;
    for (const end = at + size; at < end; at++) {
      bucket += (skips[at] ?? bucketCount) + 1;
      if (bucket >= bucketCount) throw new RangeError("the block has a bucket too many");
      const count = counts[at] ?? 0;
      histogram.counts[bucket] = count;
      histogram.n += count;
    }
    return histogram;
  });
}
