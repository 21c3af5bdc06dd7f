import assert from "node:assert/strict";
import test from "node:test";
import { compareAnswers } from "./compare-answers.ts";
import { compileRules } from "./compile-rules.ts";
import type { Answer } from "./exchange.ts";
import { type IdEquality, noIds } from "./id-equality.ts";
import { answerOf, endpointOf, jsonAnswer, ruleSet } from "./testing/answers.ts";
import { compare } from "./testing/told.ts";

test("a status of the same class is one difference, and the bodies are compared", () => {
  const found = compare(jsonAnswer(`{"a":1}`, { status: 201 }), jsonAnswer(`{"a":2}`));
  assert.deepEqual(
    found.differences.map((one) => [one.path, one.shape]),
    [
      ["status", "201 → 200"],
      ["$.a", "number → number"],
    ],
  );
});

test("of an answer and an error only the status is told", () => {
  const found = compare(jsonAnswer(`{"a":1}`), jsonAnswer(`{"error":"no"}`, { status: 500 }));
  assert.deepEqual(
    found.differences.map((one) => one.path),
    ["status"],
  );
});

test("chosen headers are compared, others not", () => {
  const rules = compileRules(ruleSet({ comparedHeaders: ["ETag", "location"] }));
  const legacy = answerOf("", {
    headers: [
      ["etag", "a"],
      ["date", "1"],
    ],
  });
  const candidate = answerOf("", {
    headers: [
      ["location", "/lots/9"],
      ["date", "2"],
    ],
  });
  const found = compareAnswers(legacy, candidate, { endpoint: "GET /", rules, ids: noIds });
  assert.deepEqual(
    found.differences.map((one) => [one.kind, one.path, one.legacy, one.candidate, one.shape]),
    [
      ["header", "header:etag", `"a"`, null, "string → missing"],
      ["header", "header:location", null, `"/lots/9"`, "missing → string"],
    ],
  );
});

const text = (body: string | Uint8Array, type: string) => answerOf(body, { headers: [["content-type", type]] });

const bodies: [name: string, legacy: Answer, candidate: Answer, shapes: string[]][] = [
  ["texts", text("one\ntwo", "text/plain"), text("one\nthree", "text/plain"), ["text → text"]],
  [
    "texts whose ends of line differ",
    text("a\r\nb", "text/csv"),
    text("a\nb", "text/csv"),
    ["text → text, spaces only"],
  ],
  ["JSON and a page", jsonAnswer("{}"), text("<html>", "text/html"), ["json → text"]],
  ["JSON and nothing", jsonAnswer("{}"), jsonAnswer(""), ["json → nothing"]],
  ["bytes", text(new Uint8Array([1, 2]), "image/png"), text(new Uint8Array([1, 3]), "image/png"), ["bytes → bytes"]],
  ["JSON without a type", answerOf(` {"a":1}`), answerOf(`{"a":1.0}`), []],
  ["a problem document", text(`{"a":1}`, "application/problem+json"), jsonAnswer(`{"a":1.0}`), []],
  [
    "the same text in its own charset",
    text(new Uint8Array([0x22, 0xe4, 0x22]), "application/json; charset=iso-8859-1"),
    jsonAnswer(`"ä"`),
    [],
  ],
  [
    "bytes that are no UTF-8 stay unlike",
    text(new Uint8Array([0x22, 0xe4, 0x22]), "application/json"),
    text(new Uint8Array([0x22, 0xe5, 0x22]), "application/json"),
    ["text → text"],
  ],
  [
    "a body that was not captured",
    { ...jsonAnswer("{}"), body: { bytes: null, length: 9 } },
    jsonAnswer("{}"),
    ["not captured"],
  ],
];

for (const [name, legacy, candidate, shapes] of bodies)
  test(`body: ${name}`, () =>
    assert.deepEqual(
      compare(legacy, candidate).differences.map((one) => one.shape),
      shapes,
    ));

const lots: IdEquality = {
  same: (type, legacy, candidate) => (type === null || type === "lot") && legacy === "17" && candidate === "912",
};

const idCases: [name: string, legacy: string, candidate: string, left: number][] = [
  ["in a place named like an id", `{"id":17,"parent_id":"17"}`, `{"id":912,"parent_id":"912"}`, 0],
  ["in a declared place", `{"batch":17}`, `{"batch":912}`, 0],
  ["not in a weight", `{"weight":17}`, `{"weight":912}`, 1],
  ["not another id", `{"id":17}`, `{"id":913}`, 1],
  ["inside a link", `{"href":"/lots/17/events?lot=17"}`, `{"href":"/lots/912/events?lot=912"}`, 0],
  ["not a longer link", `{"href":"/lots/17"}`, `{"href":"/lots/912/events"}`, 1],
  ["not another link", `{"href":"/lots/17"}`, `{"href":"/batches/912"}`, 1],
  ["order under ids", `[{"id":17,"n":1},{"id":3,"n":2}]`, `[{"id":3,"n":2},{"id":912,"n":1}]`, 1],
];

for (const [name, legacy, candidate, left] of idCases)
  test(`ids: ${name}`, () => {
    const endpoint = endpointOf("GET /lots/{id}", { uses: [{ type: "lot", place: "$.batch" }] });
    const rules = compileRules(ruleSet({ endpoints: [endpoint] }));
    const found = compareAnswers(jsonAnswer(legacy), jsonAnswer(candidate), {
      endpoint: endpoint.name,
      rules,
      ids: lots,
    });
    assert.equal(found.differences.length, left);
  });
