import assert from "node:assert/strict";
import test from "node:test";
import type { RuleEffect } from "#lib/shadow/core/rules.ts";
import { type RuleDraft, readRule } from "./rule-draft.ts";

const empty: RuleDraft = {
  ...{ endpoint: "GET /lots/{id}", path: "$.at", effect: "", absolute: "", percent: "" },
  ...{ toleranceMs: "", key: "", why: "" },
};

test("a typed rule is read, or what is wrong with it told by field", () => {
  const cases: [name: string, typed: Partial<RuleDraft>, effect: RuleEffect | null, wrong: string[]][] = [
    ["nothing chosen", {}, null, ["effect"]],
    ["ignored", { effect: "ignore" }, { do: "ignore" }, []],
    ["per cent", { effect: "tolerate", percent: "0.5" }, { do: "tolerate", absolute: 0, relative: 0.005 }, []],
    ["no number", { effect: "tolerate", absolute: "a bit" }, null, ["absolute"]],
    ["too much", { effect: "tolerate", percent: "101" }, null, ["percent"]],
    ["any two times", { effect: "time" }, { do: "time", toleranceMs: null }, []],
    ["times", { effect: "time", toleranceMs: "1500" }, { do: "time", toleranceMs: 1500 }, []],
    ["no member named", { effect: "pair-by" }, null, ["key"]],
    ["no path, nothing chosen", { path: " " }, null, ["effect", "path"]],
  ];
  for (const [name, typed, effect, wrong] of cases) {
    const read = readRule({ ...empty, ...typed });
    assert.deepEqual(read.rule?.effect ?? null, effect, name);
    assert.deepEqual(Object.keys(read.wrong ?? {}).sort(), wrong, name);
  }
});
