import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  bucketCount,
  decodeHistogram,
  emptyHistogram,
  encodeHistogram,
  type Histogram,
  mergeInto,
  recordUs,
  valueAtUs,
} from "./histogram.ts";

function histogramOf(values: readonly number[]): Histogram {
  const histogram = emptyHistogram();
  for (const value of values) recordUs(histogram, value);
  return histogram;
}

/** The sample at rank ⌈q·n⌉, from the raw samples. */
function exactly(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(q * sorted.length - 1e-9)) - 1] ?? 0;
}

/** The promise of the histogram: 0.8 % from 64 µs on, the whole microsecond below. */
function assertNear(shown: number, exact: number): void {
  if (exact < 64) assert.equal(shown, Math.floor(exact));
  else assert.ok(Math.abs(shown - exact) <= exact * 0.008, `${shown} stands for ${exact}`);
}

const longest = 2 ** 37 - 1;
/** Microseconds with fractions, spread evenly over the octaves as latencies are, and the places where buckets end. */
const anyUs = fc.oneof(
  fc.double({ min: 0, max: 37, maxExcluded: true, noNaN: true }).map((octave) => Math.min(longest, 2 ** octave - 1)),
  fc.integer({ min: 0, max: 36 }).map((octave) => 2 ** octave),
  fc.integer({ min: 1, max: 37 }).map((octave) => 2 ** octave - 1),
  fc.integer({ min: 64, max: 300 }).map((us) => us + 0.999),
);
const q = fc.oneof(fc.constantFrom(0.5, 0.9, 0.95, 0.99, 0.999, 1), fc.double({ min: 0.001, max: 1, noNaN: true }));

test("a value alone is shown within 0.8 % of itself, in every octave", () => {
  fc.assert(
    fc.property(anyUs, (us) => assertNear(valueAtUs(histogramOf([us]), 0.5), us)),
    { numRuns: 5_000 },
  );
});

test("every percentile lies within 0.8 % of the one computed from the raw samples", () => {
  fc.assert(
    fc.property(fc.array(anyUs, { minLength: 1, maxLength: 400 }), q, (values, share) =>
      assertNear(valueAtUs(histogramOf(values), share), exactly(values, share)),
    ),
    { numRuns: 500 },
  );
});

test("ten thousand latencies with a long tail: p50 to p99.99 within 0.8 %", () => {
  const values = Array.from({ length: 10_000 }, (_, at) => 20_000 * Math.exp(((at * 7_919) % 10_000) / 2_500));
  const histogram = histogramOf(values);
  for (const share of [0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 1])
    assertNear(valueAtUs(histogram, share), exactly(values, share));
});

test("a greater value never falls into a lower bucket", () => {
  fc.assert(
    fc.property(anyUs, anyUs, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      assert.ok(valueAtUs(histogramOf([low]), 1) <= valueAtUs(histogramOf([high]), 1), `${low} and ${high}`);
    }),
  );
});

test("ranks: the value at ⌈q·n⌉, whatever rounding does to q·n", () => {
  const cases: [n: number, q: number, rank: number][] = [
    [1, 0.99, 1],
    [10, 0.5, 5],
    [10, 0.51, 6],
    [60, 0.95, 57],
    [60, 0, 1],
    [60, 1, 60],
    // 0.07 × 100 is 7.000000000000001 for a computer.
    [50, 0.14, 7],
  ];
  for (const [n, share, rank] of cases) {
    const histogram = histogramOf(Array.from({ length: n }, (_, at) => at + 1));
    assert.equal(valueAtUs(histogram, share), rank, `rank of ${share} in ${n}`);
  }
});

test("nothing recorded is 0; what is negative or no number counts as 0; what is too long, in the last bucket", () => {
  assert.equal(valueAtUs(emptyHistogram(), 0.99), 0);
  const odd = histogramOf([-1, Number.NEGATIVE_INFINITY, Number.NaN, -0.5]);
  assert.deepEqual([odd.n, odd.counts[0], valueAtUs(odd, 1)], [4, 4, 0]);
  const long = histogramOf([2 ** 37, 2 ** 50, Number.MAX_VALUE, Number.POSITIVE_INFINITY]);
  assert.deepEqual([long.n, long.counts[bucketCount - 1]], [4, 4]);
  assertNear(valueAtUs(long, 1), longest);
});

test("parts merged are exactly the whole", () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyUs, { maxLength: 50 }), { maxLength: 5 }), (parts) => {
      const merged = emptyHistogram();
      for (const part of parts) mergeInto(merged, histogramOf(part));
      assert.deepEqual(merged, histogramOf(parts.flat()));
    }),
  );
});

test("what was encoded is decoded exactly, and takes a few bytes a bucket", () => {
  fc.assert(
    fc.property(fc.array(anyUs, { maxLength: 200 }), (values) => {
      const histogram = histogramOf(values);
      const bytes = encodeHistogram(histogram);
      assert.deepEqual(decodeHistogram(bytes), histogram);
      assert.ok(bytes.length <= 4 * values.length, `${bytes.length} bytes for ${values.length} values`);
    }),
  );
  const full = emptyHistogram();
  full.counts[0] = 2 ** 32 - 1;
  full.counts[bucketCount - 1] = 300;
  full.n = 2 ** 32 - 1 + 300;
  assert.deepEqual(decodeHistogram(encodeHistogram(full)), full);
});

test("bytes that no histogram makes are refused", () => {
  const cases: [name: string, bytes: number[]][] = [
    ["a bucket without a count", [5]],
    ["a number that does not end", [5, 0x80]],
    ["a bucket too many", [0x80, 0x10, 1]],
    ["a count of nothing", [5, 0]],
    ["a count that no bucket holds", [5, 0x80, 0x80, 0x80, 0x80, 0x10]],
  ];
  for (const [name, bytes] of cases) assert.throws(() => decodeHistogram(Uint8Array.from(bytes)), RangeError, name);
  assert.equal(decodeHistogram(new Uint8Array()).n, 0);
});
