import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion, Objectives, Scope } from "#lib/load/core/criterion.ts";
import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import type { Profile } from "#lib/load/core/profile.ts";
import { rowOfExpression, withCriterion, withPer } from "./criterion-draft.ts";
import { fill, repeatDraft } from "./fill-draft.ts";
import { readRunDraft } from "./read-run-draft.ts";
import { shaped, withShape, withStages } from "./read-shape.ts";
import { emptyDraft, type RunDraft } from "./run-draft.ts";

/** Shapes, levels, parts, files and sets of limits: what the form sends, and that a repeat brings all of it back. */

const systemId = "0198c0de-0000-7000-8000-000000000001";
const setId = "0198c0de-0000-7000-8000-000000000002";
const chosen = { systemId, typed: "" };
const text =
  "name: bags\ndata: { bags: { file: bags.csv } }\nmix:\n  - name: scan\n    tags: [write]\n    get: '/{{bags.id}}'\n  - name: list\n    get: /\n";
const noLimits: Objectives = { criteria: [], abortWhen: null };
const bags = { name: "bags.csv", text: "id\n1\n" };

function filledWith(profile: Profile, objectives = noLimits): RunDraft {
  return fill(emptyDraft, { key: "k", name: "a run", text, files: [bags], profile, objectives }, null);
}
const openDraft = filledWith({
  ...{ model: "open", stages: [{ from: 50, to: 50, seconds: 60 }], maxUsers: 200, startLimitMs: 5_000 },
});
const closedDraft = filledWith({ model: "closed", users: 10, spawnPerSecond: 5, durationSeconds: 60 });

function sent(draft: RunDraft) {
  const read = readRunDraft(draft, chosen);
  assert.ok(read.run !== null, JSON.stringify([read.missing, read.wrong]));
  return read.run;
}

const figures = (typed: Record<string, string>) => ({ ...emptyDraft.figures, ...typed });
const flat = (rate: number, seconds: number) => ({ from: rate, to: rate, seconds });

/** As a person does it: choose the shape, type its figures. */
function shapedBy(draft: RunDraft, name: string, typed: Record<string, string> = {}): RunDraft {
  const chosenShape = { ...draft, ...withShape(draft, name), figures: figures(typed) };
  return { ...chosenShape, ...shaped(chosenShape) };
}

test("each shape by its name: the stages it becomes, and the same shape when the run is repeated", () => {
  const cases: [name: string, typed: Record<string, string>, stages: object[]][] = [
    [
      "ramp",
      { "ramp.from": "0", "ramp.to": "40", "ramp.seconds": "30", "ramp.hold": "0" },
      [{ from: 0, to: 40, seconds: 30 }],
    ],
    ["steps", { "steps.from": "10", "steps.to": "30", "steps.by": "10" }, [flat(10, 60), flat(20, 60), flat(30, 60)]],
    [
      "burst",
      { "burst.base": "5", "burst.burst": "20", "burst.seconds": "4", "burst.every": "10", "burst.times": "2" },
      [flat(5, 6), flat(20, 4), flat(5, 6), flat(20, 4)],
    ],
    ["spike", {}, [flat(20, 60), flat(200, 30), flat(20, 120)]],
    ["soak", { "soak.rate": "12.5", "soak.hours": "4" }, [flat(12.5, 14_400)]],
    ["search", { "search.from": "100", "search.by": "100", "search.to": "200" }, [flat(100, 60), flat(200, 60)]],
    ["own", {}, [flat(50, 60)]],
    ["constant", {}, [flat(50, 60)]],
  ];
  for (const [name, typed, stages] of cases) {
    const draft = shapedBy(openDraft, name, typed);
    const { profile } = sent(draft);
    assert.ok(profile.model === "open");
    assert.deepEqual([profile.stages, profile.search != null], [stages, name === "search"], name);
    const again = filledWith(profile);
    assert.equal(again.openShape, name === "own" ? "constant" : name);
    for (const [key, figure] of Object.entries(typed)) assert.equal(again.figures[key], figure, key);
    assert.deepEqual(sent(again).profile, profile, name);
  }
});

test("users by levels, the same way", () => {
  const cases: [name: string, typed: Record<string, string>, users: number, seconds: number, levels: number][] = [
    ["sweep", { "sweep.users": "10, 50 100/200", "sweep.seconds": "30" }, 200, 120, 4],
    ["batches", { "batches.pairs": "5x50, 10 × 200;20*200", "batches.seconds": "60" }, 20, 180, 3],
    ["own", {}, 10, 60, 1],
  ];
  for (const [name, typed, users, seconds, levels] of cases) {
    const { profile } = sent(shapedBy(closedDraft, name, typed));
    assert.ok(profile.model === "closed");
    assert.deepEqual([profile.users, profile.durationSeconds, profile.levels?.length], [users, seconds, levels], name);
    const again = filledWith(profile);
    assert.equal(again.closedShape, name === "own" ? "sweep" : name);
    assert.deepEqual(sent(again).profile, profile, name);
  }
  assert.equal(sent(shapedBy(shapedBy(closedDraft, "sweep"), "users")).profile.model, "closed");
});

test("a figure that makes no shape is wrong at its place, and nothing starts with the stages before", () => {
  const cases: [name: string, typed: Record<string, string>, place: string, says: RegExp][] = [
    ["ramp", { "ramp.to": "0" }, "ramp.to", /another rate/],
    ["steps", { "steps.by": "0" }, "steps.by", /more than 0/],
    ["steps", { "steps.to": "10" }, "steps.to", /two levels/],
    ["steps", { "steps.by": "0.1" }, "steps.by", /more than 50/],
    ["burst", { "burst.burst": "10" }, "burst.burst", /more than the base/],
    ["burst", { "burst.seconds": "60" }, "burst.seconds", /shorter than/],
    ["burst", { "burst.times": "1" }, "burst.times", /2 to 25/],
    ["spike", { "spike.spike": "20" }, "spike.spike", /more than the base/],
    ["soak", { "soak.hours": "1" }, "soak.hours", /2 to 24 h/],
    ["search", { "search.from": "many" }, "search.from", /number such as/],
    ["sweep", { "sweep.users": "ten" }, "sweep.users", /such as 10, 50, 100/],
    ["batches", { "batches.pairs": "5" }, "batches.pairs", /5×50/],
  ];
  for (const [name, typed, place, says] of cases) {
    const draft = shapedBy(name === "sweep" || name === "batches" ? closedDraft : openDraft, name, typed);
    const { wrong, run } = readRunDraft(draft, chosen);
    assert.deepEqual(Object.keys(wrong), [`profile.shape.${place}`], name);
    assert.match(wrong[`profile.shape.${place}`] ?? "", says);
    assert.equal(run, null, name);
  }
});

test("stages changed by hand are one's own; one without a climb is a constant rate", () => {
  const spike = shapedBy(openDraft, "spike");
  assert.equal(withStages(spike, spike.stages.slice(0, 2)).openShape, "own");
  assert.equal(withStages(spike, spike.stages.slice(0, 1)).openShape, "constant");
  const search = shapedBy(openDraft, "search");
  assert.equal(withStages(search, search.stages.slice(0, 1)).openShape, "own");
});

test("levels that cannot be are wrong at their places", () => {
  const draft = shapedBy(closedDraft, "own");
  const level = draft.levels[0];
  assert.ok(level);
  const cases: [change: Partial<typeof level>, place: string][] = [
    [{ users: "0.5" }, "profile.levels.0.users"],
    [{ users: "20,001" }, "profile.levels.0.users"],
    [{ length: "0" }, "profile.levels.0.seconds"],
    [{ ends: "count", each: "0" }, "profile.levels.0.requestsEach"],
  ];
  for (const [change, place] of cases) {
    const { wrong, run } = readRunDraft({ ...draft, levels: [{ ...level, ...change }] }, chosen);
    assert.deepEqual([Object.keys(wrong), run], [[place], null]);
  }
  const none = readRunDraft({ ...draft, levels: [] }, chosen);
  assert.deepEqual(Object.keys(none.wrong), ["profile.levels"]);
});

const every: Objectives = {
  criteria: [
    {
      metric: { kind: "percentile", q: 0.95 },
      scope: { kind: "tag", tag: "write" },
      limit: 500,
      judge: "measured",
      warn: 400,
    },
    { metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.05, judge: "bound", warn: 0.01 },
    { metric: { kind: "throughput" }, scope: { kind: "all" }, limit: 40, judge: "measured", per: "second" },
    { metric: { kind: "recovery", q: 0.95, limitMs: 500 }, scope: { kind: "all" }, limit: 60, judge: "measured" },
  ],
  abortWhen: { errorRatio: 0.2, seconds: 10 },
  abortWhenSlow: { q: 0.95, limitMs: 5_000, seconds: 30 },
};
const search: Profile = {
  ...{ model: "open", maxUsers: 200, startLimitMs: 5_000, warmUpSeconds: 10 },
  stages: [flat(50, 60), flat(100, 60)],
  search: { atLeast: 80 },
};
const inputs = {
  ...{ number: 7, name: "a run", scenarioName: "bags", scenarioVersion: 1, scenarioText: text, files: [bags] },
  ...{
    kind: "load" as const,
    passes: null,
    only: { kind: "tag" as const, tag: "write" },
    profile: search,
    objectives: every,
  },
  ...{ objectiveSet: null, objectiveSetId: null, systemId, systemName: "plant" },
};

test("a repeat brings back everything: part, files, warm-up, search, limits of every kind, both aborts", () => {
  const judgedByLevels = { ...every, criteria: every.criteria.filter(({ metric }) => metric.kind !== "recovery") };
  const spike: Profile = { ...search, stages: [flat(50, 60), flat(100, 60), flat(50, 60)], search: null };
  for (const asked of [
    { profile: search, objectives: judgedByLevels },
    { profile: spike, objectives: every },
  ]) {
    const run = sent(repeatDraft({ ...inputs, ...asked }));
    const { files, only, objectives, kind } = run;
    const { search: sought = null, ...load } = asked.profile.model === "open" ? asked.profile : {};
    const profile = sought === null ? load : { ...load, search: sought };
    assert.deepEqual(
      { files, only, profile: run.profile, objectives, kind },
      { files: [bags], only: inputs.only, profile, objectives: asked.objectives, kind: "load" },
    );
  }
});

test("a smoke run brings back its passes, and has neither load nor limits", () => {
  const run = sent(repeatDraft({ ...inputs, kind: "smoke", passes: 3 }));
  assert.deepEqual([run.kind, run.passes, run.objectives], ["smoke", 3, noLimits]);
  const many = readRunDraft({ ...repeatDraft({ ...inputs, kind: "smoke", passes: 3 }), passes: "101" }, chosen);
  assert.deepEqual(Object.keys(many.wrong), ["passes"]);
});

const limitsIn = (limit: number): Objectives => ({
  criteria: [{ metric: { kind: "max" }, scope: { kind: "all" }, limit, judge: "measured" }],
  abortWhen: null,
});
const aSet: ObjectiveSetView = {
  ...{ id: setId, name: "Night", version: 2, text: "", createdBy: "x", createdAt: "", mistake: null },
  objectives: { practice: limitsIn(1), test: limitsIn(2), staging: limitsIn(3), production: limitsIn(4) },
};

test("a set of limits: those of the target's environment are reckoned with, its name is sent", () => {
  const draft = repeatDraft({ ...inputs, objectiveSetId: setId });
  const read = readRunDraft(draft, { ...chosen, sets: [aSet], environment: "staging" });
  assert.deepEqual([read.criteria.map(({ limit }) => limit), read.wrong], [[3], {}]);
  assert.deepEqual([read.run?.objectiveSetId, read.run?.objectives], [setId, noLimits]);
  const gone = readRunDraft(draft, { ...chosen, sets: [], environment: "staging" });
  assert.deepEqual(Object.keys(gone.wrong), ["objectiveSetId"]);
  const none = readRunDraft({ ...draft, objectiveSetId: "" }, { ...chosen, sets: [aSet], environment: "staging" });
  assert.deepEqual(none.missing, ["objectiveSetId"]);
});

const p95 = (scope: Scope): Criterion => ({
  ...{ metric: { kind: "percentile", q: 0.95 }, scope, limit: 500, judge: "measured" },
});
const recovery: Criterion = {
  ...{ metric: { kind: "recovery", q: 0.95, limitMs: 250 }, scope: { kind: "all" }, limit: 30, judge: "measured" },
};
const setOf = (criteria: Criterion[], mistake: string | null = null): ObjectiveSetView => {
  const limits = { criteria, abortWhen: null };
  return { ...aSet, mistake, objectives: { practice: limits, test: limits, staging: limits, production: limits } };
};

test("a set's limits about what a part does not send are left out and named; none left, or none to judge, is said", () => {
  const [writes, all] = [p95({ kind: "tag", tag: "write" }), p95({ kind: "all" })];
  const search: Profile = {
    ...{ model: "open", stages: [flat(50, 60), flat(100, 60)], maxUsers: 200, startLimitMs: 5_000 },
    search: { atLeast: null },
  };
  const asks = (set: ObjectiveSetView, change: Partial<RunDraft> = {}) => {
    const draft = { ...repeatDraft({ ...inputs, objectiveSetId: setId }), ...change };
    return readRunDraft(draft, { ...chosen, sets: [set], environment: "test" });
  };
  const whole = asks(setOf([writes, all]));
  assert.deepEqual([whole.criteria, whole.leftOut, whole.wrong], [[writes, all], [], {}]);
  const part = asks(setOf([writes, all]), { only: "step:list" });
  assert.deepEqual([part.criteria, part.leftOut, part.wrong], [[all], [writes], {}]);
  assert.equal(part.run?.objectiveSetId, setId);
  const wrong: [what: string, read: ReturnType<typeof asks>, says: RegExp][] = [
    [
      "none is left",
      asks(setOf([writes]), { only: "step:list" }),
      /^none of its limits is about what this part sends$/,
    ],
    ["another scenario's", asks(setOf([p95({ kind: "tag", tag: "x" })])), /^it asks for a step with the tag x, which/],
    ["a text that is wrong by now", asks(setOf([], "Line 2: x.")), /^it has to be mended: Line 2: x\.$/],
    [
      "a recovery of a search",
      readRunDraft(repeatDraft({ ...inputs, profile: search, objectiveSetId: setId }), {
        ...{ ...chosen, sets: [setOf([all, recovery])], environment: "test" as const },
      }),
      /^a search for the capacity is judged level by level, .*: nothing would judge it$/,
    ],
  ];
  for (const [what, read, says] of wrong) {
    assert.deepEqual([Object.keys(read.wrong), read.run], [["objectiveSetId"], null], what);
    assert.match(read.wrong["objectiveSetId"] ?? "", says, what);
  }
});

test("errors of each second are judged by their measured value, and for the whole run as usual again", () => {
  const [row] = withCriterion([], { metric: "errors", limit: "1", warn: "0.5", judge: "bound" });
  assert.ok(row !== undefined);
  const each = withPer(row, "second");
  assert.deepEqual([each.per, each.judge, each.warn, withPer(each, "run").judge], ["second", "measured", "", "bound"]);
  const stored: Criterion = {
    ...{ metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.01, judge: "bound", per: "second" },
  };
  const again = sent(repeatDraft({ ...inputs, objectives: { criteria: [stored], abortWhen: null } }));
  assert.deepEqual(again.objectives.criteria, [{ ...stored, judge: "measured" }]);
});

test("a file that was not kept through a reload has to be chosen again; one the text does not name is not sent", () => {
  const lost = readRunDraft({ ...openDraft, files: [{ name: "bags.csv", text: null }] }, chosen);
  assert.deepEqual([lost.missing, lost.run], [["files.bags.csv"], null]);
  const plain = readRunDraft({ ...openDraft, scenarioText: "name: x\nmix:\n  - get: /\n" }, chosen);
  assert.deepEqual(plain.run?.files, []);
});

test("a part that is not there, and a limit outside of the part, are said", () => {
  const gone = readRunDraft({ ...openDraft, only: "step:look" }, chosen);
  assert.match(gone.wrong["only"] ?? "", /no step named look/);
  const criteria = withCriterion([], { metric: "p95", scope: "step:list", limit: "5" });
  const outside = readRunDraft({ ...openDraft, only: "tag:write", criteria }, chosen);
  assert.deepEqual(Object.keys(outside.wrong), ["objectives.criteria.0.scope.step"]);
});

test("limits as k6 writes them", () => {
  const cases: [text: string, metric: string | undefined, limit: string | undefined][] = [
    ["p(95)<500", "p95", "500"],
    ["avg < 300", "mean", "300"],
    ["rate<0.01", "errors", "1"],
    ["rate>0.99", "errors", "1"],
    ["rate>=1", "errors", "0"],
    ["rate>=1000", "throughput", "1,000"],
    ["min>3", undefined, undefined],
    ["", undefined, undefined],
  ];
  for (const [typed, metric, limit] of cases) {
    const row = rowOfExpression(typed);
    assert.deepEqual([row?.metric, row?.limit], [metric, limit], typed);
    const judge = metric === undefined ? undefined : metric === "errors" && limit !== "0" ? "bound" : "measured";
    assert.equal(row?.judge, judge, typed);
  }
});
