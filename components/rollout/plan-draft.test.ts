import assert from "node:assert/strict";
import test from "node:test";
import type { RolloutPlan } from "#lib/rollout/core/plan.ts";
import { planDraft, planMistakes, planOf } from "./plan-draft.ts";

const queries = { errorRatio: "a", latencyMsP99: "b", requests: "c" };
const plan: RolloutPlan = {
  switch: "plant-2",
  stages: [
    { percent: 10, holdSeconds: 90, gate: { errorRatioMost: 0.005, latencyMsP99Most: 500, samplesLeast: 459 } },
    { percent: 100, holdSeconds: 0, gate: { errorRatioMost: 0, latencyMsP99Most: null, samplesLeast: 1 } },
  ],
  healthyLeast: 2,
  vitals: { system: "01890000-0000-7000-8000-000000000001", legacy: queries, new: queries },
  writtenSince: { resource: "wms", sql: "select 1" },
  auto: {
    errorBudgetRatio: 0.005,
    burnRate: 14.4,
    shortSeconds: 60,
    longSeconds: 300,
    errorsLeast: 20,
    hardStopRatio: 0.5,
  },
  pointOfNoReturn: "the label printers are moved",
};

test("what is typed and not changed is what stood there", () => {
  assert.deepEqual(planOf(planDraft(plan)), plan);
  const bare = { ...plan, vitals: null, writtenSince: null, auto: null, pointOfNoReturn: "" };
  assert.deepEqual(planOf(planDraft(bare)), bare);
  assert.deepEqual(planMistakes(planDraft(plan), 1), {});
  const mirrored = { ...plan, vitals: { mirror: "front" }, writtenSince: { mirror: "front" } };
  assert.deepEqual(planOf(planDraft(mirrored)), mirrored);
  assert.deepEqual(planMistakes(planDraft(mirrored), 1), {});
});

test("what does not fit is said at its field", () => {
  const draft = planDraft(plan);
  const [first, last] = draft.stages;
  assert.ok(first && last);
  const cases: [part: Partial<typeof draft>, path: string, says: RegExp][] = [
    [{ switch: "" }, "plan.switch", /choose/],
    [{ stages: [] }, "plan.stages", /at least one/],
    [{ stages: [first] }, "plan.stages", /100 %/],
    [{ stages: [{ ...first, percent: "x" }, last] }, "plan.stages.0.percent", /a number/],
    [{ stages: [{ ...first, percent: "0,5" }, last] }, "plan.stages.0.percent", /whole/],
    [{ stages: [first, { ...first }, last] }, "plan.stages.1.percent", /more than the stage before/],
    [{ stages: [{ ...first, samples: "0" }, last] }, "plan.stages.0.gate.samplesLeast", /at least 1/],
    [{ stages: [{ ...first, errorPercent: "101" }, last] }, "plan.stages.0.gate.errorRatioMost", /at most 1/],
    [{ newErrors: "" }, "plan.vitals.new.errorRatio", /write the query/],
    [{ vitalsSystem: "mirror .." }, "plan.vitals.mirror", /choose a mirror/],
    [{ writtenSql: "" }, "plan.writtenSince.sql", /write the statement/],
    [{ longSeconds: "60" }, "plan.auto.longSeconds", /longer/],
  ];
  for (const [part, path, says] of cases)
    assert.match(planMistakes({ ...draft, ...part }, 1)[path] ?? "", says, JSON.stringify(part));
});
