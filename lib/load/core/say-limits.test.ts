import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion } from "./criterion.ts";
import { limitInWords } from "./say-limits.ts";
import { aCriterion, errors } from "./testing/measured.ts";

const p95 = aCriterion({ kind: "percentile", q: 0.95 }, { limit: 500 });
const recovery = aCriterion({ kind: "recovery", q: 0.95, limitMs: 250 }, { limit: 30 });

const cases: [what: string, criterion: Criterion, limit: string, warns: string, judged: string][] = [
  ["a plain figure", { ...p95, warn: 400 }, "at most 500 ms", "over 400 ms", "plain figure"],
  ["by bound", { ...p95, judge: "bound" }, "at most 500 ms", "–", "95 % bound"],
  ["each second", { ...p95, per: "second" }, "at most 500 ms", "–", "each second"],
  ["errors of each second have no bound", { ...errors, per: "second" }, "at most 0.1 %", "–", "each second"],
  ["a recovery", recovery, "at most 30 s", "–", "plain figure"],
  ["at least", aCriterion("delivered", { limit: 0.99, warn: 0.995 }), "at least 99 %", "below 99.5 %", "plain figure"],
];

test("limits in words, and by what they are judged", () => {
  for (const [what, criterion, limit, warns, judged] of cases)
    assert.deepEqual(limitInWords(criterion), { limit, warns, judged }, what);
});
