import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { kindSequence, usersByKind } from "./user-kinds.ts";

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

const byKind: [shares: number[], users: number, given: number[]][] = [
  [[60, 30, 10], 100, [60, 30, 10]],
  [[60, 30, 10], 20, [12, 6, 2]],
  [[60, 30, 10], 4, [2, 1, 1]],
  [[60, 30, 10], 3, [1, 1, 1]],
  [[60, 30, 10], 2, [1, 1, 0]],
  [[10, 30, 60], 1, [0, 0, 1]],
  [[1_000, 1], 50, [49, 1]],
  [[1], 20, [20]],
];

test("each kind gets its share of so many users, one at least where there are enough", () => {
  for (const [shares, users, given] of byKind) assert.deepEqual(usersByKind(shares, users), given, `${users} users`);
});

test("all users are given, and as by their shares alone where that leaves nobody out", () => {
  const shares = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(shares, fc.integer({ min: 1, max: 300 }), (given, users) => {
      const counts = usersByKind(given, users);
      assert.equal(
        counts.reduce((sum, one) => sum + one, 0),
        users,
      );
      assert.ok(users < given.length || counts.every((count) => count >= 1));
      const free = countsOf(given, users);
      if (free.every((count) => count >= 1)) assert.deepEqual(counts, free);
    }),
  );
});
