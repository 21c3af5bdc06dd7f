import type { Criterion } from "../core/criterion.ts";
import { atLeastPerSecond, backWithin, errorsAtMost, objectivesOf, percentileAtMost } from "../core/limits.ts";
import { constant, levels, users } from "../core/profiles.ts";
import type { ScenarioTemplate } from "../core/scenario-template.ts";
import { bagsFile } from "./bags.ts";
import { traitorTrack, traitorTrackStress } from "./traitortrack.ts";

/** TraitorTrack: limits by kind of request, each with a warning near it. */

const shared = {
  ...({ team: "TraitorTrack", kind: "load", passes: 1, only: null } as const),
  ...{ text: traitorTrack, files: [bagsFile] },
};

/** "Near target": from nine tenths of it on. */
const byTag = (tag: string, limit: number): Criterion =>
  percentileAtMost(0.95, limit, { scope: { kind: "tag", tag }, warn: limit * 0.9 });

const byKind = [
  byTag("read", 100),
  byTag("look-up", 100),
  byTag("write", 500),
  byTag("scan", 200),
  byTag("search", 500),
  byTag("dashboard", 1_000),
];
const minute = (count: number) => ({ users: count, seconds: 60 });

export const traitorTrackTemplates: readonly ScenarioTemplate[] = [
  {
    ...shared,
    key: "traitortrack-load",
    name: "TraitorTrack load",
    description:
      "100 users, ten more each second: dispatchers, billers and admins 60 : 30 : 10, each behind a form log-in with its own session. Five minutes, errors within 1 %.",
    profile: users(100, 300, 10),
    objectives: objectivesOf(...byKind, errorsAtMost(0.01)),
  },
  {
    ...shared,
    key: "traitortrack-stress",
    name: "TraitorTrack stress",
    text: traitorTrackStress,
    description:
      "200 users who hardly think, 20 more each second, for ten minutes; a warning from 1 % of errors on, a fail beyond 5 %. Then 20 users for two minutes: p95 has to be back within 200 ms a minute after the fall.",
    profile: levels(
      [
        { users: 200, seconds: 600 },
        { users: 20, seconds: 120 },
      ],
      20,
    ),
    objectives: objectivesOf(errorsAtMost(0.05, { warn: 0.01 }), backWithin(60, { q: 0.95, limitMs: 200 })),
  },
  {
    ...shared,
    key: "traitortrack-scales",
    name: "TraitorTrack scales",
    description: "10, 50, 100 and 200 users, a minute each, side by side in one table.",
    profile: levels([10, 50, 100, 200].map(minute), 20),
    objectives: objectivesOf(...byKind, errorsAtMost(0.01)),
  },
  {
    ...shared,
    key: "traitortrack-sustained",
    name: "TraitorTrack, 500 a second",
    description:
      "500 requests a second for five minutes, whatever the users' pauses. At least 490 of them have to be answered: a plan of exactly 500 may measure a hair under it, and one request that is dropped would be a fail.",
    profile: constant(500, 300, { maxUsers: 500, warmUpSeconds: 10 }),
    objectives: objectivesOf(...byKind, errorsAtMost(0.01), atLeastPerSecond(490)),
  },
  {
    ...shared,
    key: "traitortrack-reads",
    name: "TraitorTrack, reads alone",
    description:
      "The lists of bags and bills, and statistics, alone: nothing is written. 50 requests a second for two minutes, p95 within 100 ms.",
    only: { kind: "tag", tag: "read" },
    profile: constant(50, 120),
    objectives: objectivesOf(byTag("read", 100), errorsAtMost(0.01)),
  },
];
