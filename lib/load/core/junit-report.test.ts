import assert from "node:assert/strict";
import test from "node:test";
import { junitReport, type XmlElement } from "./junit-report.ts";
import { markdownReport } from "./markdown-report.ts";
import type { OpenProfile } from "./profile.ts";
import { reportFigures } from "./report-figures.ts";
import type { RunView } from "./run-view.ts";
import { aReportInputs, twoChecks, twoLevels } from "./testing/a-report.ts";
import type { VerdictKind } from "./verdict.ts";

function figuresOf(change: Partial<RunView> = {}) {
  const inputs = aReportInputs();
  return reportFigures({ ...inputs, run: { ...inputs.run, ...change } });
}

const inside = ({ content }: XmlElement, name: string) =>
  content.filter((one): one is XmlElement => typeof one !== "string" && one.name === name);

function suiteOf(change: Partial<RunView> = {}): XmlElement {
  const root = junitReport(figuresOf(change));
  const [suite] = inside(root, "testsuite");
  assert.ok(suite);
  assert.equal(root.name, "testsuites");
  return suite;
}

/** The name of what stands in a case: failure, error, skipped, or nothing. */
const outcomes = (suite: XmlElement) =>
  inside(suite, "testcase").map(({ content: [one] }) => (typeof one === "object" ? one.name : "passed"));

const verdicts: [kind: VerdictKind, run: string][] = [
  ["pass", "passed"],
  ["fail", "failure"],
  ["inconclusive", "error"],
];

test("the run's own case: no build passes on a run without a verdict", () => {
  for (const [kind, outcome] of verdicts) {
    const reasons = kind === "pass" ? [] : [{ reason: "interrupted" as const, sentence: "The runner went away." }];
    const suite = suiteOf({ verdict: { kind, reasons, criteria: [] } });
    assert.deepEqual(outcomes(suite), [outcome], kind);
  }
});

test("a case for each criterion: failed, skipped with its sentence, or passed", () => {
  const { verdict } = aReportInputs().run;
  const [one] = verdict.criteria;
  assert.ok(one);
  const criteria = [
    { ...one, kind: "fail" as const, reason: "limit-breached" as const, sentence: "Over." },
    { ...one, kind: "inconclusive" as const, reason: "too-few-samples" as const, sentence: "Too few." },
    { ...one, kind: "pass" as const, reason: null, sentence: "Holds." },
  ];
  const suite = suiteOf({ verdict: { kind: "fail", reasons: [], criteria } });
  assert.deepEqual(outcomes(suite), ["failure", "failure", "skipped", "passed"]);
  const { tests, failures, errors, skipped } = suite.attributes;
  assert.deepEqual([tests, failures, errors, skipped], ["4", "2", "0", "1"]);
  const [, failed, open] = inside(suite, "testcase");
  assert.deepEqual(failed && inside(failed, "failure")[0]?.attributes, { message: "Over.", type: "limit-breached" });
  assert.deepEqual(open && inside(open, "skipped")[0]?.attributes, { message: "Too few." });
});

test("a case for each expectation of a smoke run", () => {
  const suite = suiteOf({
    kind: "smoke",
    passes: 3,
    checks: twoChecks,
    verdict: { kind: "pass", reasons: [], criteria: [] },
  });
  assert.deepEqual(outcomes(suite), ["passed", "passed", "failure"]);
  const [, , failed] = inside(suite, "testcase");
  assert.equal(failed?.attributes["name"], 'QC decision: $.id is "7"');
  assert.equal(
    failed && inside(failed, "failure")[0]?.attributes["message"],
    "held 1 of 3 times; found: no such field, first in pass 2",
  );
});

const noVerdict = { kind: "pass" as const, reasons: [], criteria: [] };

test("a case for each level, with its time: failed, skipped with its sentences, or passed", () => {
  const [good, bad] = twoLevels;
  assert.ok(good && bad);
  const open = { ...good, seconds: 12.5, kind: "inconclusive" as const, sentences: ["Too few.", "Far too few."] };
  const suite = suiteOf({ levels: [good, bad, open], verdict: noVerdict });
  assert.deepEqual(outcomes(suite), ["passed", "passed", "failure", "skipped"]);
  const { tests, failures, errors, skipped } = suite.attributes;
  assert.deepEqual([tests, failures, errors, skipped], ["4", "1", "0", "1"]);
  const [, held, broke, unjudged] = inside(suite, "testcase");
  assert.deepEqual(held?.attributes, { name: "Level 1: 240/s", classname: "gantry.plant.run-4.levels", time: "25" });
  assert.deepEqual(broke && inside(broke, "failure"), [
    {
      name: "failure",
      attributes: { message: "p95 900 ms is over the limit of 250 ms.", type: "level-did-not-hold" },
      content: ["p95 900 ms is over the limit of 250 ms.\n240/s, p95 900 ms, errors 0 %, n 6,000"],
    },
  ]);
  assert.deepEqual(
    [unjudged?.attributes["name"], unjudged?.attributes["time"]],
    ["Level 3: 240/s", "12.5"],
    "of two levels that are alike each is told apart",
  );
  assert.deepEqual(unjudged && inside(unjudged, "skipped")[0]?.attributes, { message: "Too few. Far too few." });
});

test("a search ends by a level that does not hold: no failure, unless the run failed by it", () => {
  const { plan } = aReportInputs().run;
  const profile = { ...plan.profile, search: { atLeast: null } } as OpenProfile;
  const searched = (kind: VerdictKind) =>
    suiteOf({ plan: { ...plan, profile }, levels: twoLevels, verdict: { ...noVerdict, kind } });
  assert.deepEqual(outcomes(searched("pass")), ["passed", "passed", "skipped"]);
  assert.deepEqual(outcomes(searched("fail")), ["failure", "passed", "failure"]);
  const [, , ended] = inside(searched("pass"), "testcase");
  assert.deepEqual(ended && inside(ended, "skipped")[0]?.attributes, {
    message: "p95 900 ms is over the limit of 250 ms. The search ended here.",
  });
});

test("what is frozen stands in the properties, and every figure in the output", () => {
  const suite = suiteOf();
  const [properties] = inside(suite, "properties");
  assert.ok(properties);
  const values = new Map(inside(properties, "property").map(({ attributes: a }) => [a["name"], a["value"]]));
  assert.equal(values.get("Seed"), "1");
  assert.equal(values.get("Scenario"), "operators, version 2");
  assert.equal(values.get("Scenario's SHA-256"), "5c".repeat(32));
  assert.equal(values.get("Gantry"), "version 0.1.0");
  assert.equal(values.get("Objective 1"), "p99: at most 500 ms, judged by the measured figure");
  assert.deepEqual(inside(suite, "system-out")[0]?.content, [markdownReport(figuresOf())]);
  assert.deepEqual(
    suite.content.flatMap((one) => (typeof one === "string" ? [] : [one.name])),
    ["properties", ...new Array(4).fill("testcase"), "system-out", "system-err"],
  );
});

test("times are UTC without a zone, and a host that is not known is localhost", () => {
  const { timestamp, hostname } = suiteOf().attributes;
  assert.deepEqual([timestamp, hostname], ["2026-11-21T09:46:00", "lab"]);
  const inputs = aReportInputs();
  const [nowhere] = inside(junitReport(reportFigures({ ...inputs, runnerHost: null })), "testsuite");
  assert.equal(nowhere?.attributes["hostname"], "localhost");
});
