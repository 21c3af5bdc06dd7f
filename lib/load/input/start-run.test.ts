import assert from "node:assert/strict";
import test from "node:test";
import { StartRun } from "./start-run.ts";

const limit = (change: object) => ({
  metric: { kind: "percentile", q: 0.95 },
  scope: { kind: "all" },
  limit: 500,
  judge: "measured",
  ...change,
});
const recovery = { metric: { kind: "recovery", q: 0.95, limitMs: 500 }, limit: 60 };
const run = {
  name: "a run",
  scenarioText: "name: x\n",
  systemId: "0198c0de-0000-7000-8000-000000000001",
  profile: { model: "closed", users: 1, spawnPerSecond: 1, durationSeconds: 60 },
  objectives: { criteria: [limit({})], abortWhen: null },
};
const level = (rate: number) => ({ from: rate, to: rate, seconds: 60 });
const search = {
  ...{ model: "open", stages: [level(10), level(100), level(10)], maxUsers: 10, startLimitMs: 5_000 },
  search: { atLeast: null },
};
const withLimit = (change: object) => ({ ...run, objectives: { criteria: [limit(change)], abortWhen: null } });
const withFiles = (...names: string[]) => ({ ...run, files: names.map((name) => ({ name, text: "a\n1\n" })) });

test("what a run may leave out", () => {
  const { kind, passes, only, files, objectiveSetId, countsForLaunch } = StartRun.parse(run);
  assert.deepEqual([kind, passes, only, files, objectiveSetId, countsForLaunch], ["load", 1, null, [], null, false]);
});

test("limits of every kind", () => {
  const right = [
    { warn: 400 },
    { per: "second" },
    { scope: { kind: "tag", tag: "read" } },
    { scope: { kind: "users", users: "biller" } },
    recovery,
    { metric: { kind: "errors" }, limit: 0.05, warn: 0.01, judge: "bound" },
    { metric: { kind: "throughput" }, limit: 100, warn: 120 },
  ];
  for (const change of right)
    assert.deepEqual(StartRun.parse(withLimit(change)).objectives.criteria, [limit(change)], JSON.stringify(change));
});

test("what does not fit, at its place", () => {
  const criterion = "objectives.criteria.0";
  const launch = { countsForLaunch: true };
  const cases: [what: string, run: object, place: string, says: RegExp][] = [
    ["a warning beyond the limit", withLimit({ warn: 600 }), `${criterion}.warn`, /below the limit/],
    ["a warning at the limit", withLimit({ warn: 500 }), `${criterion}.warn`, /below the limit/],
    [
      "a warning below a throughput",
      withLimit({ metric: { kind: "throughput" }, limit: 100, warn: 90 }),
      `${criterion}.warn`,
      /above the limit/,
    ],
    ["recovery each second", withLimit({ ...recovery, per: "second" }), `${criterion}.per`, /whole run/],
    [
      "delivery each second",
      withLimit({ metric: { kind: "delivered" }, limit: 0.9, per: "second" }),
      `${criterion}.per`,
      /whole run/,
    ],
    ["a second by bound", withLimit({ per: "second", judge: "bound" }), `${criterion}.per`, /measured value/],
    [
      "recovery to nothing",
      withLimit({ ...recovery, metric: { ...recovery.metric, limitMs: 0 } }),
      `${criterion}.metric.limitMs`,
      /over 0/,
    ],
    [
      "a warning of each second",
      withLimit({ per: "second", warn: 400 }),
      `${criterion}.warn`,
      /for each second does not warn/,
    ],
    [
      "errors of a second by bound",
      withLimit({ metric: { kind: "errors" }, limit: 0.1, per: "second", judge: "bound" }),
      `${criterion}.per`,
      /measured value/,
    ],
    [
      "delivery of a part",
      withLimit({ metric: { kind: "delivered" }, limit: 0.9, scope: { kind: "tag", tag: "a" } }),
      `${criterion}.limit`,
      /whole run/,
    ],
    ["a mean by bound", withLimit({ metric: { kind: "mean" }, judge: "bound" }), `${criterion}.limit`, /by bound/],
    [
      "a recovery of a search, which nothing judges",
      { ...withLimit(recovery), profile: search },
      `${criterion}.metric`,
      /judged level by level.*nothing would judge it/,
    ],
    ["a file's path", withFiles("../bags.csv"), "files.0.name", /plain file name/],
    ["one name twice", withFiles("bags.csv", "bags.csv"), "files", /each name once/],
    ["too many passes", { ...run, kind: "smoke", passes: 101 }, "passes", /at most 100/],
    ["a smoke run as evidence", { ...run, kind: "smoke", ...launch }, "countsForLaunch", /whole scenario/],
    [
      "a part as evidence",
      { ...run, only: { kind: "step", step: "a" }, ...launch },
      "countsForLaunch",
      /whole scenario/,
    ],
  ];
  for (const [what, asked, place, says] of cases) {
    const { error } = StartRun.safeParse(asked);
    const [found, ...more] = error?.issues.map(({ path, message }) => ({ place: path.join("."), message })) ?? [];
    assert.deepEqual([found?.place, more], [place, []], what);
    assert.match(found?.message ?? "", says, what);
  }
});
