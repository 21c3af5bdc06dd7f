import assert from "node:assert/strict";
import test from "node:test";
import { emptyHistogram, recordUs, valueAtUs } from "../../lib/platform/core/histogram.ts";
import { quantile, quantilesOf } from "./quantiles.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

const cases: [name: string, values: number[], q: number, expected: number][] = [
  ["the middle of a hundred", hundred, 0.5, 50],
  ["p95 of a hundred", hundred, 0.95, 95],
  ["p99 of a hundred", hundred, 0.99, 99],
  ["the highest", hundred, 1, 100],
  ["one value", [7], 0.5, 7],
  ["p99 of two", [1, 2], 0.99, 2],
];
for (const [name, values, q, expected] of cases)
  test(`quantile: ${name}`, () =>
    assert.equal(
      quantile(
        [...values].sort((a, b) => a - b),
        q,
      ),
      expected,
    ));

test("none of nothing", () => assert.ok(Number.isNaN(quantile([], 0.5))));

test("the rank is the one that the engine's histograms take", () => {
  const values = Array.from({ length: 997 }, (_, index) => (index * 7_919) % 60_000);
  const histogram = emptyHistogram();
  for (const value of values) recordUs(histogram, value);
  const { p50, p95, p99, max } = quantilesOf(values);
  const pairs: [exact: number, q: number][] = [
    [p50, 0.5],
    [p95, 0.95],
    [p99, 0.99],
    [max, 1],
  ];
  for (const [exact, q] of pairs)
    assert.ok(Math.abs(valueAtUs(histogram, q) / exact - 1) < 0.008, `${q}: ${exact}, ${valueAtUs(histogram, q)}`);
});
