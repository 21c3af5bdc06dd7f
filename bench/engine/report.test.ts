import assert from "node:assert/strict";
import test from "node:test";
import type { Sample } from "./measure.ts";
import type { GeneratorKey } from "./peers.ts";
import { aimResults, type Measured, median, rowsOf, type Spread } from "./report.ts";

const medians: [name: string, values: number[], expected: number][] = [
  ["one", [7], 7],
  ["odd, not in order", [30, 10, 20], 20],
  ["even", [4, 1, 3, 2], 2.5],
  ["as numbers, not as text", [100, 9, 20], 20],
  ["one far out", [5, 5, 5, 5, 1_000], 5],
];

for (const [name, values, expected] of medians) test(`median: ${name}`, () => assert.equal(median(values), expected));

test("no values have no median", () => assert.throws(() => median([]), RangeError));

/** Samples of one second of wall-clock time and one of CPU, so that requests are requests per CPU-second. */
function measured(key: GeneratorKey, requests: number[], cpuSeconds = 1): Measured {
  const samples = requests.map(
    (count): Sample => ({ requests: count, seconds: 1, cpuSeconds, userSeconds: cpuSeconds / 4 }),
  );
  return { key, name: key, samples };
}

const exactly = (value: number): Spread => ({ median: value, lowest: value, highest: value });

test("a row has medians over the rounds, and CPU time by request", () => {
  const [row] = rowsOf([measured("wrk", [100_000, 200_000, 400_000], 2)]);
  assert.equal(row?.requestsPerSecond, 200_000);
  assert.equal(row.cpuSeconds, 2);
  assert.deepEqual(row.requestsPerCpuSecond, { median: 100_000, lowest: 50_000, highest: 200_000 });
  assert.deepEqual([row.userUs, row.systemUs], [2.5, 7.5]);
});

test("ratios are taken within each round: a machine that slows down for all changes none", () => {
  const rows = rowsOf([measured("gantry-bare", [200, 100, 50]), measured("autocannon", [100, 50, 25])]);
  assert.deepEqual(rows[0]?.toAutocannon, exactly(2));
  assert.deepEqual(rows[1]?.toAutocannon, exactly(1));
});

test("a peer that was not measured gives no ratio", () => {
  const [row] = rowsOf([measured("gantry-bare", [200])]);
  assert.deepEqual([row?.toAutocannon, row?.toWrk], [null, null]);
});

const aimCases: [name: string, bare: number, peer: GeneratorKey, aim: string, result: string][] = [
  ["just met", 180, "autocannon", "bare ≥ 1.8 × autocannon", "met"],
  ["just missed", 179, "autocannon", "bare ≥ 1.8 × autocannon", "missed"],
  ["met against wrk", 70, "wrk", "bare ≥ 0.70 × wrk", "met"],
  ["missed against Locust", 1_499, "locust", "bare ≥ 15 × Locust's FastHttpUser", "missed"],
  ["stretched", 84, "wrk", "stretch: bare ≥ 0.85 × wrk", "missed"],
  ["without that peer", 180, "hey", "bare ≥ 0.70 × wrk", "not measured"],
];

for (const [name, bare, peer, aim, expected] of aimCases)
  test(`aim ${name}`, () => {
    const results = aimResults([measured("gantry-bare", [bare, bare, bare]), measured(peer, [100, 100, 100])]);
    assert.equal(results.find(({ sentence }) => sentence === aim)?.result, expected);
  });
