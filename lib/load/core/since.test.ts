import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion } from "./criterion.ts";
import { sinceWatch } from "./since.ts";
import { errors, p99 } from "./testing/measured.ts";
import type { Verdict, VerdictKind } from "./verdict.ts";

function aVerdict(...standings: [criterion: Criterion, kind: VerdictKind][]): Verdict {
  const criteria = standings.map(([criterion, kind]) => ({
    ...{ criterion, kind, reason: null, sentence: "", measured: null, n: 0, missing: 0 },
  }));
  return { kind: "pass", reasons: [], criteria };
}

test("a criterion stands as it stands since the second in which it changed", () => {
  const watch = sinceWatch();
  const seconds: [second: number, p99: VerdictKind, errors: VerdictKind, expected: Record<string, number>][] = [
    [0, "inconclusive", "inconclusive", { p99: 0, errors: 0 }],
    [8, "inconclusive", "inconclusive", { p99: 0, errors: 0 }],
    [9, "pass", "inconclusive", { p99: 9, errors: 0 }],
    [10, "fail", "inconclusive", { p99: 10, errors: 0 }],
    [11, "fail", "fail", { p99: 10, errors: 11 }],
    [12, "pass", "fail", { p99: 12, errors: 11 }],
  ];
  for (const [second, first, other, expected] of seconds)
    assert.deepEqual(watch(aVerdict([errors, other], [p99, first]), second), expected);
});

test("of two criteria with one name the worst tells, which comes first", () => {
  const watch = sinceWatch();
  const stricter: Criterion = { ...p99, limit: 100 };
  for (const second of [5, 6, 7])
    assert.deepEqual(watch(aVerdict([stricter, "fail"], [p99, "pass"]), second), { p99: 5 });
});

test("a watch goes on from where another had come", () => {
  const verdict = aVerdict([errors, "fail"], [p99, "pass"]);
  const watch = sinceWatch({ verdict, since: { p99: 4, errors: 7 } });
  assert.deepEqual(watch(verdict, 20), { p99: 4, errors: 7 });
  assert.deepEqual(watch(aVerdict([errors, "fail"], [p99, "fail"]), 21), { p99: 21, errors: 7 });
});

test("two watches know nothing of each other", () => {
  sinceWatch()(aVerdict([p99, "pass"]), 3);
  assert.deepEqual(sinceWatch()(aVerdict([p99, "pass"]), 9), { p99: 9 });
});
