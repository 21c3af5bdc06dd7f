import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion } from "./criterion.ts";
import { emptyTallies, tallySecond } from "./second-limits.ts";
import { aCriterion, aFrame, aPlan, type MadeUp } from "./testing/measured.ts";

const requests = (count: number, request: MadeUp): MadeUp[] => new Array<MadeUp>(count).fill(request);
const fast = { latencyMs: 10 };
const slow = { latencyMs: 600 };
const failed: MadeUp = { latencyMs: 10, error: "status 503" };

type Case = [name: string, criterion: Criterion, second: MadeUp[], seconds: number, beyond: number];
const each = (metric: Parameters<typeof aCriterion>[0], change: Partial<Criterion>) =>
  aCriterion(metric, { ...change, per: "second" });
const p95 = each({ kind: "percentile", q: 0.95 }, { limit: 500 });

const cases: Case[] = [
  ["within", p95, requests(20, fast), 1, 0],
  ["one of twenty slow is still within a p95", p95, [...requests(19, fast), slow], 1, 0],
  ["two of twenty are not", p95, [...requests(18, fast), slow, slow], 1, 1],
  ["nothing ended: not judged", p95, [], 0, 0],
  [
    "another step's second",
    each({ kind: "percentile", q: 0.95 }, { limit: 500, scope: { kind: "step", step: "traceability" } }),
    requests(5, slow),
    0,
    0,
  ],
  [
    "its own step's",
    each({ kind: "percentile", q: 0.95 }, { limit: 500, scope: { kind: "step", step: "register lot" } }),
    requests(5, slow),
    1,
    1,
  ],
  ["mean", each("mean", { limit: 300 }), [fast, slow], 1, 1],
  ["max", each("max", { limit: 600 }), [slow], 1, 0],
  ["errors within", each("errors", { limit: 0.1 }), [...requests(9, fast), failed], 1, 0],
  ["errors beyond", each("errors", { limit: 0.05 }), [...requests(9, fast), failed], 1, 1],
  ["throughput reached", each("throughput", { limit: 10 }), requests(10, fast), 1, 0],
  ["throughput missed by an empty second", each("throughput", { limit: 10 }), [], 1, 1],
];

test("one second against a limit that holds each second", () => {
  for (const [name, criterion, second, seconds, beyond] of cases) {
    const plan = aPlan({ criteria: [criterion] });
    const [tally] = emptyTallies(plan);
    assert.ok(tally !== undefined);
    tallySecond(tally, aFrame(plan, 0, second));
    assert.deepEqual([tally.seconds, tally.beyond], [seconds, beyond], name);
  }
});

test("criteria of the whole run are not tallied", () => {
  assert.deepEqual(emptyTallies(aPlan({ criteria: [aCriterion("mean", {})] })), []);
});
