import assert from "node:assert/strict";
import test from "node:test";
import { smokeProfile } from "#lib/load/core/check-list.ts";
import type { Objectives } from "#lib/load/core/criterion.ts";
import type { Profile } from "#lib/load/core/profile.ts";
import { scenarioTemplates } from "#lib/load/templates.ts";
import { withCriterion, withMetric } from "./criterion-draft.ts";
import { fill } from "./fill-draft.ts";
import { type DraftRead, readRunDraft } from "./read-run-draft.ts";
import { emptyDraft, type Filling, type RunDraft, withStage } from "./run-draft.ts";

const systemId = "0198c0de-0000-7000-8000-000000000001";
const chosen = { systemId, typed: "" };
const operators = scenarioTemplates.find(({ key }) => key === "flowviz-operators");
assert.ok(operators);

function filledFrom(template: Omit<Filling, "key">): RunDraft {
  return fill(emptyDraft, { ...template, key: "template" }, null);
}
const practice = filledFrom(operators);
const twoUsers: Profile = { model: "closed", users: 2, spawnPerSecond: 2, durationSeconds: 10 };
const closed = filledFrom({ ...operators, profile: twoUsers });

/** The practice draft with one stage changed. */
function withFirstStage(change: Partial<RunDraft["stages"][number]>): RunDraft {
  return { ...practice, stages: practice.stages.map((stage) => ({ ...stage, ...change })) };
}

function withFirstCriterion(change: Partial<RunDraft["criteria"][number]>): RunDraft {
  return { ...practice, criteria: practice.criteria.map((row, index) => (index === 0 ? { ...row, ...change } : row)) };
}

test("each template fills the form with exactly its own load and objectives", () => {
  for (const template of scenarioTemplates) {
    const { run, wrong, missing } = readRunDraft(filledFrom(template), chosen);
    assert.deepEqual([wrong, missing], [{}, []], template.name);
    const { name, text: scenarioText, profile, objectives, kind, passes, only, files } = template;
    const asked = { name, scenarioText, systemId, kind, passes, only, files, objectiveSetId: null };
    const judged = kind === "smoke" ? { criteria: [], abortWhen: null } : objectives;
    const load = kind === "smoke" ? smokeProfile : profile;
    assert.deepEqual(run, { ...asked, profile: load, objectives: judged, countsForLaunch: false }, name);
  }
});

test("a run counts for the launch only where that was ticked", () => {
  assert.equal(readRunDraft(practice, chosen).run?.countsForLaunch, false);
  assert.equal(readRunDraft({ ...practice, countsForLaunch: true }, chosen).run?.countsForLaunch, true);
});

test("whatever a profile and objectives hold comes back as the same figures", () => {
  const profile: Profile = {
    model: "open",
    stages: [
      { from: 0, to: 12.5, seconds: 90 },
      { from: 12.5, to: 12.5, seconds: 7_200 },
    ],
    maxUsers: 20_000,
    startLimitMs: 250,
  };
  const objectives: Objectives = {
    criteria: [
      {
        metric: { kind: "percentile", q: 0.999 },
        scope: { kind: "step", step: "QC decision" },
        limit: 1_250,
        judge: "bound",
      },
      { metric: { kind: "throughput" }, scope: { kind: "all" }, limit: 8.75, judge: "measured" },
      { metric: { kind: "delivered" }, scope: { kind: "all" }, limit: 0.999, judge: "measured" },
    ],
    abortWhen: { errorRatio: 0.07, seconds: 30 },
  };
  const { run, wrong } = readRunDraft(filledFrom({ ...operators, profile, objectives }), chosen);
  assert.deepEqual(wrong, {});
  assert.deepEqual(run?.profile, profile);
  assert.deepEqual(run?.objectives, objectives);
});

test("an empty form is missing things, and nothing of it is wrong", () => {
  const read = readRunDraft(emptyDraft, { systemId: "", typed: "" });
  assert.deepEqual(read.wrong, {});
  assert.deepEqual([...read.missing].sort(), ["name", "profile.model", "scenarioText", "systemId"]);
  assert.equal(read.run, null);
});

test("a rate by one step: 20,000 lots in 1 h at 10 : 5 : 1 are 8.89 requests a second", () => {
  const draft = withFirstStage({ shape: "by step", times: "20,000", step: "register lot", length: "1", unit: "h" });
  const { profile, run } = readRunDraft(draft, chosen);
  assert.ok(profile?.model === "open" && profile.stages[0]);
  const { from, to, seconds } = profile.stages[0];
  assert.ok(Math.abs(from - 8.888_888_9) < 1e-6, String(from));
  assert.deepEqual([to, seconds], [from, 3_600]);
  assert.ok(run);
});

test("what does not fit is wrong at its own place", () => {
  const byStep = { shape: "by step", times: "10", step: "register lot" } as const;
  const cases: [name: string, draft: RunDraft, place: string, says: RegExp][] = [
    ["a rate in two ways", withFirstStage({ from: "1,5" }), "profile.stages.0.from", /two ways/],
    ["a rate beyond any engine", withFirstStage({ from: "100,001" }), "profile.stages.0.from", /at most 100,000/],
    ["a climb beyond any engine", withFirstStage({ shape: "ramp", to: "100001" }), "profile.stages.0.to", /at most/],
    ["no rate at all", withFirstStage({ from: "0" }), "profile.stages", /the rate is 0/],
    ["a second too short", withFirstStage({ length: "0.5", unit: "s" }), "profile.stages.0.seconds", /at least 1 s/],
    ["more than a day", withFirstStage({ length: "25", unit: "h" }), "profile.stages.0.seconds", /at most 24 h/],
    ["a step that is not there", withFirstStage({ ...byStep, step: "x" }), "profile.stages.0.step", /no step named x/],
    ["half a user", { ...practice, maxUsers: "0.5" }, "profile.maxUsers", /whole users/],
    ["no waiting at all", { ...practice, startLimit: "0" }, "profile.startLimitMs", /0\.001 to 600 s/],
    ["waiting too long", { ...practice, startLimit: "601" }, "profile.startLimitMs", /0\.001 to 600 s/],
    ["closed, no user", { ...closed, users: "0" }, "profile.users", /at least 1/],
    ["closed, nobody starts", { ...closed, spawnPerSecond: "0" }, "profile.spawnPerSecond", /at least 0\.01/],
    ["closed, words", { ...closed, length: "long" }, "profile.durationSeconds", /is expected/],
    ["a latency of 0", withFirstCriterion({ limit: "0" }), "objectives.criteria.0.limit", /over 0/],
    ["more than all", withFirstCriterion({ metric: "errors", limit: "101" }), "objectives.criteria.0.limit", /100 %/],
    ["another's step", withFirstCriterion({ scope: "step:y" }), "objectives.criteria.0.scope.step", /no step named y/],
    ["half a second", { ...practice, abort: "errors", abortSeconds: "1.5" }, "objectives.abortWhen.seconds", /whole/],
    ["all and more", { ...practice, abort: "errors", abortErrors: "101" }, "objectives.abortWhen.errorRatio", /100 %/],
    ["a name too long", { ...practice, name: "n".repeat(81) }, "name", /at most 80/],
    ["a text that is none", { ...practice, scenarioText: "name: x\nmix: 5\n" }, "scenarioText", /^Line 2, column 6/],
  ];
  for (const [name, draft, place, says] of cases) {
    const read = readRunDraft(draft, chosen);
    assert.deepEqual(Object.keys(read.wrong), [place], name);
    assert.match(read.wrong[place] ?? "", says, name);
    assert.equal(read.run, null, name);
  }
});

test("what is empty is missing at its own place, and said once", () => {
  const cases: [name: string, draft: RunDraft, places: string[]][] = [
    ["rate", withFirstStage({ from: "" }), ["profile.stages.0.from"]],
    [
      "rate by step",
      withFirstStage({ shape: "by step", length: "" }),
      ["from", "seconds", "step"].map((one) => `profile.stages.0.${one}`),
    ],
    [
      "a new stage",
      { ...practice, stages: withStage(practice.stages) },
      ["profile.stages.1.from", "profile.stages.1.seconds"],
    ],
    [
      "a new criterion",
      { ...practice, criteria: withCriterion(practice.criteria) },
      ["objectives.criteria.3.limit", "objectives.criteria.3.metric"],
    ],
    [
      "the length of a rate by step",
      withFirstStage({ shape: "by step", times: "10", step: "register lot", length: "" }),
      ["profile.stages.0.seconds"],
    ],
    [
      "the scenario of a rate by step",
      { ...withFirstStage({ shape: "by step", times: "10", step: "register lot" }), scenarioText: "" },
      ["scenarioText"],
    ],
    ["the name", { ...practice, name: "  " }, ["name"]],
  ];
  for (const [name, draft, places] of cases) {
    const read = readRunDraft(draft, chosen);
    assert.deepEqual([[...read.missing].sort(), read.wrong, read.run], [places, {}, null], name);
  }
});

test("what can be read stays readable beside what cannot", () => {
  const cases: [name: string, draft: RunDraft, left: (read: DraftRead) => unknown[], expected: unknown[]][] = [
    [
      "a wrong limit leaves the load",
      withFirstCriterion({ limit: "x" }),
      (read) => [read.profile?.model, read.criteria.length],
      ["open", 2],
    ],
    [
      "a wrong rate leaves the criteria",
      withFirstStage({ from: "x" }),
      (read) => [read.profile, read.criteria.length],
      [null, 3],
    ],
    [
      "without a scenario a rate by step is unknown",
      { ...withFirstStage({ shape: "by step", times: "10", step: "register lot" }), scenarioText: "" },
      (read) => [read.profile, read.missing],
      [null, ["scenarioText"]],
    ],
  ];
  for (const [name, draft, left, expected] of cases)
    assert.deepEqual(left(readRunDraft(draft, chosen)), expected, name);
});

const other = { ...operators, name: "Another one" };

test("a name of one's own stays when another template is taken", () => {
  const cases: [name: string, typed: string, expected: string][] = [
    ["the form's own name is replaced", operators.name, other.name],
    ["an empty one is filled", " ", other.name],
    ["one's own stays", "Friday's rehearsal", "Friday's rehearsal"],
  ];
  for (const [name, typed, expected] of cases)
    assert.equal(fill({ ...practice, name: typed }, { ...other, key: "k" }, operators.name).name, expected, name);
});

test("a scenario of one's own brings its text and leaves load and objectives", () => {
  const draft = fill(practice, { key: "scenario 1", name: "Own", text: "name: Own\n" }, null);
  assert.deepEqual(
    [draft.scenarioText, draft.stages, draft.criteria],
    ["name: Own\n", practice.stages, practice.criteria],
  );
});

test("another metric keeps a limit only where it means the same", () => {
  const [row] = withCriterion([], { metric: "p99", scope: "step:register lot", limit: "500", judge: "bound" });
  assert.ok(row);
  const cases: [metric: string, limit: string, judge: string, scope: string][] = [
    ["p95", "500", "measured", "step:register lot"],
    ["max", "500", "measured", "step:register lot"],
    ["errors", "", "bound", "step:register lot"],
    ["throughput", "", "measured", "step:register lot"],
    ["delivered", "", "measured", ""],
  ];
  for (const [metric, limit, judge, scope] of cases)
    assert.deepEqual(withMetric(row, metric), { ...row, metric, scope, limit, judge }, metric);
});
