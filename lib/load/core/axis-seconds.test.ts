import assert from "node:assert/strict";
import test from "node:test";
import { axisSeconds } from "./axis-seconds.ts";
import type { Profile } from "./profile.ts";
import { constant, levels, search } from "./profiles.ts";
import type { RunOutcome } from "./run.ts";

const byTime = constant(10, 300);
const byCount = levels([{ users: 5, requestsEach: 20, atMostSeconds: 1_800 }], 5);
const searching = search(10, { to: 1_000, by: 10, seconds: 30 });

const cases: [string, Profile, { outcome: RunOutcome | null; lastSecond: number | null; planned: number }, number][] = [
  ["by time, going on", byTime, { outcome: null, lastSecond: 20, planned: 300 }, 300],
  [
    "by time, stopped: what was never driven is shown",
    byTime,
    { outcome: "stopped", lastSecond: 20, planned: 300 },
    300,
  ],
  ["by a count, before its first second", byCount, { outcome: null, lastSecond: null, planned: 1_800 }, 60],
  ["by a count, going on", byCount, { outcome: null, lastSecond: 59, planned: 1_800 }, 120],
  ["by a count, going on for long", byCount, { outcome: null, lastSecond: 1_300, planned: 1_500 }, 1_500],
  ["by a count, at its end", byCount, { outcome: "completed", lastSecond: 23, planned: 1_800 }, 24],
  ["by a count, aborted", byCount, { outcome: "aborted", lastSecond: 23, planned: 1_800 }, 1_800],
  ["by a count, ended without a second", byCount, { outcome: "completed", lastSecond: null, planned: 1_800 }, 1_800],
  ["a search at the level that broke", searching, { outcome: "completed", lastSecond: 119, planned: 3_000 }, 120],
];
for (const [what, profile, { outcome, lastSecond, planned }, expected] of cases)
  test(`the axis of a run ${what}`, () => {
    const run = { plan: { profile }, plannedSeconds: planned, outcome, summary: { lastSecond } };
    assert.equal(axisSeconds(run), expected);
  });
