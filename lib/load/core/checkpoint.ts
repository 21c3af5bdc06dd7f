import { bucketCount, emptyHistogram, type Histogram } from "#lib/platform/core/histogram.ts";
import type { ChartPoint, PointWindow } from "./chart-point.ts";
import type { Totals } from "./fold.ts";
import type { Since } from "./since.ts";

/** A run's figures so far as a text, and back to the digit: who continues from it folds what comes next as if from the beginning. */
export type Checkpoint = {
  totals: Totals;
  since: Since;
  /** The newest second's. */
  point: ChartPoint;
  window: PointWindow;
};

/** Rises whenever totals or chart points are folded otherwise than before: what an older version folded is then folded anew. */
export const foldVersion = 3;

/** Marks a histogram, written as bucket, count, bucket, count … */
const mark = "counts of";

export function writeCheckpoint(checkpoint: Checkpoint): string {
  return JSON.stringify(checkpoint, (_, value) => (isHistogram(value) ? { [mark]: sparse(value) } : value));
}

/** Reads what `writeCheckpoint` wrote in this version. */
export function readCheckpoint(text: string): Checkpoint {
  return JSON.parse(text, (_, value) => (isSparse(value) ? dense(value[mark]) : value));
}

function isHistogram(value: unknown): value is Histogram {
  return typeof value === "object" && value !== null && "counts" in value && value.counts instanceof Uint32Array;
}

function isSparse(value: unknown): value is { [mark]: number[] } {
  return typeof value === "object" && value !== null && mark in value;
}

function sparse({ counts }: Histogram): number[] {
  const pairs: number[] = [];
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const count = counts[bucket] ?? 0;
    if (count !== 0) pairs.push(bucket, count);
  }
  return pairs;
}

function dense(pairs: readonly number[]): Histogram {
  const histogram = emptyHistogram();
  for (let at = 0; at < pairs.length; at += 2) {
    const count = pairs[at + 1] ?? 0;
    histogram.counts[pairs[at] ?? 0] = count;
    histogram.n += count;
  }
  return histogram;
}
