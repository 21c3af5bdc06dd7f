import assert from "node:assert/strict";
import test from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { answerOf, jsonAnswer, ruleOf } from "./testing/answers.ts";
import { compare, told } from "./testing/told.ts";

const cases: [name: string, legacy: string, candidate: string, expected: string[]][] = [
  ["equal bytes", `{"a":1}`, `{"a":1}`, []],
  ["order of members and space say nothing", `{"a":1,"b":[1]}`, `{ "b": [1], "a": 1 }`, []],
  ["a number written otherwise", `{"a":1.50}`, `{"a":15e-1}`, []],
  ["a text written otherwise", `{"a":"\\u00e4"}`, `{"a":"ä"}`, []],
  ["a value", `{"a":{"b":1}}`, `{"a":{"b":2}}`, ["value $.a.b (number → number)"]],
  ["a type", `{"a":1}`, `{"a":"1"}`, ["type $.a (number → string)"]],
  ["object and array", `{"a":{}}`, `{"a":[]}`, ["type $.a (object → array)"]],
  ["missing is not null", `{"a":null}`, `{}`, ["missing $.a (null → missing)"]],
  ["null is not missing", `{}`, `{"a":null}`, ["extra $.a (missing → null)"]],
  ["a member named like an inherited one", `{}`, `{"constructor":1}`, ["extra $.constructor (missing → number)"]],
  ["a missing member named like an inherited one", `{"toString":1}`, `{}`, ["missing $.toString (number → missing)"]],
  ["a member named __proto__", `{"__proto__":1}`, `{"__proto__":2}`, ["value $.__proto__ (number → number)"]],
  [
    "a member of another name",
    `{"kg":3,"b":1}`,
    `{"weight":3,"b":1}`,
    ["missing $.kg (number → missing, stands as weight)"],
  ],
  [
    "two nulls are nobody's other name",
    `{"a":null,"b":null}`,
    `{"c":null}`,
    ["missing $.a (null → missing)", "missing $.b (null → missing)", "extra $.c (missing → null)"],
  ],
  ["a time's zone", `{"t":"2024-05-01T10:00:00Z"}`, `{"t":"2024-05-01T12:00:00+02:00"}`, ["value $.t (time → time)"]],
  ["a time's precision", `{"t":"2024-05-01T10:00:00Z"}`, `{"t":"2024-05-01"}`, ["value $.t (time → date)"]],
  ["case only", `{"a":"Hold"}`, `{"a":"HOLD"}`, ["value $.a (text → text, case only)"]],
  ["spaces only", `{"a":"Hold"}`, `{"a":"Hold  "}`, ["value $.a (text → text, spaces only)"]],
  [
    "a map by lot code is one path",
    `{"LOT-2024-0017":1,"LOT-2024-0018":1}`,
    `{"LOT-2024-0017":2,"LOT-2024-0018":3}`,
    ["value $.* (number → number)", "value $.* (number → number)"],
  ],
  ["a name with a dot", `{"a.b":1}`, `{"a.b":2}`, ["value $['a.b'] (number → number)"]],
  [
    "19 digits, the last unlike",
    `{"a":9007199254740993001}`,
    `{"a":9007199254740993002}`,
    ["value $.a (number → number)"],
  ],
  [
    "17 digits that a double cannot tell apart",
    `[9007199254740993]`,
    `[9007199254740992]`,
    ["value $[*] (number → number)"],
  ],
  ["the same 19 digits", `{"a":9007199254740993001,"b":1}`, `{"b":1,"a":9007199254740993001}`, []],
  ["a long number and its short form", `{"a":1.500000000000000000,"b":2}`, `{"a":1.5,"b":2.0}`, []],
  ["beyond what a double holds", `{"a":1e400}`, `{"a":1e401}`, ["value $.a (number → number)"]],
  [
    "a long number in a text",
    `{"a":"9007199254740993001"}`,
    `{"a":9007199254740993001}`,
    ["type $.a (string → number)"],
  ],
  [
    "a text that looks like a kept number",
    `{"a":"\\u0000N12","b":12345678901234567}`,
    `{"a":12,"b":12345678901234567}`,
    ["type $.a (string → number)"],
  ],
  ["order", `[3,1,2]`, `[1,2,3]`, ["order $ (array → array)"]],
  ["order of objects", `{"i":[{"c":1},{"c":2}]}`, `{"i":[{"c":2},{"c":1}]}`, ["order $.i (array → array)"]],
  [
    "order, and a value too",
    `[{"code":"a","n":1},{"code":"b","n":2}]`,
    `[{"code":"b","n":2},{"code":"a","n":9}]`,
    ["order $ (array → array)", "value $[*].n (number → number)"],
  ],
  ["the first left out", `[{"id":1},{"id":2},{"id":3}]`, `[{"id":2},{"id":3}]`, ["length $ (array → array)"]],
  [
    "new ids in another order are new ids, not another order",
    `[{"id":1,"lot":"a"},{"id":2,"lot":"b"}]`,
    `[{"id":2,"lot":"a"},{"id":1,"lot":"b"}]`,
    ["value $[*].id (number → number)", "value $[*].id (number → number)"],
  ],
  [
    "one more, and a value too",
    `[{"code":"a","n":1}]`,
    `[{"code":"x","n":1},{"code":"a","n":2}]`,
    ["length $ (array → array)", "value $[*].n (number → number)"],
  ],
  [
    "a value in every member",
    `[{"n":1.25},{"n":2.25}]`,
    `[{"n":1.3},{"n":2.3}]`,
    ["value $[*].n (number → number)", "value $[*].n (number → number)"],
  ],
  ["broken on one side", `{"a":1}`, `{"a":`, ["body $ (json → broken json)"]],
  ["broken on both sides", `{"a":2`, `{"a":`, ["body $ (broken json → broken json)"]],
  ["a number that JSON does not have", `{"a":0123456789012345678}`, `{"a":1}`, ["body $ (broken json → json)"]],
];

for (const [name, legacy, candidate, expected] of cases)
  test(`compared: ${name}`, () => assert.deepEqual(told(legacy, candidate), expected));

test("at most 200 differences of a pair are kept, the rest is counted", () => {
  const body = (n: number) => JSON.stringify(Array.from({ length: 250 }, (_, place) => place * 2 + n));
  const found = compare(jsonAnswer(body(0)), jsonAnswer(body(1)));
  assert.deepEqual([found.differences.length, found.more], [200, 50]);
});

test("where it stands, and what stood there, cut at 200 characters", () => {
  const found = compare(
    jsonAnswer(`{"i":[0,{"a":"${"x".repeat(500)}"}]}`),
    jsonAnswer(`{"i":[0,{"a":12345678901234567890}]}`),
  );
  const [one] = found.differences;
  assert.equal(one?.at, "$.i[1].a");
  assert.equal(one?.legacy?.length, 200);
  assert.equal(one?.candidate, "12345678901234567890");
});

test("very deep bodies are told apart without an end of the stack", () => {
  const deep = (inner: string) => "[".repeat(5000) + inner + "]".repeat(5000);
  const found = compare(jsonAnswer(deep("1")), jsonAnswer(deep("2")));
  assert.deepEqual(
    found.differences.map((one) => one.kind),
    ["body"],
  );
});

test("lists in lists, each one member longer, are no endless work", () => {
  const nested = (levels: number, more: string): string =>
    levels === 0 ? `"${more}"` : `[{"id":1,"in":${nested(levels - 1, more)}},${more}{"id":2}]`;
  const found = compare(jsonAnswer(nested(90, "")), jsonAnswer(nested(90, `{"id":3},`).replace(`"{"id":3},"`, `"x"`)));
  assert.ok(found.differences.length >= 90);
});

test("a long number is seen wherever in the text it stands", () => {
  for (let room = 0; room < 40; room++) {
    const text = (number: string) => `{"a":${" ".repeat(room)}${number}}`;
    assert.deepEqual(told(text("9007199254740993"), text("9007199254740992")), ["value $.a (number → number)"]);
  }
});

test("members that come twice are partners once each", () => {
  const found = told(`[{"n":1},{"n":1},{"n":2}]`, `[{"n":2},{"n":2},{"n":1}]`);
  assert.ok(found.includes("value $[*].n (number → number)"));
});

const json = fc.jsonValue({ maxDepth: 4 });

test("no difference exactly where Node says the values are equal", () => {
  fc.assert(
    fc.property(json, json, fc.boolean(), (one, other, same) => {
      const [left, right] = [JSON.stringify(one), JSON.stringify(same ? one : other, null, 1)];
      const isEqual = isDeepStrictEqual(JSON.parse(left), JSON.parse(right));
      assert.equal(told(left, right).length === 0, isEqual);
    }),
    { numRuns: 500 },
  );
});

test("one value changed is found, at its place", () => {
  const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer(), { minKeys: 1 });
  fc.assert(
    fc.property(object, fc.nat(), (value, n) => {
      const names = Object.keys(value);
      const name = names[n % names.length] ?? "";
      const [left, right] = [JSON.stringify({ in: [value] }), JSON.stringify({ in: [{ ...value, [name]: "other" }] })];
      assert.deepEqual(told(left, right), [`type $.in[*].${name} (number → string)`]);
    }),
  );
});

test("what is ignored whole is never a difference, and always counted", () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      const [left, right] = [JSON.stringify({ a: one }), JSON.stringify({ a: other })];
      const rule = ruleOf("$.a", { do: "ignore" });
      const found = compare(jsonAnswer(left), jsonAnswer(right), [rule]);
      assert.deepEqual(found.differences, []);
      assert.equal((found.ignored[rule.id] ?? 0) > 0, told(left, right).length > 0);
    }),
  );
});

test("a list in another order is one difference, and none where order says nothing", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 30 }), (list) => {
      const [left, right] = [JSON.stringify(list), JSON.stringify(list.toReversed())];
      assert.deepEqual(told(left, right), ["order $ (array → array)"]);
      assert.deepEqual(told(left, right, [ruleOf("$", { do: "any-order" })]), []);
    }),
  );
});

test("whatever bytes come, an answer is given: none for equal ones, some for unlike ones that are no JSON", () => {
  const type = fc.constantFrom(
    "application/json",
    "text/plain",
    "image/png",
    "application/json; charset=latin1",
    "nonsense; charset=none",
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), type, (left, right, kind) => {
      const headers = [["content-type", kind]] as const;
      const found = compare(answerOf(left, { headers }), answerOf(right, { headers }));
      const isSame = Buffer.from(left).equals(Buffer.from(right));
      if (isSame) assert.deepEqual(found.differences, []);
      else if (kind === "image/png") assert.equal(found.differences.length, 1);
    }),
  );
});
