import assert from "node:assert/strict";
import test from "node:test";
import type { Metric } from "./criterion.ts";
import { criterionOf, type LimitOf, readLimitExpression } from "./limit-expression.ts";

const percentile = (q: number): Metric => ({ kind: "percentile", q });

const read: [text: string, of: LimitOf, metric: Metric, limit: number][] = [
  ["p(95)<500", "time", percentile(0.95), 500],
  ["p(95) <= 500", "time", percentile(0.95), 500],
  ["p(99.9)<1000", "time", percentile(0.999), 1000],
  [" avg < 300.5 ", "time", { kind: "mean" }, 300.5],
  ["med<200", "time", percentile(0.5), 200],
  ["max<2000", "time", { kind: "max" }, 2000],
  ["rate<0.01", "failures", { kind: "errors" }, 0.01],
  ["rate<=0", "failures", { kind: "errors" }, 0],
  ["rate>=1000", "requests", { kind: "throughput" }, 1000],
  ["rate>0.99", "checks", { kind: "errors" }, 0.01],
  ["rate>=1", "checks", { kind: "errors" }, 0],
];

test("what k6 writes is read as what Gantry judges", () => {
  for (const [text, of, metric, limit] of read)
    assert.deepEqual(readLimitExpression(text, of), { ok: true, metric, limit }, text);
});

const refused: [text: string, of: LimitOf][] = [
  ["p(95)>500", "time"],
  ["p(100)<500", "time"],
  ["p(0)<500", "time"],
  ["p95<500", "time"],
  ["min<10", "time"],
  ["count>10", "requests"],
  ["avg<0", "time"],
  ["avg==300", "time"],
  ["avg<300 || max<5", "time"],
  ["rate>0.01", "failures"],
  ["rate<1.5", "failures"],
  ["rate<1000", "requests"],
  ["rate<0.99", "checks"],
  ["p(95)<500", "failures"],
  ["avg<-1", "time"],
  ["", "time"],
];

test("what Gantry does not judge is refused with what was expected", () => {
  for (const [text, of] of refused) {
    const answer = readLimitExpression(text, of);
    assert.ok(!answer.ok && answer.expected.startsWith("a limit of "), text);
  }
});

test("none may fail is judged by the plain ratio: nothing shows it with 95 % confidence", () => {
  const cases: [text: string, of: LimitOf, judge: string][] = [
    ["rate>=1", "checks", "measured"],
    ["rate<=0", "failures", "measured"],
    ["rate>0.99", "checks", "bound"],
    ["rate<0.01", "failures", "bound"],
    ["p(95)<500", "time", "measured"],
  ];
  for (const [text, of, judge] of cases) {
    const answer = readLimitExpression(text, of);
    assert.ok(answer.ok, text);
    assert.equal(criterionOf(answer.metric, answer.limit).judge, judge, text);
  }
});
