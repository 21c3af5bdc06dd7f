import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { kindSequence } from "./user-kinds.ts";

const countsOf = (shares: readonly number[], users: number) => {
  const kinds = kindSequence(shares, users);
  return shares.map((_, kind) => kinds.filter((one) => one === kind).length);
};

test("100 users at 60 : 30 : 10 are exactly that, and 10 are 6, 3 and 1", () => {
  assert.deepEqual(countsOf([60, 30, 10], 100), [60, 30, 10]);
  assert.deepEqual(countsOf([60, 30, 10], 10), [6, 3, 1]);
  assert.deepEqual(countsOf([0.6, 0.3, 0.1], 10), [6, 3, 1]);
});

test("the largest kind comes first, and one kind alone is all", () => {
  assert.deepEqual([...kindSequence([1, 9], 2)], [1, 1]);
  assert.deepEqual(countsOf([5], 7), [7]);
});

test("no kind is ever two users away from its share", () => {
  const shares = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(shares, fc.integer({ min: 1, max: 300 }), (given, users) => {
      const all = given.reduce((sum, share) => sum + share, 0);
      for (const [kind, count] of countsOf(given, users).entries())
        assert.ok(Math.abs(count - (users * (given[kind] ?? 0)) / all) < 2);
    }),
  );
});
