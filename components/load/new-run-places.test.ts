import assert from "node:assert/strict";
import test from "node:test";
import { openPlaces, toDo } from "./new-run-places.ts";

test("each place of the form is said in words", () => {
  const cases: [place: string, missing: string, wrong: string][] = [
    ["name", "fill in the name of the run", "correct the name of the run"],
    ["systemId", "choose a target", "correct a target"],
    ["scenarioText", "choose the scenario", "correct the scenario"],
    ["profile.model", "choose the load model", "correct the load model"],
    ["profile.stages.0.from", "fill in the rate of stage 1", "correct the rate of stage 1"],
    ["profile.stages.2.step", "choose the step of stage 3", "correct the step of stage 3"],
    ["profile.stages", "fill in the stages", "correct the stages"],
    ["objectives.criteria.0.metric", "choose the measure of criterion 1", "correct the measure of criterion 1"],
    ["objectives.criteria.1.scope.step", "choose the scope of criterion 2", "correct the scope of criterion 2"],
    ["objectives.criteria.4", "fill in criterion 5", "correct criterion 5"],
    ["typed", "fill in the name of the system", "correct the name of the system"],
  ];
  for (const [place, missing, wrong] of cases)
    assert.deepEqual([toDo(place, true), toDo(place, false)], [missing, wrong]);
});

test("what is open stands in the order of the form", () => {
  const missing = [
    "systemId",
    "objectives.criteria.1.limit",
    "objectives.criteria.1.metric",
    "profile.stages.1.seconds",
  ];
  const wrong = {
    "objectives.abortWhen.seconds": "x",
    name: "x",
    "profile.stages.1.from": "x",
    "profile.maxUsers": "x",
    "profile.stages.10.from": "x",
    "objectives.criteria.0.limit": "x",
    scenarioText: "x",
  };
  assert.deepEqual(openPlaces({ missing, wrong }), [
    "name",
    "scenarioText",
    "profile.stages.1.from",
    "profile.stages.1.seconds",
    "profile.stages.10.from",
    "profile.maxUsers",
    "objectives.criteria.0.limit",
    "objectives.criteria.1.metric",
    "objectives.criteria.1.limit",
    "objectives.abortWhen.seconds",
    "systemId",
  ]);
});
