import assert from "node:assert/strict";
import test from "node:test";
import { suggestionsAt } from "./scenario-completion.ts";

const step =
  "mix:\n  - name: a\n    get: /\n    remember: { lots: { last: 5, from: { id: $.id, code: $.code } }, token: $.t }\n";
const data = "data: { bags: { file: bags.csv } }\n";

/** `§` marks the place; the first few labels. */
const cases: [name: string, text: string, labels: string[] | null][] = [
  ["keys at the top", "§", ["name", "setup", "headers", "think"]],
  ["keys that are there already are left out", "name: x\n§", ["setup", "headers", "think", "timeouts"]],
  ["keys of a step", "mix:\n  - §", ["weight", "tags", "needs", "flow", "name", "get"]],
  ["keys of a step of the set-up", "setup:\n  - name: x\n    §", ["get", "post", "put", "patch"]],
  ["keys of an expectation, in braces", "mix:\n  - get: /\n    expect: { §", ["status", "json", "contains"]],
  ["keys of a kind of users", "users:\n  - §", ["kind", "share", "setup"]],
  ["steps of a kind", "users:\n  - kind: a\n    mix:\n      - ta§", ["weight", "tags"]],
  ["steps of a flow", "mix:\n  - flow:\n      - §", ["tags", "name", "get"]],
  ["keys of a data set", "data:\n  bags:\n    §", ["file", "use"]],
  ["a choice", "data: { bags: { use: §", ["by user", "in turn", "at random"]],
  ["true and false", "cold connections: §", ["true", "false"]],
  ["durations by example", "timeouts: { connect: §", ["300ms", "5s", "2 min"]],
  ["what may stand at a path", "mix:\n  - get: /\n    expect: { json: { $.id: §", ["present", "absent", "not empty"]],
  ["what a step needs", `${step}    needs: §`, ["lots.id", "lots.code", "token"]],
  ["templates: what is remembered comes first", `${step}    json: { a: "{{§`, ["lots.id", "lots.code", "token", "vu"]],
  ["templates: data", `${data}mix:\n  - get: "/{{ba§`, ["bags", "vu"]],
  ["nothing in a text of one's own", 'name: "wa§', null],
  ["nothing in a comment", "name: a # §", null],
  ["nothing where the schema knows nothing", "nmae:\n  §", null],
];

for (const [name, text, labels] of cases)
  test(name, () => {
    const found = suggestionsAt(text.replace("§", ""), text.indexOf("§"));
    assert.deepEqual(found?.suggestions.slice(0, labels?.length).map(({ label }) => label) ?? null, labels);
  });

test("the word that was begun is what is written over", () => {
  const text = "name: x\nmix:\n  - we";
  const found = suggestionsAt(text, text.length);
  assert.equal(text.slice(found?.from), "we");
  assert.equal(found?.suggestions.find(({ label }) => label === "weight")?.apply, "weight: ");
});
