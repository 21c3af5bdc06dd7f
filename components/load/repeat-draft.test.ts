import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Objectives } from "#lib/load/core/criterion.ts";
import type { Profile } from "#lib/load/core/profile.ts";
import type { RunInputs } from "#lib/load/core/repeat.ts";
import { repeatDraft } from "./fill-draft.ts";
import { readRunDraft } from "./read-run-draft.ts";

const inputs: RunInputs = {
  ...{ number: 12, name: "Peak rate", scenarioName: "one page", scenarioVersion: 3 },
  scenarioText: "name: one page\nmix:\n  - name: page\n    get: /\n",
  profile: { model: "open", stages: [{ from: 50, to: 50, seconds: 60 }], maxUsers: 200, startLimitMs: 5_000 },
  objectives: { criteria: [], abortWhen: null },
  ...{ files: [], kind: "load", passes: null, only: null, objectiveSet: null, objectiveSetId: null },
  ...{ systemId: "0198a2b4-0000-7000-8000-000000000000", systemName: "plant" },
};

/** What the form would send when nothing is changed. */
function sent(change: Partial<RunInputs>) {
  const from = { ...inputs, ...change };
  const read = readRunDraft(repeatDraft(from), { systemId: from.systemId, typed: "" });
  assert.ok(read.run !== null, JSON.stringify([read.missing, read.wrong]));
  return read.run;
}

const open = (from: number, to: number, seconds: number): Profile => ({
  model: "open",
  stages: [{ from, to, seconds }],
  maxUsers: 1_200,
  startLimitMs: 1_500,
});

const profiles: [what: string, profile: Profile][] = [
  ["a constant rate", open(50, 50, 60)],
  ["a rate by step, which has no short figure", open(160 / 18, 160 / 18, 3_600)],
  ["another one", open(1 / 3, 1 / 3, 90)],
  ["a ramp in odd seconds", open(0, 1_234.5, 61.5)],
  ["arrivals at random", { ...open(50, 50, 60), arrivals: "poisson" } as Profile],
  ["users", { model: "closed", users: 1_600, spawnPerSecond: 0.25, durationSeconds: 7_200 }],
];

test("the same inputs are the same to the last digit: text, name, system, profile", () => {
  for (const [what, profile] of profiles) {
    const run = sent({ profile });
    assert.deepEqual(run.profile, profile, what);
    assert.deepEqual([run.name, run.scenarioText, run.systemId], [inputs.name, inputs.scenarioText, inputs.systemId]);
  }
});

const objectives: Objectives = {
  criteria: [
    { metric: { kind: "percentile", q: 0.999 }, scope: { kind: "step", step: "page" }, limit: 612.5, judge: "bound" },
    { metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.0011, judge: "measured" },
    { metric: { kind: "throughput" }, scope: { kind: "all" }, limit: 49.5, judge: "measured" },
    { metric: { kind: "delivered" }, scope: { kind: "all" }, limit: 0.995, judge: "measured" },
  ],
  abortWhen: { errorRatio: 0.07, seconds: 20 },
};

test("and the objectives", () => {
  assert.deepEqual(sent({ objectives }).objectives, objectives);
});

test("whatever rate was run is run again", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 100_000, noNaN: true }), (rate) => {
      assert.deepEqual(sent({ profile: open(rate, rate, 60) }).profile, open(rate, rate, 60));
    }),
  );
});
