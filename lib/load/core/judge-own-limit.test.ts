import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion } from "./criterion.ts";
import { judgeRun } from "./judge-run.ts";
import { aCriterion, aPlan, aRun, errors, type MadeUp, p99, times } from "./testing/measured.ts";
import type { Verdict } from "./verdict.ts";

/** Runs in which the generator had no port or open file left for some requests: its own limit, no error of the target. */

const ms = (count: number, latencyMs: number) => times(count, { latencyMs });
const own = (count: number) => times(count, { latencyMs: 0, error: "generator limit" });
const wrong = (count: number) => times(count, { latencyMs: 1, error: "status 500" });
const delivered = aCriterion("delivered", { limit: 0.98 });
const plain: Criterion = { ...errors, judge: "measured" };

/** A minute in which each second had these requests. */
function verdictOn(criteria: readonly Criterion[], requests: readonly MadeUp[], change = {}): Verdict {
  const plan = aPlan({ criteria });
  const totals = aRun(
    plan,
    60,
    () => requests,
    () => change,
  );
  return judgeRun({ plan, totals, ending: { outcome: "completed", sentence: null } });
}

test("a run that met the generator's own limit never passes, and fails only by what the target did", () => {
  const saturated = "generator-saturated";
  const open = "criterion-inconclusive";
  const cases: [name: string, verdict: Verdict, kind: Verdict["kind"], reasons: string[]][] = [
    ["one in a second, within every limit", verdictOn([p99], [...ms(49, 1), ...own(1)]), "inconclusive", [saturated]],
    ["a fifth of all", verdictOn([errors], [...ms(40, 1), ...own(10)]), "inconclusive", [saturated, open]],
    ["by the plain ratio", verdictOn([plain], [...ms(40, 1), ...own(10)]), "inconclusive", [saturated, open]],
    ["nothing else at all", verdictOn([errors], own(50)), "inconclusive", [saturated, open]],
    ["too slow beside them", verdictOn([p99], [...ms(49, 900), ...own(1)]), "inconclusive", [saturated, open]],
    [
      "too little delivered",
      verdictOn([p99, delivered], [...ms(40, 1), ...own(1)], { ended: 41, dropped: 9 }),
      "inconclusive",
      [saturated, open],
    ],
    [
      "wrong answers beside them",
      verdictOn([errors], [...ms(35, 1), ...wrong(5), ...own(10)]),
      "fail",
      ["criterion-failed"],
    ],
  ];
  for (const [name, verdict, kind, reasons] of cases)
    assert.deepEqual([verdict.kind, verdict.reasons.map(({ reason }) => reason)], [kind, reasons], name);
});

test("the verdict says so", () => {
  const [first] = verdictOn([p99], [...ms(49, 1), ...own(1)]).reasons;
  assert.match(
    first?.sentence ?? "",
    /limit of its own: for 60 requests it had no port or no open file left\. They are no/,
  );
});
