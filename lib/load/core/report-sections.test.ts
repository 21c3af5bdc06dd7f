import assert from "node:assert/strict";
import test from "node:test";
import type { OpenProfile } from "./profile.ts";
import { levels } from "./profiles.ts";
import type { Block } from "./report-blocks.ts";
import { reportFigures } from "./report-figures.ts";
import { reportSections } from "./report-sections.ts";
import type { RunPlan } from "./run.ts";
import type { RunView } from "./run-view.ts";
import { aReportInputs, twoChecks, twoLevels } from "./testing/a-report.ts";

const { plan: itsPlan } = aReportInputs().run;
const searching: RunPlan = { ...itsPlan, profile: { ...itsPlan.profile, search: { atLeast: null } } as OpenProfile };

function sectionsOf(change: Partial<RunView> = {}) {
  const inputs = aReportInputs();
  return reportSections(reportFigures({ ...inputs, run: { ...inputs.run, ...change } }));
}

function blocksOf(heading: string, change: Partial<RunView> = {}): Block[] {
  return sectionsOf(change).find((one) => one.heading === heading)?.blocks ?? [];
}

function factsOf(change: Partial<RunView>): Map<string, string> {
  const blocks = blocksOf("Inputs, frozen at the start", change);
  const facts = blocks.flatMap((block) => (block.kind === "facts" ? block.facts : []));
  return new Map(facts.map(({ name, text }) => [name, text]));
}

test("a run with levels has their table, and says which was the last good one", () => {
  const [says, table, why] = blocksOf("Levels", { levels: twoLevels, plan: searching });
  assert.deepEqual(says, { kind: "text", text: "The last level that held is 240/s." });
  assert.ok(table?.kind === "table");
  assert.deepEqual(table.rows, [
    ["240/s", "00:00", "25 s", "6,000", "240/s", "–", "8 ms", "40.5 ms", "90 ms", "0 %", "100 %", "PASS"],
    ["480/s", "00:30", "25 s", "6,000", "240/s", "–", "8 ms", "900 ms", "90 ms", "0 %", "100 %", "FAIL"],
  ]);
  assert.deepEqual(why, { kind: "list", items: ["480/s: p95 900 ms is over the limit of 250 ms."] });
  assert.deepEqual(blocksOf("Levels"), []);
});

type Kinds = ("pass" | "fail" | "inconclusive")[];
const ends: [what: string, kinds: Kinds, search: string, beside: string, last: string | null][] = [
  ["all held", ["pass", "pass"], "Every level held, up to 480/s.", "Every level held, up to 480/s.", "480/s"],
  ["none held", ["fail", "fail"], "No level held.", "0 of 2 levels held, 2 did not.", null],
  [
    "the second did not",
    ["pass", "fail"],
    "The last level that held is 240/s.",
    "1 of 2 levels held, 1 did not. Up to 240/s every one held.",
    "240/s",
  ],
  [
    "one that cannot be judged is none that held",
    ["inconclusive", "pass"],
    "No level held: 240/s could not be judged.",
    "1 of 2 levels held, 1 could not be judged.",
    null,
  ],
];

test("the last good level is the highest up to which every one held; levels side by side are counted", () => {
  for (const [what, kinds, search, beside, last] of ends) {
    const levels = twoLevels.map((level, at) => ({ ...level, kind: kinds[at] ?? "fail" }));
    const inputs = aReportInputs();
    const said = (plan: RunPlan) => reportFigures({ ...inputs, run: { ...inputs.run, plan, levels } }).levels;
    assert.deepEqual([said(searching)?.sentence, said(searching)?.lastGood], [search, last], what);
    assert.equal(said(inputs.run.plan)?.sentence, beside, what);
  }
});

test("of random arrivals the plan's number is only about right", () => {
  const plan = aReportInputs().run.plan;
  assert.ok(plan.profile.model === "open");
  const figuresOf = (profile: RunPlan["profile"]) => {
    const facts = blocksOf("Figures", { plan: { ...plan, profile } });
    return facts.flatMap((block) => (block.kind === "facts" ? block.facts : []));
  };
  const due = (profile: RunPlan["profile"]) =>
    figuresOf(profile).find(({ name }) => name === "Due in the whole plan")?.text;
  assert.equal(due(plan.profile), "15 requests");
  assert.equal(due({ ...plan.profile, arrivals: "poisson" }), "about 15 requests");
});

test("of levels that fall nothing is said to hold up to one of them", () => {
  const inputs = aReportInputs();
  const said = (kinds: Kinds) => {
    const levels = twoLevels.toReversed().map((level, at) => ({ ...level, kind: kinds[at] ?? "fail" }));
    return reportFigures({ ...inputs, run: { ...inputs.run, levels } }).levels?.sentence;
  };
  assert.equal(said(["pass", "pass"]), "Every level held.");
  assert.equal(said(["pass", "fail"]), "1 of 2 levels held, 1 did not.");
});

test("a smoke run has its check list", () => {
  const [says, table] = blocksOf("Check list", { kind: "smoke", passes: 3, checks: twoChecks });
  assert.deepEqual(says, { kind: "text", text: "1 of 2 expectations held each time." });
  assert.ok(table?.kind === "table");
  assert.deepEqual(table.rows, [
    ["create lot", "status 201", "3 of 3", "PASS", ""],
    ["QC decision", '$.id is "7"', "1 of 3", "FAIL", "no such field, first in pass 2"],
  ]);
  assert.equal(
    factsOf({ kind: "smoke", passes: 3, checks: twoChecks }).get("Smoke run"),
    "one user, 3 times through all steps",
  );
});

test("a smoke run has no plan, no seconds and no bytes to report", () => {
  const smoke: Partial<RunView> = { kind: "smoke", passes: 3, checks: twoChecks };
  const headings = sectionsOf(smoke).map(({ heading }) => heading);
  assert.ok(!headings.includes("Over time") && !headings.includes("The generator's own standing"));
  const names = namesIn(blocksOf("Figures", smoke));
  assert.deepEqual(names, ["Requests", "Failed", "Error ratio", "Latency p50", "Latency p95", "Latency p99"]);
  const [table] = blocksOf("By step", smoke);
  assert.ok(table?.kind === "table");
  assert.deepEqual(
    table.columns.map(({ name }) => name),
    ["Step", "Requests", "Failed", "p50", "p95", "p99", "Mean", "Max"],
  );
  assert.equal(table.rows[0]?.[0], "All steps");
});

test("a run by a count ends when all were sent: its length is the longest it may take", () => {
  const { plan } = aReportInputs().run;
  const profile = levels([{ users: 5, requestsEach: 20, atMostSeconds: 1_800 }], 5);
  const [facts] = blocksOf("Figures", { plan: { ...plan, profile }, plannedSeconds: 1_800 });
  assert.ok(facts?.kind === "facts");
  assert.match(facts.facts[0]?.text ?? "", / of at most 30 min$/);
  assert.ok(namesIn([facts]).includes("Delivered") && !namesIn([facts]).includes("User-time delivered"));
});

test("errors by kind: the mix's with their share, and what only the set-up had", () => {
  const { summary } = aReportInputs().run;
  const steps = summary.steps.map((step) => {
    if (step.step === -1) return step;
    return {
      ...step,
      setUp: step.step === 0,
      failedByKind: step.step === 0 ? { "time-out connect": 40 } : { body: 5 },
    };
  });
  const failing = { ...summary, steps, failed: 5, failedByKind: { body: 5 } as const };
  const [table] = blocksOf("Errors by kind", { summary: failing });
  assert.ok(table?.kind === "table");
  const [inMix, inSetUp] = table.rows;
  assert.deepEqual(inMix?.slice(0, 3), ["body", "5", "100 %"]);
  assert.deepEqual(inSetUp?.slice(0, 3), ["time-out connect", "0", "–"]);
  assert.match(inSetUp?.[3] ?? "", /^\S.* \(set-up\): 40$/);
  const quiet = steps.map((step) => ({ ...step, failedByKind: {} }));
  const none = blocksOf("Errors by kind", { summary: { ...failing, steps: quiet, failed: 0, failedByKind: {} } });
  assert.deepEqual(none, [{ kind: "text", text: "No request failed." }]);
});

test("where the load came from: unknown of an old run, nowhere of one that no runner took", () => {
  const inputs = { ...aReportInputs(), runnerHost: null };
  const said = (addresses: string[] | null) => {
    const sections = reportSections(reportFigures({ ...inputs, run: { ...inputs.run, addresses } }));
    const blocks = sections.find(({ heading }) => heading === "Inputs, frozen at the start")?.blocks ?? [];
    const facts = blocks.flatMap((block) => (block.kind === "facts" ? block.facts : []));
    return facts.find(({ name }) => name === "Load came from")?.text;
  };
  assert.deepEqual([said(["127.0.0.1"]), said(null)], ["not recorded", "nowhere: no runner took it"]);
});

function namesIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === "facts" ? block.facts.map(({ name }) => name) : []));
}

test("frozen inputs: hashes, part, set of limits, warm-up, search, and what ends it early", () => {
  const { plan } = aReportInputs().run;
  const profile: OpenProfile = {
    ...{ model: "open", stages: [{ from: 10, to: 10, seconds: 60 }], maxUsers: 5, startLimitMs: 1_000 },
    ...{ warmUpSeconds: 10, search: { atLeast: 200 } },
  };
  const abortWhenSlow = { q: 0.95, limitMs: 2_000, seconds: 20 };
  const objectives = { ...plan.objectives, abortWhen: { errorRatio: 0.5, seconds: 10 }, abortWhenSlow };
  const facts = factsOf({
    plan: { ...plan, profile, objectives },
    only: { kind: "tag", tag: "write" },
    objectiveSet: "plant limits, version 3",
  });
  const expected: [string, string][] = [
    ["Scenario's SHA-256", "5c".repeat(32)],
    ["SHA-256 of bags.csv", "a1".repeat(32)],
    ["Sent of it", "steps with the tag write only"],
    ["Limits from", "plant limits, version 3"],
    ["Warm-up", "the first 10 s do not count"],
    ["Search", "Each constant rate is a level; the run ends after the first that does not hold. 200/s have to hold."],
    ["Abort", "Ends by itself when errors are over 50 % in each of 10 s, or p95 is over 2000 ms in each of 20 s."],
    ["Load came from", "lab"],
  ];
  for (const [name, text] of expected) assert.equal(facts.get(name)?.replace("2,000", "2000"), text, name);
  assert.equal(factsOf({}).get("Warm-up"), "none");
  assert.equal(factsOf({}).get("Sent of it"), "the whole scenario");
});

test("a search has no criteria of the whole run, a smoke run none at all; the limits stand as they were set", () => {
  const { plan } = aReportInputs().run;
  const verdict = { kind: "pass" as const, reasons: [], criteria: [] };
  const said = (change: Partial<RunView>) => blocksOf("Criteria", { verdict, ...change })[0];
  assert.deepEqual(said({ plan: searching }), { kind: "text", text: "A search is judged level by level." });
  assert.deepEqual(said({ kind: "smoke" }), { kind: "text", text: "A smoke run is judged by its check list." });
  const none = { ...plan, objectives: { criteria: [], abortWhen: null } };
  assert.deepEqual(said({ plan: none }), { kind: "text", text: "No criteria were set." });
  const lists = blocksOf("Inputs, frozen at the start").filter(({ kind }) => kind === "list");
  const items = [
    "p99: at most 500 ms, judged by the measured figure",
    "errors: at most 0.1 %, judged by the 95 % bound",
  ];
  assert.deepEqual(lists, [{ kind: "list", items }]);
});

test("a note has the letter that marks it on the charts", () => {
  const [table] = blocksOf("Notes");
  assert.ok(table?.kind === "table");
  assert.deepEqual(table.rows, [["A", "00:01", "look here", "Anna"]]);
});

test("the generator's own standing: processor time and what its host took; a dash where it was not kept", () => {
  const heading = "The generator's own standing";
  const { summary } = aReportInputs().run;
  const machine = { cpuCoresMean: 0.4567, cpuCoresMax: 0.9, stealRatioMean: 0.021, stealRatioMax: 0.48 };
  const told = (change: Partial<RunView["summary"]>) => {
    const [facts, ...others] = blocksOf(heading, { summary: { ...summary, ...change } });
    assert.ok(facts?.kind === "facts");
    const texts = new Map(facts.facts.map(({ name, text }) => [name, text]));
    return [texts.get("Its processor time"), texts.get("Taken by the machine's host"), others] as const;
  };
  const says = "In 2 of the saturated seconds the machine's host took more than 5 % of its processor time for others.";
  assert.deepEqual(told({ machine: { ...machine, stolenSeconds: 2 } }), [
    "0.46 cores on average, 0.9 cores in the highest second",
    "2.1 % on average, 48 % in the highest second",
    [{ kind: "text", text: says }],
  ]);
  assert.deepEqual(told({ machine: { ...machine, stolenSeconds: 0 } })[2], []);
  const { machine: _, ...old } = summary;
  const [facts] = blocksOf(heading, { summary: old });
  assert.ok(facts?.kind === "facts");
  assert.deepEqual(
    facts.facts.slice(2, 4).map(({ text }) => text),
    ["–", "–"],
  );
});

test("the target's own figures: mean and highest, and how often they could not be read", () => {
  const inputs = aReportInputs();
  const one = {
    label: "CPU",
    metric: "cpu",
    way: "value",
    fold: "mean",
    unit: "percent",
    source: 0,
    points: [],
  } as const;
  const figures = [
    { ...one, mean: 0.4321, max: 0.9, readings: 12, missed: 1 },
    { ...one, label: "Memory", mean: null, max: null, readings: 0, missed: 13 },
  ];
  const sections = reportSections(reportFigures({ ...inputs, target: { figures } }));
  const [table] = sections.find(({ heading }) => heading === "The target's own figures")?.blocks ?? [];
  assert.ok(table?.kind === "table");
  assert.deepEqual(table.rows, [
    ["CPU", "cpu", "43.2 %", "90 %", "12", "1"],
    ["Memory", "cpu", "–", "–", "0", "13"],
  ]);
});
