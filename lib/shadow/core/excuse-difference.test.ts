import assert from "node:assert/strict";
import test from "node:test";
import type { RuleEffect } from "./rules.ts";
import { jsonAnswer, ruleOf } from "./testing/answers.ts";
import { compare, told } from "./testing/told.ts";

const ruled: [
  name: string,
  path: string,
  effect: RuleEffect,
  legacy: string,
  candidate: string,
  left: number,
  ignored: number,
][] = [
  ["ignored", "$.a", { do: "ignore" }, `{"a":1}`, `{"a":2}`, 0, 1],
  ["ignored with what stands in it", "$.a", { do: "ignore" }, `{"a":{"b":1,"c":2}}`, `{"a":{"b":2,"d":3}}`, 0, 3],
  ["ignored below", "$.a.**", { do: "ignore" }, `{"a":{"b":{"c":1}}}`, `{"a":{"b":{"c":2}}}`, 0, 1],
  ["below is not the place itself", "$.a.**", { do: "ignore" }, `{"a":1}`, `{"a":2}`, 1, 0],
  ["one step", "$.*.at", { do: "ignore" }, `{"x":{"at":1},"y":{"at":1}}`, `{"x":{"at":2},"y":{"at":3}}`, 0, 2],
  ["one step is not two", "$.*.at", { do: "ignore" }, `{"x":{"y":{"at":1}}}`, `{"x":{"y":{"at":2}}}`, 1, 0],
  ["members of arrays", "$.i[*].at", { do: "ignore" }, `{"i":[{"at":1}]}`, `{"i":[{"at":2}]}`, 0, 1],
  ["near enough", "$.a", { do: "tolerate", absolute: 0.01, relative: 0 }, `{"a":1.1}`, `{"a":1.11}`, 0, 1],
  ["not near enough", "$.a", { do: "tolerate", absolute: 0.01, relative: 0 }, `{"a":1.1}`, `{"a":1.12}`, 1, 0],
  [
    "near enough for its size",
    "$.a",
    { do: "tolerate", absolute: 0, relative: 0.01 },
    `{"a":1000}`,
    `{"a":1009}`,
    0,
    1,
  ],
  ["a text is not near a number", "$.a", { do: "tolerate", absolute: 9, relative: 1 }, `{"a":1}`, `{"a":"1"}`, 1, 0],
  [
    "the same time in another zone",
    "$.a",
    { do: "time", toleranceMs: 0 },
    `{"a":"2024-05-01T10:00:00Z"}`,
    `{"a":"2024-05-01T12:00:00.000+02:00"}`,
    0,
    1,
  ],
  [
    "two hours are not one",
    "$.a",
    { do: "time", toleranceMs: 3_600_000 },
    `{"a":"2024-05-01T10:00:00Z"}`,
    `{"a":"2024-05-01T12:00:00Z"}`,
    1,
    0,
  ],
  [
    "any time of the same format",
    "$.a",
    { do: "time", toleranceMs: null },
    `{"a":"2024-05-01T10:00:00Z"}`,
    `{"a":"2025-09-09T12:00:00Z"}`,
    0,
    1,
  ],
  [
    "not of another format",
    "$.a",
    { do: "time", toleranceMs: null },
    `{"a":"2024-05-01T10:00:00Z"}`,
    `{"a":"2024-05-01T10:00:00.000Z"}`,
    1,
    0,
  ],
  ["seconds of the clock", "$.a", { do: "time", toleranceMs: 5000 }, `{"a":1714557600}`, `{"a":1714557604}`, 0, 1],
  ["a count is no time", "$.a", { do: "time", toleranceMs: 5000 }, `{"a":17}`, `{"a":18}`, 1, 0],
  ["case", "$.a", { do: "ignore-case" }, `{"a":"Hold"}`, `{"a":"HOLD"}`, 0, 1],
  ["space", "$.a", { do: "ignore-space" }, `{"a":"a  b"}`, `{"a":" a b\\n"}`, 0, 1],
  ["more than space", "$.a", { do: "ignore-space" }, `{"a":"ab"}`, `{"a":"a b"}`, 1, 0],
  ["an added member", "$", { do: "allow-extra" }, `{"a":1}`, `{"a":1,"b":2}`, 0, 1],
  ["an added member only here", "$", { do: "allow-extra" }, `{"a":{}}`, `{"a":{"b":2}}`, 1, 0],
  ["leave to add is no leave to differ", "$.a", { do: "allow-extra" }, `{"a":1}`, `{"a":2}`, 1, 0],
  ["a missing one is no added one", "$", { do: "allow-extra" }, `{"a":1,"b":2}`, `{"a":1}`, 1, 0],
  ["null is missing", "$.a", { do: "null-is-missing" }, `{"a":null}`, `{}`, 0, 1],
  ["missing is null", "$.a", { do: "null-is-missing" }, `{}`, `{"a":null}`, 0, 1],
  ["a value is not missing", "$.a", { do: "null-is-missing" }, `{"a":1}`, `{}`, 1, 0],
  ["any order", "$.a", { do: "any-order" }, `{"a":[1,2,3]}`, `{"a":[3,1,2]}`, 0, 0],
  ["any order, one unlike", "$.a", { do: "any-order" }, `{"a":[1,2,3]}`, `{"a":[3,1,4]}`, 1, 0],
  ["any order, one more", "$.a", { do: "any-order" }, `{"a":[1,2]}`, `{"a":[3,1,2]}`, 1, 0],
  [
    "by key",
    "$.a",
    { do: "pair-by", key: "k" },
    `{"a":[{"k":1,"v":1},{"k":2,"v":2}]}`,
    `{"a":[{"k":2,"v":2},{"k":1,"v":1}]}`,
    0,
    0,
  ],
  [
    "by key, another member",
    "$.a",
    { do: "pair-by", key: "k" },
    `{"a":[{"k":1},{"k":2}]}`,
    `{"a":[{"k":2},{"k":3}]}`,
    2,
    0,
  ],
  ["a rule whose path is none", "a.b", { do: "ignore" }, `{"a":1}`, `{"a":2}`, 1, 0],
];

for (const [name, path, effect, legacy, candidate, left, ignored] of ruled)
  test(`rule: ${name}`, () => {
    const rule = ruleOf(path, effect);
    const found = compare(jsonAnswer(legacy), jsonAnswer(candidate), [rule]);
    assert.equal(found.differences.length, left);
    assert.equal(found.ignored[rule.id] ?? 0, ignored);
  });

test("a rule of another endpoint does nothing here", () => {
  const rules = [ruleOf("$.a", { do: "ignore" }, "GET /stock")];
  assert.equal(compare(jsonAnswer(`{"a":1}`), jsonAnswer(`{"a":2}`), rules).differences.length, 1);
});

test("an ignored member hides no other member of the same value", () => {
  const rules = [ruleOf("$.kg", { do: "ignore" })];
  assert.deepEqual(told(`{"kg":3}`, `{"weight":3}`, rules), ["extra $.weight (missing → number)"]);
});

test("case and space may be left aside together", () => {
  const rules = [ruleOf("$.a", { do: "ignore-case" }), ruleOf("$.a", { do: "ignore-space" })];
  assert.deepEqual(told(`{"a":"Hold "}`, `{"a":"HOLD"}`, rules), []);
});
