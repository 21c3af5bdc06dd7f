import assert from "node:assert/strict";
import test from "node:test";
import { isNewTurn } from "./probe-turn.ts";

const good = { outcome: "good" as const, at: 1_000, ruleVersion: 1 };

const cases: [
  name: string,
  before: Parameters<typeof isNewTurn>[0],
  next: Parameters<typeof isNewTurn>[1],
  valid: number | null,
  expected: boolean,
][] = [
  ["the first result", { outcome: null, at: null, ruleVersion: 1 }, good, 60, true],
  ["good again", good, { ...good, at: 11_000 }, 60, false],
  ["good, then failed", good, { ...good, outcome: "failed", at: 11_000 }, 60, true],
  ["failed, then no answer", { ...good, outcome: "failed" }, { ...good, outcome: "no-answer" }, 60, true],
  ["good again at the end of its time", good, { ...good, at: 61_000 }, 60, false],
  ["good again after it had expired", good, { ...good, at: 61_001 }, 60, true],
  ["good again, counting for ever", good, { ...good, at: 9_000_000_000 }, null, false],
  [
    "failed again after a long time",
    { ...good, outcome: "failed" },
    { ...good, outcome: "failed", at: 9_000_000 },
    60,
    false,
  ],
  ["good over another rule", good, { ...good, at: 2_000, ruleVersion: 2 }, 60, true],
];

test("a result is another turn when what stood before it does not hold for it", () => {
  for (const [name, before, next, valid, expected] of cases)
    assert.equal(isNewTurn(before, next, valid), expected, name);
});
