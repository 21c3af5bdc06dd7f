import { errorsAtMost, objectivesOf, percentileAtMost } from "../core/limits.ts";
import { constant, levels, search } from "../core/profiles.ts";
import type { ScenarioTemplate } from "../core/scenario-template.ts";
import { webPlatform } from "./web-platform.ts";

/** Web Intelligence: clients × requests, the capacity of so many replicas, and what would wake somebody at night. */

const shared = { team: "Web Intelligence", kind: "load", passes: 1, only: null, files: [], text: webPlatform } as const;
const atMostSeconds = 300;

export const webPlatformTemplates: readonly ScenarioTemplate[] = [
  {
    ...shared,
    key: "web-sweep",
    name: "Web platform sweep",
    description:
      "5 clients with 50 requests each, 10 with 200, 20 with 200, one after another: how many succeed, how many a second, p95.",
    profile: levels(
      [
        { users: 5, requestsEach: 50, atMostSeconds },
        { users: 10, requestsEach: 200, atMostSeconds },
        { users: 20, requestsEach: 200, atMostSeconds },
      ],
      20,
    ),
    objectives: objectivesOf(percentileAtMost(0.95, 100), errorsAtMost(0.01)),
  },
  {
    ...shared,
    key: "web-capacity",
    name: "Web platform capacity",
    description:
      "Raises the rate by 40 a second, 30 s each, until p95 is over 50 ms or more than 1 % fails; the last level that held is the capacity. Name the run in the capacity table with the replicas it ran on.",
    profile: search(40, { to: 800, by: 40, seconds: 30 }),
    objectives: objectivesOf(percentileAtMost(0.95, 50), errorsAtMost(0.01)),
  },
  {
    ...shared,
    key: "web-alerts",
    name: "Web platform within its alarms",
    description:
      "160 requests a second for five minutes. The run ends by itself when more than 5 % fail or p95 is over 1 s for ten seconds.",
    profile: constant(160, 300, { warmUpSeconds: 10 }),
    objectives: {
      ...objectivesOf(percentileAtMost(0.95, 1_000), errorsAtMost(0.05)),
      abortWhen: { errorRatio: 0.05, seconds: 10 },
      abortWhenSlow: { q: 0.95, limitMs: 1_000, seconds: 10 },
    },
  },
];
