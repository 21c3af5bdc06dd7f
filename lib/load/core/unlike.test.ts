import assert from "node:assert/strict";
import test from "node:test";
import { aPlan, constantRate, p99 } from "./testing/measured.ts";
import { type Likeness, unlike } from "./unlike.ts";

const base: Likeness = {
  ...{ number: 12, kind: "load", profile: constantRate(50, 60), only: null },
  ...{ scenarioName: "operators", scenarioVersion: 3, systemName: "flowviz", baseUrl: "http://a", environment: "test" },
  ...{ objectives: aPlan().objectives, outcome: "completed", saturatedSeconds: 0, steps: ["page", "other page"] },
};
const like = (change: Partial<Likeness>): Likeness => ({ ...base, number: 14, ...change });

const cases: [name: string, other: Likeness, sentences: string[]][] = [
  ["alike", like({}), []],
  [
    "loads",
    like({ profile: constantRate(100, 60) }),
    ["These runs had different loads: run 12 50/s for 1 min, run 14 100/s for 1 min; compare with care."],
  ],
  [
    "loads of the same words",
    like({ profile: { ...constantRate(50, 60), maxUsers: 101 } }),
    ["These runs had different loads: they differ in users or waits; compare with care."],
  ],
  [
    "kinds",
    like({ kind: "smoke" }),
    ["These runs had different loads: run 12 50/s for 1 min, run 14 smoke, 50/s for 1 min; compare with care."],
  ],
  [
    "scenarios",
    like({ scenarioName: "goods-in" }),
    ["They ran different scenarios: operators in run 12, goods-in in run 14."],
  ],
  ["versions", like({ scenarioVersion: 4 }), ["The scenario changed between them: v3 in run 12, v4 in run 14."]],
  [
    "parts, and what one has alone",
    like({ only: { kind: "tag", tag: "write" }, steps: ["page"] }),
    [
      "They sent different parts of the scenario: run 12 all of it, run 14 only the tag write.",
      "Only what both sent is compared; run 12 alone has other page.",
    ],
  ],
  [
    "many steps",
    like({ steps: ["page", "other page", "a", "b", "c", "d", "e"] }),
    ["Only what both sent is compared; run 14 alone has a, b, c and 2 more."],
  ],
  [
    "environments",
    like({ environment: "staging" }),
    ["They loaded different targets: run 12 flowviz (test), run 14 flowviz (staging)."],
  ],
  [
    "systems",
    like({ systemName: "old" }),
    ["They loaded different targets: run 12 flowviz (test), run 14 old (test)."],
  ],
  ["addresses", like({ baseUrl: "http://b" }), ["flowviz (test) stood at another address: http://a, then http://b."]],
  [
    "limits",
    like({ objectives: { criteria: [p99], abortWhen: null } }),
    ["They were judged by different limits; their verdicts do not say the same."],
  ],
  [
    "a limit that says what is usual is the same",
    like({
      objectives: {
        criteria: base.objectives.criteria.map((one) => ({ warn: null, per: undefined, ...one })),
        abortWhen: null,
      },
    }),
    [],
  ],
  ["stopped", like({ outcome: "stopped" }), ["Run 14 did not go to its end (stopped): it is compared up to there."]],
  [
    "a generator at its limit",
    like({ saturatedSeconds: 65 }),
    ["The generator was at its limit for 1 min 5 s of run 14: its latencies may be the generator's own."],
  ],
];
for (const [name, other, sentences] of cases) test(name, () => assert.deepEqual(unlike(base, other), sentences));

test("what is the matter with the base is said too", () => {
  assert.deepEqual(unlike(like({ outcome: "aborted" }), base), [
    "Run 14 did not go to its end (aborted): it is compared up to there.",
  ]);
});
