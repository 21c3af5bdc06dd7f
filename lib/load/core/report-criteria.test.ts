import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion } from "./criterion.ts";
import { criterionFigures, limitAsSet } from "./report-criteria.ts";
import { aCriterion, errors } from "./testing/measured.ts";
import type { Judged, VerdictKind } from "./verdict.ts";

const p95: Criterion = aCriterion({ kind: "percentile", q: 0.95 }, { limit: 250 });
const recovery: Criterion = aCriterion({ kind: "recovery", q: 0.95, limitMs: 250 }, { limit: 30 });
const throughput: Criterion = aCriterion("throughput", { limit: 500 });

const cases: [
  what: string,
  criterion: Criterion,
  judged: { measured: number | null; kind?: VerdictKind; isWarning?: boolean },
  says: [name: string, measured: string, limit: string, word: string],
][] = [
  ["plain", p95, { measured: 200 }, ["p95", "200 ms", "at most 250 ms", "PASS"]],
  [
    "a scope by tag, and a warning that came",
    { ...p95, scope: { kind: "tag", tag: "read" }, warn: 180 },
    { measured: 200, isWarning: true },
    ["p95 tag read", "200 ms", "at most 250 ms, warning over 180 ms", "PASS, warning"],
  ],
  [
    "a kind of users, and a warning that did not come",
    { ...p95, scope: { kind: "users", users: "dispatcher" }, warn: 220 },
    { measured: 200 },
    ["p95 users dispatcher", "200 ms", "at most 250 ms, warning over 220 ms", "PASS"],
  ],
  [
    "each second: what was measured is a share of seconds",
    { ...p95, per: "second" },
    { measured: 0.12, kind: "fail" },
    ["p95 each second", "12 % of seconds over", "at most 250 ms in each second", "FAIL"],
  ],
  [
    "throughput each second",
    { ...throughput, per: "second", warn: 600 },
    { measured: 0.02 },
    ["throughput each second", "2 % of seconds under", "at least 500/s in each second, warning under 600/s", "PASS"],
  ],
  ["recovery in seconds", recovery, { measured: 12 }, ["recovery to p95 250 ms", "12 s", "at most 30 s", "PASS"]],
  ["nothing measured", p95, { measured: null, kind: "inconclusive" }, ["p95", "–", "at most 250 ms", "INCONCLUSIVE"]],
];

test("what a report says of a criterion", () => {
  for (const [what, criterion, { measured, kind = "pass", isWarning }, says] of cases) {
    const judged: Judged = { criterion, kind, reason: null, sentence: "s", measured, isWarning, n: 500, missing: 0 };
    const [figures] = criterionFigures({ kind, reasons: [], criteria: [judged] });
    assert.ok(figures);
    const { name, limitInWords, word } = figures;
    assert.deepEqual([name, figures.measured.text, limitInWords, word], says, what);
    assert.equal(figures.measured.value, measured, what);
    assert.equal(figures.per, criterion.per ?? "run", what);
  }
});

test("by what it was judged: each second by its measured value, whatever was asked for", () => {
  const judgedBy = (criterion: Criterion) => {
    const judged: Judged = {
      ...{ criterion, kind: "pass", reason: null, sentence: "s" },
      measured: 0,
      n: 500,
      missing: 0,
    };
    return criterionFigures({ kind: "pass", reasons: [], criteria: [judged] })[0]?.judgedBy;
  };
  assert.deepEqual([errors, { ...errors, per: "second" as const }, p95].map(judgedBy), [
    "bound",
    "measured",
    "measured",
  ]);
  assert.equal(
    limitAsSet({ ...errors, per: "second" }),
    "errors each second: at most 0.1 % in each second, judged by the measured figure",
  );
});
