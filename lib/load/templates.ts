import type { Criterion, Objectives } from "./core/criterion.ts";
import type { ClosedProfile, OpenProfile, Profile } from "./core/profile.ts";
import { anyHttpService } from "./templates/any-http-service.ts";
import { flowvizOperators } from "./templates/flowviz-operators.ts";
import { flowvizSmoke } from "./templates/flowviz-smoke.ts";

/** A scenario that Gantry ships, with a load and limits to begin with. Texts are modules, so that a bundle and a plain process read the same. */
export type ScenarioTemplate = {
  key: string;
  name: string;
  description: string;
  /** YAML, as a person would write it. */
  text: string;
  profile: Profile;
  objectives: Objectives;
};

/** 3,000 requests: as few as can show an error ratio of at most 0.1 %. */
const oneMinute: OpenProfile = {
  model: "open",
  stages: [{ from: 50, to: 50, seconds: 60 }],
  maxUsers: 200,
  startLimitMs: 5_000,
};

const twoUsers: ClosedProfile = { model: "closed", users: 2, spawnPerSecond: 2, durationSeconds: 10 };

const delivered: Criterion = {
  metric: { kind: "delivered" },
  scope: { kind: "all" },
  limit: 0.98,
  judge: "measured",
};

const fastAndRight: Objectives = {
  criteria: [
    { metric: { kind: "percentile", q: 0.99 }, scope: { kind: "all" }, limit: 500, judge: "measured" },
    { metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.001, judge: "bound" },
    delivered,
  ],
  abortWhen: null,
};

const nothingWrong: Objectives = {
  criteria: [{ metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0, judge: "measured" }, delivered],
  abortWhen: null,
};

export const scenarioTemplates: readonly ScenarioTemplate[] = [
  {
    key: "flowviz-operators",
    name: "FlowViz operators",
    description:
      "Operators log in once, then register lots, decide on their own last ten and look one up, 10 : 5 : 1. 50 requests a second for one minute.",
    text: flowvizOperators,
    profile: oneMinute,
    objectives: fastAndRight,
  },
  {
    key: "flowviz-smoke",
    name: "FlowViz smoke",
    description:
      "Creates lots, decides on the newest and asks for the health, with two users for ten seconds. It passes when every answer is right; it says nothing about speed or load.",
    text: flowvizSmoke,
    profile: twoUsers,
    objectives: nothingWrong,
  },
  {
    key: "any-http-service",
    name: "Any HTTP service",
    description: "Asks for one page, 50 times a second for one minute. Change the path to what your users ask for.",
    text: anyHttpService,
    profile: oneMinute,
    objectives: fastAndRight,
  },
];
