import { atLeastPerSecond, backWithin, errorsAtMost, objectivesOf, percentileAtMost } from "../core/limits.ts";
import { levels, rates, users } from "../core/profiles.ts";
import type { ScenarioTemplate } from "../core/scenario-template.ts";
import { backendStage } from "./backend-stage.ts";

/** backend-v2, stage 6.4: p50 100, p95 250, p99 400 ms, errors 0.5 %, 1,000 requests a second at least. */

const shared = { team: "backend-v2", kind: "load", passes: 1, only: null, files: [], text: backendStage } as const;
const latencies = [percentileAtMost(0.5, 100), percentileAtMost(0.95, 250), percentileAtMost(0.99, 400)];
const limits = [...latencies, errorsAtMost(0.005)];
const minute = (count: number) => ({ users: count, seconds: 60 });

export const backendTemplates: readonly ScenarioTemplate[] = [
  {
    ...shared,
    key: "backend-sustained",
    name: "Stage 6.4 sustained",
    description: "500 users at once for five minutes, without a pause between their requests.",
    profile: users(500, 300, 100),
    objectives: objectivesOf(...limits, atLeastPerSecond(1_000)),
  },
  {
    ...shared,
    key: "backend-ramp",
    name: "Stage 6.4 ramp-up",
    description: "From 100 to 10,000 users, a minute at each of five levels. The table of levels shows where it bends.",
    profile: levels([100, 500, 1_000, 5_000, 10_000].map(minute), 500),
    objectives: objectivesOf(...limits),
  },
  {
    ...shared,
    key: "backend-burst",
    name: "Stage 6.4 burst",
    description:
      "200 requests a second, a burst of 1,000 for 30 s, then 200 again. p95 has to be back within 250 ms 30 s after the burst.",
    profile: rates(
      [
        { from: 200, to: 200, seconds: 60 },
        { from: 1_000, to: 1_000, seconds: 30 },
        { from: 200, to: 200, seconds: 60 },
      ],
      { maxUsers: 1_000, warmUpSeconds: 10 },
    ),
    objectives: objectivesOf(errorsAtMost(0.005), backWithin(30, { q: 0.95, limitMs: 250 })),
  },
];
