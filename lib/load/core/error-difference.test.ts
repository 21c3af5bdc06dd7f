import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type ErrorSays, errorDifference, type Tries } from "./error-difference.ts";

const cases: [name: string, base: Tries, other: Tries, says: ErrorSays][] = [
  ["none failed in either", { n: 3_000, failed: 0 }, { n: 3_000, failed: 0 }, "no difference shown"],
  ["one of three thousand is no difference", { n: 3_000, failed: 0 }, { n: 3_000, failed: 1 }, "no difference shown"],
  ["one in a hundred is", { n: 3_000, failed: 0 }, { n: 3_000, failed: 30 }, "more errors"],
  ["and the other way round", { n: 3_000, failed: 30 }, { n: 3_000, failed: 0 }, "fewer errors"],
  ["ten requests tell little", { n: 10, failed: 0 }, { n: 10, failed: 3 }, "no difference shown"],
  ["all failed", { n: 500, failed: 1 }, { n: 500, failed: 500 }, "more errors"],
  ["without requests", { n: 0, failed: 0 }, { n: 500, failed: 500 }, "too short to say"],
];
for (const [name, base, other, says] of cases)
  test(`${name}: ${says}`, () => assert.equal(errorDifference(base, other).says, says));

test("near what Newcombe published for 56 of 70 and 48 of 80, and a little wider, as the exact interval of a ratio is", () => {
  // Statistics in Medicine 17, 1998, table II (a), method 10: 0.0524 to 0.3339.
  const { difference, low, high } = errorDifference({ n: 80, failed: 48 }, { n: 70, failed: 56 });
  assert.ok(Math.abs((difference ?? 0) - 0.2) < 1e-12);
  assert.ok(low !== null && low < 0.0524 && low > 0.0374, String(low));
  assert.ok(high !== null && high > 0.3339 && high < 0.35, String(high));
});

test("turned round it is the same with the other sign, and the difference lies within", () => {
  const tries = fc
    .integer({ min: 1, max: 5_000 })
    .chain((n) => fc.record({ n: fc.constant(n), failed: fc.integer({ min: 0, max: n }) }));
  fc.assert(
    fc.property(tries, tries, (one, two) => {
      const [there, back] = [errorDifference(one, two), errorDifference(two, one)];
      const near = (a: number | null, b: number | null) => assert.ok(Math.abs((a ?? 9) - (b ?? 8)) < 1e-12);
      near(there.difference, -(back.difference ?? 9));
      near(there.low, -(back.high ?? 9));
      assert.ok((there.low ?? 9) <= (there.difference ?? 8) && (there.difference ?? 9) <= (there.high ?? 8));
      assert.ok((there.low ?? -9) >= -1 - 1e-12 && (there.high ?? 9) <= 1 + 1e-12);
    }),
  );
});
