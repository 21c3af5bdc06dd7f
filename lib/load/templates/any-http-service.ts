import { errorsAtMost, objectivesOf, percentileAtMost } from "../core/limits.ts";
import { constant } from "../core/profiles.ts";
import type { ScenarioTemplate } from "../core/scenario-template.ts";

/** The smallest scenario: one page, asked for again and again. */
const anyHttpService = `name: Any HTTP service
mix:
  - name: front page
    get: /                               # any status below 400 is right
`;

export const anyServiceTemplate: ScenarioTemplate = {
  ...{
    key: "any-http-service",
    team: "Any team",
    name: "Any HTTP service",
    kind: "load",
    passes: 1,
    only: null,
    files: [],
  },
  description: "Asks for one page, 50 times a second for one minute. Change the path to what your users ask for.",
  text: anyHttpService,
  profile: constant(50, 60),
  objectives: objectivesOf(percentileAtMost(0.99, 500), errorsAtMost(0.001)),
};
