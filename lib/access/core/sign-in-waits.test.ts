import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  accountRule,
  addressRule,
  noTries,
  oneLess,
  oneMoreWrong,
  sayTry,
  sayWait,
  type Tries,
  type TriesRule,
  triesKeptMs,
  waitLeftMs,
} from "./sign-in-waits.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Wrong tries, each as soon as it is free and `pauseMs` after that; answers the waits in minutes. */
function waits(rule: TriesRule, count: number, pauseMs = 0): number[] {
  let now = 0;
  let tries = noTries(now);
  return Array.from({ length: count }, () => {
    now += waitLeftMs(tries, now) + pauseMs;
    tries = oneMoreWrong(tries, rule, now);
    return waitLeftMs(tries, now) / minute;
  });
}

test("four wrong tries are free, the fifth brings a minute, then 2, 4, 8, 15 and 15 again", () => {
  assert.deepEqual(waits(accountRule, 12), [0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15, 15]);
});

test("five within an hour bring the wait, however they are spread", () => {
  const cases: [name: string, pauseMs: number, waits: number[]][] = [
    ["at once", 0, [0, 0, 0, 0, 1]],
    ["a minute apart", minute, [0, 0, 0, 0, 1]],
    ["14 minutes apart", 14 * minute, [0, 0, 0, 0, 1]],
    ["61 minutes apart", 61 * minute, [0, 0, 0, 0, 0]],
  ];
  for (const [name, pauseMs, expected] of cases) assert.deepEqual(waits(accountRule, 5, pauseMs), expected, name);
});

test("an address: 49 are free over all accounts, one is forgiven each ten minutes", () => {
  assert.deepEqual(waits(addressRule, 56).slice(48), [0, 1, 2, 4, 8, 15, 15, 15]);
  const after = oneMoreWrong({ wrong: 49, sinceMs: 0, waitsUntilMs: null }, addressRule, 35 * minute);
  assert.deepEqual(after, { wrong: 47, sinceMs: 30 * minute, waitsUntilMs: null });
});

test("forgiving goes on from where it was, not from the newest try", () => {
  const cases: [name: string, tries: Tries, nowMs: number, expected: Tries][] = [
    ["not yet", { wrong: 3, sinceMs: 0, waitsUntilMs: null }, hour - 1, { wrong: 4, sinceMs: 0, waitsUntilMs: null }],
    ["one", { wrong: 3, sinceMs: 0, waitsUntilMs: null }, hour, { wrong: 3, sinceMs: hour, waitsUntilMs: null }],
    [
      "all",
      { wrong: 3, sinceMs: 0, waitsUntilMs: null },
      3 * hour,
      { wrong: 1, sinceMs: 3 * hour, waitsUntilMs: null },
    ],
  ];
  for (const [name, tries, now, expected] of cases)
    assert.deepEqual(oneMoreWrong(tries, accountRule, now), expected, name);
});

test("a right try is as if it had not been counted", () => {
  const four: Tries = { wrong: 4, sinceMs: 7, waitsUntilMs: null };
  assert.deepEqual(oneLess(oneMoreWrong(four, accountRule, 8)), { ...four, sinceMs: 7 + minute });
  const three: Tries = { wrong: 3, sinceMs: 7, waitsUntilMs: null };
  assert.deepEqual(oneLess(oneMoreWrong(three, accountRule, 8)), three);
  assert.deepEqual(oneLess(noTries(3)), noTries(3));
});

test("never longer than 15 minutes, and nothing is left after a day, whatever was tried", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5 * hour), { maxLength: 80 }),
      fc.constantFrom(accountRule, addressRule),
      (pauses, rule) => {
        let now = 0;
        let tries = noTries(now);
        for (const pause of pauses) {
          now += waitLeftMs(tries, now) + pause;
          tries = oneMoreWrong(tries, rule, now);
          assert.ok(waitLeftMs(tries, now) <= 15 * minute);
        }
        assert.equal(oneMoreWrong(tries, rule, now + triesKeptMs).wrong, 1);
      },
    ),
  );
});

test("words", () => {
  assert.deepEqual([0, 1, minute, minute + 1, 15 * minute].map(sayWait), [
    "1 min",
    "1 min",
    "1 min",
    "2 min",
    "15 min",
  ]);
  assert.deepEqual([1, 2, 5, 9].map(sayTry), ["the first", "the second", "the fifth", "the last"]);
});
