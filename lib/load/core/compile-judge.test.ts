import assert from "node:assert/strict";
import test from "node:test";
import { compileJudge } from "./compile-judge.ts";
import type { JsonExpectation, Remember, Step } from "./scenario.ts";
import type { Slot, UserState } from "./user-state.ts";

function aStep(expect: Partial<Step["expect"]>, remember: Remember[] = []): Step {
  const all = { status: [], json: [], contains: null, ...expect };
  return {
    name: "s",
    weight: 1,
    tags: [],
    users: null,
    flow: null,
    needs: null,
    method: "GET",
    path: "/",
    headers: {},
    body: null,
    expect: all,
    remember,
  };
}

const slot: Slot = { index: 0, name: "lots", size: 2, fields: null, row: null };
const aUser = (): UserState => ({
  ...{ number: 0, kind: 0, random: () => 0, flow: [] },
  memory: [{ entries: [], oldest: 0, chosen: null }],
});

function judged(step: Step, status: number, body: string, user = aUser()) {
  return compileJudge(step, new Map([["lots", slot]]))(status, body, user);
}

const statuses: [expected: number[], status: number, error: string | null][] = [
  [[], 200, null],
  [[], 302, null],
  [[], 399, null],
  [[], 400, "status 400"],
  [[], 503, "status 503"],
  [[201], 201, null],
  [[201], 200, "status 200"],
  [[200, 204], 204, null],
  [[404], 404, null],
];

for (const [expected, status, error] of statuses) {
  test(`status ${status} where ${expected.join(" or ") || "any below 400"} is expected`, () => {
    assert.equal(judged(aStep({ status: expected }), status, "")?.error ?? null, error);
  });
}

test("a wrong status is told before a wrong body", () => {
  const fault = judged(aStep({ status: [200, 201], contains: "x" }), 500, "");
  assert.deepEqual(fault, { error: "status 500", detail: "Status 200 or 201 was expected; the answer came with 500." });
});

const answer = JSON.stringify({ id: 7, name: "a", empty: "", none: null, list: [], full: [0], no: false, zero: 0 });
const holds: [expectation: JsonExpectation, detail: string | null][] = [
  [{ path: "$.id", check: "present" }, null],
  [{ path: "$.no", check: "present" }, null],
  [{ path: "$.none", check: "present" }, "$.none was expected to be present; the answer has null there."],
  [{ path: "$.x", check: "present" }, "$.x was expected to be present; the answer has no such field."],
  [{ path: "$.x", check: "absent" }, null],
  [{ path: "$.none", check: "absent" }, null],
  [{ path: "$.id", check: "absent" }, "$.id was expected to be absent; the answer has 7 there."],
  [{ path: "$.name", check: "not empty" }, null],
  [{ path: "$.full", check: "not empty" }, null],
  [{ path: "$.zero", check: "not empty" }, null],
  [{ path: "$.empty", check: "not empty" }, '$.empty was expected to be not empty; the answer has "" there.'],
  [{ path: "$.list", check: "not empty" }, "$.list was expected to be not empty; the answer has [] there."],
  [{ path: "$.x", check: "not empty" }, "$.x was expected to be not empty; the answer has no such field."],
  [{ path: "$.id", check: "equals", value: 7 }, null],
  [{ path: "$.none", check: "equals", value: null }, null],
  [{ path: "$.x", check: "equals", value: null }, "$.x was expected to be null; the answer has no such field."],
  [{ path: "$.id", check: "equals", value: "7" }, '$.id was expected to be "7"; the answer has 7 there.'],
];

for (const [expectation, detail] of holds) {
  test(`${expectation.path} ${expectation.check}${"value" in expectation ? ` ${expectation.value}` : ""}`, () => {
    const fault = judged(aStep({ json: [expectation] }), 200, answer);
    assert.deepEqual(fault, detail === null ? null : { error: "body", detail });
  });
}

test("what is no JSON, or lacks a text, is a wrong body", () => {
  const json = aStep({ json: [{ path: "$.id", check: "present" }] });
  assert.equal(judged(json, 200, "<html>")?.detail, "$.id was expected; the answer is not JSON.");
  assert.equal(judged(json, 200, "")?.error, "body");
  assert.equal(judged(aStep({ contains: "ready" }), 200, "all ready"), null);
  assert.equal(
    judged(aStep({ contains: "ready" }), 200, "not yet")?.detail,
    'The answer was expected to contain "ready"; it does not.',
  );
  assert.equal(judged(aStep({}), 200, "<html>"), null);
});

const keep: Remember = { name: "lots", last: 2, path: "$.id", fields: null };

test("nothing is remembered from an answer that is an error", () => {
  const user = aUser();
  const step = aStep({ status: [201], json: [{ path: "$.code", check: "present" }] }, [keep]);
  assert.notEqual(judged(step, 200, '{"id":1,"code":"a"}', user), null);
  assert.notEqual(judged(step, 201, '{"id":2}', user), null);
  assert.deepEqual(user.memory[0]?.entries, []);
  assert.equal(judged(step, 201, '{"id":3,"code":"a"}', user), null);
  assert.deepEqual(user.memory[0]?.entries, [[3]]);
});

test("what was to be remembered and is not there is a wrong body", () => {
  assert.equal(
    judged(aStep({}, [keep]), 200, "{}")?.detail,
    "$.id was to be remembered as lots; the answer has no such field.",
  );
  assert.equal(
    judged(aStep({}, [keep]), 200, '{"id":null}')?.detail,
    "$.id was to be remembered as lots; the answer has null there.",
  );
  assert.equal(
    judged(aStep({}, [keep]), 200, "oops")?.detail,
    "A value to remember was expected; the answer is not JSON.",
  );
});

test("the newest stay: the oldest gives way", () => {
  const user = aUser();
  for (const id of [1, 2, 3, 4, 5]) judged(aStep({}, [keep]), 200, `{"id":${id}}`, user);
  assert.deepEqual(user.memory[0]?.entries.flat().sort(), [4, 5]);
});
