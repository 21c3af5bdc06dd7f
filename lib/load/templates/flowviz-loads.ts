import { errorsAtMost, objectivesOf, percentileAtMost } from "../core/limits.ts";
import { constant, levels } from "../core/profiles.ts";
import type { ScenarioTemplate } from "../core/scenario-template.ts";
import { flowvizBatch } from "./flowviz-batch.ts";
import { flowvizOperators } from "./flowviz-operators.ts";
import { flowvizSmoke } from "./flowviz-smoke.ts";

/** FlowViz WMS: p99 500 ms and 99.9 % right, in an hour of 20,000 lots, in a minute to begin with, and as their script sends it. */

const shared = { team: "FlowViz WMS", kind: "load", passes: 1, only: null, files: [] } as const;
const fastAndRight = objectivesOf(percentileAtMost(0.99, 500), errorsAtMost(0.001));
const registerLot = { kind: "step", step: "register lot" } as const;
const mixPerLot = 1.6;
const lotsAnHour = 20_000;

export const flowvizTemplates: readonly ScenarioTemplate[] = [
  {
    ...shared,
    key: "flowviz-operators",
    name: "FlowViz operators",
    description:
      "Operators log in once, then register lots, decide on their own last ten and look one up, 10 : 5 : 1. 50 requests a second for one minute.",
    text: flowvizOperators,
    // 3,000 requests: as few as can show an error ratio of at most 0.1 %.
    profile: constant(50, 60),
    objectives: fastAndRight,
  },
  {
    ...shared,
    key: "flowviz-smoke",
    name: "FlowViz smoke",
    description:
      "Creates a lot, decides on it and asks for the health, three times with one user. It passes when every answer is right; it says nothing about speed or load.",
    kind: "smoke",
    passes: 3,
    text: flowvizSmoke,
    profile: constant(1, 60),
    objectives: objectivesOf(),
  },
  {
    ...shared,
    key: "flowviz-hour",
    name: "FlowViz, 20,000 lots in an hour",
    description:
      "The same operators with 20,000 lots in one hour, which is 32,000 requests: 8.9 a second. It passes with p99 of register lot within 500 ms and at most 22 failures.",
    text: flowvizOperators,
    profile: constant((lotsAnHour * mixPerLot) / 3_600, 3_600),
    objectives: objectivesOf(
      percentileAtMost(0.99, 500, { scope: registerLot }),
      percentileAtMost(0.99, 500),
      errorsAtMost(0.001),
    ),
  },
  {
    ...shared,
    key: "flowviz-batch",
    name: "FlowViz batch of 20,000",
    description:
      "Registers 20,000 lots, a hundred at once with 0.1 s between, as their script does. It ends when all were sent, after 30 min at the latest.",
    text: flowvizBatch,
    profile: levels([{ users: 100, requestsEach: 200, atMostSeconds: 1_800 }], 100),
    objectives: fastAndRight,
  },
  {
    ...shared,
    key: "flowviz-health",
    name: "FlowViz health in time",
    description: "Asks for the health alone, ten times a second for one minute: p99 within 100 ms.",
    text: flowvizSmoke,
    only: { kind: "step", step: "health" },
    profile: constant(10, 60),
    objectives: objectivesOf(percentileAtMost(0.99, 100)),
  },
];
