import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion } from "./criterion.ts";
import { type Ending, judgeRun } from "./judge-run.ts";
import type { LevelFigures } from "./level-fold.ts";
import type { VersionChange } from "./target-version.ts";
import { twoLevels } from "./testing/a-report.ts";
import { aCriterion, aPlan, aRun, constantRate, errors, p99, times } from "./testing/measured.ts";

/** A target that changed its version on the way: the run cannot pass, and a fail stays one. */

const change: VersionChange = { from: "1.4.2", to: "1.5.0", second: 85 };
const completed: Ending = { outcome: "completed" };
const sentence =
  "The target's version changed from 1.4.2 to 1.5.0 at 01:25 of the run: what was measured is not one version. Measure again while nobody changes the target.";

type Case = {
  criteria?: readonly Criterion[];
  latencyMs?: number;
  ending?: Ending;
  changes?: readonly VersionChange[];
};

/** All well at 100 ms, 50 a second for a minute. */
function judged({ criteria = [p99, errors], latencyMs = 100, ending = completed, changes = [change] }: Case) {
  const plan = aPlan({ criteria });
  return judgeRun({ plan, totals: aRun(plan, 60, () => times(50, { latencyMs })), ending, changes });
}

const tooFew = aCriterion({ kind: "percentile", q: 0.999 }, { limit: 500 });
const cases: [name: string, change: Case, kind: string, reasons: string[]][] = [
  ["no change: it passes", { changes: [] }, "pass", []],
  ["all else is well", {}, "inconclusive", ["target-changed"]],
  ["while it goes on", { ending: { outcome: "running" } }, "inconclusive", ["target-changed"]],
  ["a criterion fails", { latencyMs: 600 }, "fail", ["criterion-failed"]],
  ["its own limit ended it", { ending: { outcome: "aborted", sentence: "x" } }, "fail", ["aborted-by-limit"]],
  ["it was stopped too", { ending: { outcome: "stopped" } }, "inconclusive", ["stopped-early", "target-changed"]],
  ["a criterion is open too", { criteria: [tooFew] }, "inconclusive", ["target-changed", "criterion-inconclusive"]],
  ["nothing but the change speaks against it", { criteria: [p99] }, "inconclusive", ["target-changed"]],
];
for (const [name, given, kind, reasons] of cases)
  test(`the target changed: ${name}`, () => {
    const verdict = judged(given);
    assert.deepEqual([verdict.kind, verdict.reasons.map(({ reason }) => reason)], [kind, reasons]);
  });

test("it says when, from what to what, and what to do", () => {
  const says = (changes: readonly VersionChange[]) => judged({ changes }).reasons.map((one) => one.sentence);
  assert.deepEqual(says([change]), [sentence]);
  const twice = [change, { from: "1.5.0", to: "1.4.2", second: 90 }];
  assert.deepEqual(says(twice), [sentence.replace("of the run:", "of the run, and again after that:")]);
});

const [held, broken] = twoLevels;
const searches: [name: string, levels: (LevelFigures | undefined)[], atLeast: number | null, kind: string][] = [
  ["levels held", [held], null, "inconclusive"],
  ["the level that was asked for did not hold", [broken], 480, "fail"],
];
for (const [name, levels, atLeast, kind] of searches)
  test(`the target changed in a search: ${name}`, () => {
    const plan = aPlan({ profile: { ...constantRate(50, 60), search: { atLeast } } });
    const totals = aRun(plan, 60, () => times(50, { latencyMs: 100 }));
    const known = levels.filter((level) => level !== undefined);
    const of = (changes: readonly VersionChange[]) =>
      judgeRun({ plan, totals, ending: completed, levels: known, changes });
    assert.equal(of([change]).kind, kind);
    assert.equal(
      of([change]).reasons.some(({ reason }) => reason === "target-changed"),
      kind === "inconclusive",
    );
    assert.equal(of([]).kind, kind === "fail" ? "fail" : "pass");
  });
