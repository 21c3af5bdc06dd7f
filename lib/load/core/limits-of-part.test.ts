import assert from "node:assert/strict";
import test from "node:test";
import type { Criterion, Scope } from "./criterion.ts";
import { limitsOfPart } from "./limits-of-part.ts";
import { type Only, partOf } from "./part-of-scenario.ts";
import { criterionName } from "./say.ts";
import type { Scenario } from "./scenario.ts";
import { aCriterion, aScenario, aStep } from "./testing/measured.ts";

const scenario: Scenario = {
  ...aScenario,
  mix: [
    { ...aStep("list"), tags: ["read"] },
    { ...aStep("make"), tags: ["write"] },
  ],
};
const p95 = (scope: Scope): Criterion => aCriterion({ kind: "percentile", q: 0.95 }, { scope });
const tag = (name: string): Scope => ({ kind: "tag", tag: name });
const [reads, writes] = [p95(tag("read")), p95(tag("write"))];
const errors = aCriterion("errors", {});
const delivered = aCriterion("delivered", { limit: 0.99 });

type Expected = { kept: Criterion[]; leftOut: Criterion[] } | "none-left" | string;
const cases: [what: string, criteria: Criterion[], only: Only | null, expected: Expected][] = [
  ["the whole scenario", [reads, writes, errors], null, { kept: [reads, writes, errors], leftOut: [] }],
  ["one tag", [reads, writes, errors], { kind: "tag", tag: "read" }, { kept: [reads, errors], leftOut: [writes] }],
  [
    "one step",
    [reads, writes, p95({ kind: "step", step: "make" })],
    { kind: "step", step: "list" },
    { kept: [reads], leftOut: [writes, p95({ kind: "step", step: "make" })] },
  ],
  ["nothing about what is sent", [writes, delivered], { kind: "tag", tag: "read" }, "none-left"],
  ["delivery alone was all there was", [delivered], { kind: "tag", tag: "read" }, { kept: [delivered], leftOut: [] }],
  ["nothing at all was asked for", [], { kind: "tag", tag: "read" }, { kept: [], leftOut: [] }],
  ["a tag that the scenario has not", [reads, p95(tag("raed"))], null, "1 step with the tag raed"],
  ["nor in a part", [reads, p95(tag("raed"))], { kind: "tag", tag: "read" }, "1 step with the tag raed"],
];

test("a set's limits for a part of a scenario", () => {
  for (const [what, criteria, only, expected] of cases) {
    const part = partOf(scenario, only);
    assert.ok(part.ok, what);
    const found = limitsOfPart(criteria, { scenario, part: part.scenario });
    const names = (list: Criterion[]) => list.map(criterionName);
    if (!found.ok) assert.equal(found.why === "unknown" ? `${found.at} ${found.what}` : found.why, expected, what);
    else
      assert.deepEqual(
        { kept: names(found.kept), leftOut: names(found.leftOut) },
        typeof expected === "string" ? expected : { kept: names(expected.kept), leftOut: names(expected.leftOut) },
        what,
      );
  }
});
