import assert from "node:assert/strict";
import test from "node:test";
import type { DifferenceKind } from "./difference.ts";
import { proposeNoise } from "./noise.ts";
import { evidence, iso, jitter, noZeros, type Pair, start } from "./testing/noise-evidence.ts";

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
  assert.deepEqual(proposeNoise([group(20)])[0]?.effect, { do: "time", toleranceMs: 1000 });
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
