import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { emptyHistogram, type Histogram, recordUs } from "#lib/platform/core/histogram.ts";
import type { Criterion } from "./criterion.ts";
import { emptyTotals } from "./fold.ts";
import type { ErrorKind, Frame } from "./frame.ts";
import { type Ending, judgeRun } from "./judge-run.ts";
import { aCriterion, aPlan, aRun, constantRate, errors, p99, times } from "./testing/measured.ts";
import type { Verdict } from "./verdict.ts";

const completed: Ending = { outcome: "completed", sentence: "Ran to its planned end." };
const delivered = aCriterion("delivered", { limit: 0.98 });

type Change = {
  criteria?: readonly Criterion[];
  ending?: Ending;
  seconds?: number;
  perSecond?: number;
  latencyMs?: number;
  error?: ErrorKind;
  /** Requests of each second that fail with `error`. */
  failing?: number;
  frame?(second: number): Partial<Frame>;
};

/** The practice run, 50 a second for a minute, all well at 100 ms: it passes. Each row of the tables below changes one thing. */
function practiceRun(change: Change = {}): Verdict {
  const { criteria = [p99, errors], ending = completed, seconds = 60, perSecond = 50, latencyMs = 100 } = change;
  const plan = aPlan({ criteria });
  const { error, failing = 0, frame } = change;
  const failed = error === undefined ? [] : times(failing, { latencyMs, error });
  const requests = [...times(perSecond - failed.length, { latencyMs }), ...failed];
  return judgeRun({ plan, totals: aRun(plan, seconds, () => requests, frame), ending });
}

const lateBy = (ms: number): Histogram => {
  const lateness = emptyHistogram();
  for (let at = 0; at < 50; at++) recordUs(lateness, ms * 1_000);
  return lateness;
};
const saturated = { saturated: true, late: 50, lateness: lateBy(20) };
const reasons = (verdict: Verdict) => verdict.reasons.map(({ reason }) => reason);

test("what passes", () => {
  const cases: [name: string, change: Change][] = [
    ["the practice run", {}],
    ["at its limit exactly", { latencyMs: 500 }],
    [
      "delivery named, at its limit exactly",
      { criteria: [p99, errors, delivered], frame: () => ({ ended: 49, dropped: 1 }) },
    ],
    ["a stutter of the generator: 3 of 60 seconds", { frame: (second) => (second < 3 ? { saturated: true } : {}) }],
    ["lateness up to the limit", { frame: () => ({ lateness: lateBy(9) }) }],
    ["still running: what the verdict would be now", { ending: { outcome: "running" } }],
  ];
  for (const [name, change] of cases) {
    const verdict = practiceRun(change);
    assert.deepEqual([verdict.kind, verdict.reasons], ["pass", []], name);
  }
});

test("what fails", () => {
  const cases: [name: string, change: Change, reasons: string[]][] = [
    ["p99 over its limit", { latencyMs: 501 }, ["criterion-failed"]],
    ["errors", { error: "status 500", failing: 1 }, ["criterion-failed"]],
    ["time-outs are errors", { error: "time-out whole", failing: 1 }, ["criterion-failed"]],
    ["both", { latencyMs: 501, error: "body", failing: 1 }, ["criterion-failed", "criterion-failed"]],
    ["90 % delivered, generator on time", { frame: () => ({ ended: 45, dropped: 5 }) }, ["criterion-failed"]],
    ["90 % delivered, the rest in no count", { perSecond: 45, frame: () => ({ planned: 50 }) }, ["criterion-failed"]],
    [
      "aborted by its own limit",
      { ending: { outcome: "aborted", sentence: "Too many errors." } },
      ["aborted-by-limit"],
    ],
    ["a limit broken, then stopped", { latencyMs: 900, ending: { outcome: "stopped" } }, ["criterion-failed"]],
    ["a limit broken, then interrupted", { latencyMs: 900, ending: { outcome: "interrupted" } }, ["criterion-failed"]],
    [
      "wrong answers, though the generator was saturated",
      { error: "status 500", failing: 5, frame: () => saturated },
      ["criterion-failed"],
    ],
    ["a limit broken while it runs", { latencyMs: 900, ending: { outcome: "running" } }, ["criterion-failed"]],
  ];
  for (const [name, change, expected] of cases) {
    const verdict = practiceRun(change);
    assert.deepEqual([verdict.kind, reasons(verdict)], ["fail", expected], name);
  }
});

test("what is inconclusive", () => {
  const first = { outcome: "running" } as const;
  const cases: [name: string, change: Change, reasons: string[]][] = [
    ["100 requests for a p99", { criteria: [p99], seconds: 2, ending: first }, ["criterion-inconclusive"]],
    ["2,994 for 0.1 %", { criteria: [errors], perSecond: 49 }, ["criterion-inconclusive"]],
    ["stopped early", { ending: { outcome: "stopped" } }, ["stopped-early"]],
    ["interrupted", { ending: { outcome: "interrupted" } }, ["interrupted"]],
    ["no criteria", { criteria: [] }, ["no-criteria"]],
    ["no criteria but delivery", { criteria: [delivered] }, ["no-criteria"]],
    [
      "the generator saturated in 4 of 60 seconds",
      { frame: (second) => (second < 4 ? { saturated: true } : {}) },
      ["generator-saturated"],
    ],
    [
      "the generator late with 1 % of all requests",
      { frame: () => ({ lateness: lateBy(11) }) },
      ["generator-saturated"],
    ],
    [
      "too slow, by a saturated generator",
      { latencyMs: 900, frame: () => saturated },
      ["generator-saturated", "criterion-inconclusive"],
    ],
    [
      "90 % delivered, generator late",
      { frame: () => ({ ended: 45, dropped: 5, ...saturated }) },
      ["generator-saturated", "criterion-inconclusive"],
    ],
    ["completed, with its last seconds not recorded", { seconds: 59, perSecond: 60 }, ["stopped-early"]],
    ["completed, with requests whose end was not recorded", { frame: () => ({ inFlight: 3 }) }, ["stopped-early"]],
    ["refused", { seconds: 0, ending: { outcome: "refused" } }, ["refused", "no-requests", "criterion-inconclusive"]],
    [
      "no requests",
      { perSecond: 0 },
      ["no-requests", "criterion-inconclusive", "criterion-inconclusive", "criterion-inconclusive"],
    ],
  ];
  for (const [name, change, expected] of cases) {
    const verdict = practiceRun(change);
    const said = name === "refused" ? reasons(verdict).slice(0, 3) : reasons(verdict);
    assert.deepEqual([verdict.kind, said], ["inconclusive", expected], name);
  }
});

test("seconds that are missing in the middle are the generator's: more than 5 % of them, and nothing passes", () => {
  const plan = aPlan();
  for (const [left, kind] of [
    [3, "pass"],
    [4, "inconclusive"],
  ] as const) {
    const totals = emptyTotals(plan);
    const whole = aRun(plan, 60, () => times(55, { latencyMs: 100 }));
    Object.assign(totals, whole, { seconds: 60 - left, missingSeconds: left });
    const verdict = judgeRun({ plan, totals, ending: completed });
    assert.equal(verdict.kind, kind, `${left} missing`);
    if (kind === "inconclusive")
      assert.equal(
        verdict.reasons[0]?.sentence,
        "4 of 60 seconds are missing: nobody knows what the generator did in them.",
      );
  }
});

test("every criterion is judged once, worst first, and delivery is always among them", () => {
  const p50: Criterion = { ...p99, metric: { kind: "percentile", q: 0.5 }, limit: 90 };
  const mean = aCriterion("mean", { limit: 101 });
  const lots: Criterion = { ...p99, scope: { kind: "step", step: "traceability" } };
  const { criteria } = practiceRun({ criteria: [mean, p99, lots, p50] });
  assert.deepEqual(
    criteria.map(({ criterion: { metric, scope }, kind }) => [kind, metric.kind, scope.kind]),
    [
      ["fail", "percentile", "all"],
      ["inconclusive", "percentile", "step"],
      ["pass", "mean", "all"],
      ["pass", "delivered", "all"],
      ["pass", "percentile", "all"],
    ],
  );
  const named = practiceRun({ criteria: [p99, errors, { ...delivered, limit: 0.5 }] });
  assert.equal(named.criteria.filter(({ criterion }) => criterion.metric.kind === "delivered").length, 1);
});

test("each verdict says why, in whole sentences", () => {
  const stopped = { outcome: "stopped", sentence: "Stopped by Ada: wrong target" } as const;
  const cases: [change: Change, sentences: string[]][] = [
    [{ latencyMs: 610 }, ["p99 610 ms is over the limit of 500 ms."]],
    [{ latencyMs: 500.4 }, ["p99 502 ms is over the limit of 500 ms."]],
    [{ error: "body", failing: 1 }, ["errors 2 % is over the limit of 0.1 %."]],
    [{ ending: stopped }, ["Stopped by Ada: wrong target"]],
    [{ ending: { outcome: "stopped" } }, ["The run was stopped before its planned end."]],
    [{ ending: { outcome: "interrupted", sentence: null } }, ["The runner went away while the run was going on."]],
    [{ ending: { outcome: "aborted", sentence: "Ended by its own limit." } }, ["Ended by its own limit."]],
    [{ criteria: [] }, ["No criteria were set beside delivery: there is nothing that this run could prove."]],
    [{ seconds: 59, perSecond: 60 }, ["Only 59 s of the planned 1 min were recorded."]],
    [{ frame: () => ({ inFlight: 3 }) }, ["What became of the last 3 requests was not recorded."]],
    [
      { frame: () => ({ ended: 47, dropped: 3 }) },
      [
        "Delivered 94 % of the plan (2,820 of 3,000 requests); at least 98 % is needed; the generator was on time, the target was not.",
      ],
    ],
    [
      { criteria: [p99, errors, { ...delivered, limit: 0.5 }], frame: () => ({ ended: 45, dropped: 5 }) },
      [
        "Delivered 90 % of the plan (2,700 of 3,000 requests); at least 98 % is needed, whatever limit is set; the generator was on time, the target was not.",
      ],
    ],
    [
      { latencyMs: 610, frame: (second) => (second < 6 ? saturated : {}) },
      [
        "The generator was saturated: in 6 of 60 seconds it released requests more than 10 ms late or stood still, its p99 of lateness is 20.1 ms. Part of what was measured is its own slowness.",
        "p99 610 ms is over the limit of 500 ms, but the generator was saturated: the figure is not the target's.",
      ],
    ],
    [
      { frame: (second) => (second < 6 ? { ...saturated, stealRatio: second < 4 ? 0.3 : 0.01 } : {}) },
      [
        "The generator was saturated: in 6 of 60 seconds it released requests more than 10 ms late or stood still, its p99 of lateness is 20.1 ms. In 4 of the saturated seconds the machine's host took more than 5 % of its processor time for others. Part of what was measured is its own slowness.",
      ],
    ],
  ];
  for (const [change, sentences] of cases)
    assert.deepEqual(
      practiceRun(change).reasons.map(({ sentence }) => sentence),
      sentences,
    );
});

test("whatever is measured: no pass without requests, criteria, a whole plan, 98 % of it, and a generator on time", () => {
  const anyRun = fc.record({
    outcome: fc.constantFrom("running", "completed", "stopped", "aborted", "interrupted", "refused" as const),
    seconds: fc.integer({ min: 0, max: 62 }),
    perSecond: fc.constantFrom(0, 1, 50, 60),
    dropped: fc.integer({ min: 0, max: 10 }),
    lateMs: fc.constantFrom(0, 1, 9, 30),
    saturatedEvery: fc.integer({ min: 1, max: 61 }),
    criteria: fc.subarray([p99, errors, aCriterion("mean", {}), { ...delivered, limit: 0.1 }]),
  });
  fc.assert(
    fc.property(anyRun, ({ outcome, seconds, perSecond, dropped, lateMs, saturatedEvery, criteria }) => {
      const plan = aPlan({ criteria, profile: constantRate(50, 60) });
      const frame = (second: number) => ({
        planned: perSecond + dropped,
        dropped,
        lateness: lateBy(lateMs),
        saturated: second % saturatedEvery === saturatedEvery - 1,
      });
      const totals = aRun(plan, seconds, () => times(perSecond, { latencyMs: 100 }), frame);
      const { kind } = judgeRun({ plan, totals, ending: { outcome } });
      if (outcome === "aborted") assert.equal(kind, "fail");
      if (kind !== "pass") return;
      assert.ok(outcome === "running" || outcome === "completed", outcome);
      assert.ok(
        totals.all.n > 0 && criteria.some(({ metric }) => metric.kind !== "delivered"),
        "without requests or criteria",
      );
      assert.ok(totals.ended >= 0.98 * totals.planned, "less than 98 %");
      assert.ok(lateMs < 10 && totals.saturatedSeconds <= 0.05 * seconds, "the generator was late");
      if (outcome === "completed") assert.ok(seconds >= 60, "not the whole plan");
    }),
    { numRuns: 400 },
  );
});
