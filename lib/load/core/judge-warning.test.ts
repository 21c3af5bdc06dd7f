import assert from "node:assert/strict";
import test from "node:test";
import { judgeCriterion } from "./judge-criterion.ts";
import type { OpenProfile } from "./profile.ts";
import { aCriterion, aPlan, aRun, constantRate, times } from "./testing/measured.ts";

const fast = times(20, { latencyMs: 100 });
const slow = times(20, { latencyMs: 900 });

test("a recovery within its limit warns beyond its warning", () => {
  const stages = [60, 10, 60].map((seconds, at) => ({ from: at === 1 ? 200 : 20, to: at === 1 ? 200 : 20, seconds }));
  const profile: OpenProfile = { ...constantRate(1, 1), stages };
  const back = (warn: number) => {
    const criterion = aCriterion({ kind: "recovery", q: 0.95, limitMs: 500 }, { limit: 20, warn });
    const plan = aPlan({ profile, criteria: [criterion] });
    const totals = aRun(plan, 130, (second) => (second >= 60 && second < 82 ? slow : fast));
    const { kind, isWarning, sentence } = judgeCriterion(criterion, 0, { plan, totals });
    return [kind, isWarning, / It is over the warning limit of \d+ s\.$/.test(sentence)];
  };
  assert.deepEqual(back(15), ["pass", false, false]);
  assert.deepEqual(back(10), ["pass", true, true]);
});

test("delivery over its limit warns below its warning", () => {
  const delivered = (warn: number) => {
    const criterion = aCriterion("delivered", { limit: 0.98, warn });
    const plan = aPlan({ profile: constantRate(100, 10), criteria: [criterion] });
    const totals = aRun(
      plan,
      10,
      () => times(99, { latencyMs: 100 }),
      () => ({ planned: 100, dropped: 1 }),
    );
    const { kind, isWarning, sentence } = judgeCriterion(criterion, 0, { plan, totals });
    return [kind, isWarning, / It is under the warning limit of 99.5 %\.$/.test(sentence)];
  };
  assert.deepEqual(delivered(0.985), ["pass", false, false]);
  assert.deepEqual(delivered(0.995), ["pass", true, true]);
});
