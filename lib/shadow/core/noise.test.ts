import assert from "node:assert/strict";
import test from "node:test";
import type { DifferenceKind } from "./difference.ts";
import { type NoiseEvidence, proposeNoise } from "./noise.ts";

const start = 1_714_557_600_000;
const iso = (ms: number) => new Date(ms).toISOString();
const noZeros = (n: number) => `${String(n * 7919 + 1).padStart(8, "1")}-9dc0-41d1-b245-${String(n).padStart(12, "0")}`;
const token = (n: number) =>
  `aB${(n * 48271 + 1e9).toString(36)}Z9${(n * 7919 + 1e9).toString(36).toUpperCase()}xyz${n % 10}`;
/** Some jitter that does not repeat quickly. */
const jitter = (n: number, most: number) => (n * 7919) % most;

type Pair = (n: number) => [legacy: unknown, candidate: unknown];

function evidence(path: string, pair: Pair, parts: Partial<NoiseEvidence> = {}): NoiseEvidence {
  const samples = Array.from({ length: 200 }, (_, n) => {
    const [legacy, candidate] = pair(n);
    return { legacy: JSON.stringify(legacy), candidate: JSON.stringify(candidate), at: start + n * 3000 };
  });
  const kind: DifferenceKind = path.startsWith("header:") ? "header" : "value";
  return {
    endpoint: "GET /lots/{id}",
    path,
    kind,
    shape: "",
    differing: 200,
    compared: 200,
    samples,
    twin: null,
    ...parts,
  };
}

const proposed: [name: string, path: string, pair: Pair, what: string, effect: string][] = [
  ["UUIDs", "$.request", (n) => [noZeros(n), noZeros(n + 999)], "uuid", "ignore"],
  ["tokens", "$.session", (n) => [token(n), token(n + 5000)], "token", "ignore"],
  ["ids of two tables", "$.id", (n) => [n + 17, 900 + ((n * 37) % 211)], "id", "ignore"],
  ["a code and a code", "$.booking_ref", (n) => [`REQ-${1000 + n}`, `REQ-${8000 + n * 2}`], "id", "ignore"],
  ["links that carry ids", "header:location", (n) => [`/lots/${n}`, `/lots/${n + 500}`], "id", "ignore"],
  [
    "the clock",
    "$.served_at",
    (n) => [iso(start + n * 3000 + jitter(n, 40)), iso(start + n * 3000 + 700 + jitter(n, 90))],
    "clock",
    "time 2000",
  ],
  [
    "an hour from now",
    "$.expires_at",
    (n) => [iso(start + n * 3000 + 3_600_000 + jitter(n, 7)), iso(start + n * 3000 + 3_600_100 + jitter(n, 9))],
    "clock",
    "time 250",
  ],
  [
    "made a moment later",
    "$.created_at",
    (n) => [iso(start - jitter(n, 9e9)), iso(start - jitter(n, 9e9) + 20 + jitter(n, 300))],
    "clock",
    "time 1000",
  ],
  ["seconds of the clock", "$.now", (n) => [start / 1000 + n * 3, start / 1000 + n * 3 + 1], "clock", "time 2000"],
  ["counters", "$.sequence", (n) => [100 + n, 7000 + n * 2], "counter", "ignore"],
  ["durations of the answer", "$.took_ms", (n) => [3 + jitter(n, 71), 2 + jitter(n + 13, 43)], "timing", "ignore"],
  ["what a server says of itself", "header:server", () => ["old/1", "new/2"], "technical header", "ignore"],
];
for (const [name, path, pair, what, effect] of proposed)
  test(`proposed: ${name}`, () => {
    const [found] = proposeNoise([evidence(path, pair)]);
    assert.equal(found?.what, what);
    const told = found?.effect.do === "time" ? `time ${found.effect.toleranceMs}` : found?.effect.do;
    assert.equal(told, effect);
  });

const kept: [name: string, path: string, pair: Pair, parts?: Partial<NoiseEvidence>][] = [
  ["kilograms for grams", "$.weight_id", (n) => [n / 4 + 0.25, 1000 * (n / 4 + 0.25)]],
  ["kilograms for grams, whole", "$.weight", (n) => [n + 1, 1000 * (n + 1)]],
  ["trailing spaces", "$.lot_id", (n) => [`LOT-${1000 + n}`, `LOT-${1000 + n}  `]],
  ["leading zeros", "$.ean_id", (n) => [String(4000 + n).padStart(13, "0"), String(4000 + n)]],
  ["rounding", "$.kg", (n) => [n + 0.126, n + 0.13]],
  [
    "a time zone",
    "$.served_at",
    (n) => [iso(start + n * 3000 + jitter(n, 9)), iso(start + n * 3000 + 7_200_000 + jitter(n, 40))],
  ],
  ["cut to seconds", "$.created_at", (n) => [iso(start + n * 3123), iso(Math.floor((start + n * 3123) / 1000) * 1000)]],
  [
    "three seconds too late, always",
    "$.started_at",
    (n) => [iso(start - jitter(n, 9e9)), iso(start - jitter(n, 9e9) + 3000)],
  ],
  [
    "ten hours instead of one",
    "$.expires_at",
    (n) => [iso(start + n * 3000 + 3_600_000), iso(start + n * 3000 + 36_000_000)],
  ],
  [
    "another way to write times",
    "$.served_at",
    (n) => [iso(start + n * 3000), iso(start + n * 3000).replace(/\.\d+Z/, "+00:00")],
  ],
  [
    "a day too late",
    "$.due",
    (n) => [iso(start + n * 864e5).slice(0, 10), iso(start + n * 864e5 + 864e5).slice(0, 10)],
  ],
  ["one id for all", "$.gate_id", (n) => [n % 40, 1]],
  ["few ids", "$.grade_id", (n) => [n % 4, (n % 4) + 1]],
  ["ids in a place that is none", "$.gate", (n) => [n + 17, 900 + ((n * 37) % 211)]],
  ["ids, not one for one", "$.parent_id", (n) => [n % 50, (n * 7) % 60]],
  ["UUIDs that are always the same", "$.tenant", () => [noZeros(1), noZeros(2)]],
  ["a sum that climbs", "$.lots_total", (n) => [100 + n, 98 + n]],
  [
    "a measured duration in another unit",
    "$.soak_duration_ms",
    (n) => [60_000 * (1 + jitter(n, 30)), 60 * (1 + jitter(n, 30))],
  ],
  ["a checksum", "$.sha256", (n) => [token(n), token(n + 5000)]],
  ["ids that mostly agree", "$.lot_id", (n) => [n, n + 1000], { compared: 1000 }],
  ["too few exchanges", "$.request", (n) => [noZeros(n), noZeros(n + 999)], { compared: 40, differing: 40 }],
  ["a missing field", "$.request", (n) => [noZeros(n), null], { kind: "missing" }],
];
for (const [name, path, pair, parts] of kept)
  test(`never proposed: ${name}`, () => assert.deepEqual(proposeNoise([evidence(path, pair, parts)]), []));

test("a field that is mostly null counts by where it is", () => {
  const parts = { compared: 1000, present: 210 };
  assert.equal(proposeNoise([evidence("$.parent_id", (n) => [n + 17, 900 + ((n * 37) % 211)], parts)]).length, 1);
});

const twins: [name: string, differing: number, twinDiffering: number, kind: DifferenceKind, effect: string | null][] = [
  ["differs as often as the twin", 500, 480, "value", "ignore"],
  ["differs somewhat more often", 500, 340, "value", "ignore"],
  ["differs clearly more often", 500, 300, "value", null],
  ["differs more often by almost nothing", 3, 1, "value", "ignore"],
  ["the twin never differs", 3, 0, "value", null],
  ["the twin's order differs too", 500, 510, "order", "any-order"],
  ["the twin misses it too", 500, 510, "missing", "ignore"],
];
for (const [name, differing, twinDiffering, kind, effect] of twins)
  test(`with a twin: ${name}`, () => {
    const twin = { compared: 10_000, differing: twinDiffering, samples: [] };
    const group = evidence("$.reading", (n) => [n / 4, n / 3], { kind, differing, compared: 10_000, twin });
    assert.equal(proposeNoise([group])[0]?.effect.do ?? null, effect);
  });

test("with a twin: a clock that runs two hours ahead is still seen", () => {
  const group = (shift: number) => {
    const legacy = (n: number) => start + n * 3000 + jitter(n, 33);
    const pair: Pair = (n) => [iso(legacy(n)), iso(legacy(n) + shift + jitter(n, 40))];
    const twin = {
      compared: 200,
      differing: 200,
      samples: evidence("$.at", (n) => [iso(legacy(n)), iso(legacy(n) + 30)]).samples,
    };
    return evidence("$.at", pair, { shape: "time → time", twin });
  };
  assert.deepEqual(proposeNoise([group(20)])[0]?.effect, { do: "time", toleranceMs: 250 });
  assert.deepEqual(proposeNoise([group(7_200_000)]), []);
});

test("a proposal says what it would swallow; the largest comes first", () => {
  const uuids: Pair = (n) => [noZeros(n), noZeros(n + 999)];
  const [first, second] = proposeNoise([
    evidence("$.a", uuids, { compared: 1000, differing: 900 }),
    evidence("$.b", uuids, { compared: 1000, differing: 1000 }),
  ]);
  assert.equal(first?.path, "$.b");
  assert.equal(
    second?.swallows.says,
    "No difference at this place would be seen any more, wrong values included. Of 1,000 exchanges of GET /lots/{id}, 900 (90 %) differ here.",
  );
  assert.equal(
    second?.why,
    "Both sides are UUIDs that each system makes for itself; different in 90 % of the exchanges.",
  );
});
