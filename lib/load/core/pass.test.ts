import assert from "node:assert/strict";
import test from "node:test";
import { checksOf, type PassAnswer, secretsIn } from "./pass.ts";
import type { Step } from "./scenario.ts";

type Parts = Pick<Step, "expect" | "remember">;
const parts = (expect: Partial<Step["expect"]>, remember: Step["remember"] = []): Parts => ({
  expect: { status: [], json: [], contains: null, ...expect },
  remember,
});
const answer = (body: unknown, status = 201): PassAnswer => ({ status, body: JSON.stringify(body), failure: null });
const said = (step: Parts, given: PassAnswer) =>
  checksOf(step, given).map(
    ({ says, holds, found }) => `${holds ? "✓" : "✗"} ${says}${found === null ? "" : `: ${found}`}`,
  );

const lot = parts(
  {
    status: [201],
    contains: "LOT",
    json: [
      { path: "$.id", check: "present" },
      { path: "$.kind", check: "equals", value: "RAW" },
    ],
  },
  [{ name: "lots", last: 10, path: null, fields: { id: "$.id", code: "$.lot_code" } }],
);

test("every expectation is a line, whether it holds or not", () => {
  assert.deepEqual(said(lot, answer({ id: 7, kind: "RAW", lot_code: "LOT-1" })), [
    "✓ status 201",
    '✓ contains "LOT"',
    "✓ $.id is present",
    '✓ $.kind is "RAW"',
    "✓ $.id is there, to be kept as lots",
    "✓ $.lot_code is there, to be kept as lots",
  ]);
  assert.deepEqual(said(lot, answer({ id: null, kind: "WIP" }, 200)), [
    "✗ status 201: 200",
    '✗ contains "LOT": not in it',
    "✗ $.id is present: null",
    '✗ $.kind is "RAW": "WIP"',
    "✗ $.id is there, to be kept as lots: null",
    "✗ $.lot_code is there, to be kept as lots: no such field",
  ]);
});

test("what is no JSON, what did not come, and what only has to be below 400", () => {
  const step = parts({ json: [{ path: "$.id", check: "not empty" }] });
  assert.deepEqual(said(step, { status: 302, body: "<html>", failure: null }), [
    "✓ status below 400",
    "✗ $.id is not empty: the answer is not JSON",
  ]);
  assert.deepEqual(said(step, { status: 0, body: "", failure: "No whole answer within 30000 ms." }), [
    "✗ status below 400: No whole answer within 30000 ms.",
  ]);
});

test("a value that is cut keeps no half of a character", () => {
  const step = parts({ json: [{ path: "$.id", check: "absent" }] });
  const [, check] = checksOf(step, answer({ id: `${"x".repeat(77)}😀 and more` }));
  assert.equal(check?.found, `"${"x".repeat(77)}…`);
});

test("what is kept under a name that tells it is secret is known from the answer that brings it", () => {
  const { remember } = parts({}, [
    { name: "session", last: null, path: "$.access", fields: null },
    { name: "user", last: null, path: null, fields: { id: "$.id", key: "$.opens" } },
    { name: "lot", last: null, path: "$.lot", fields: null },
  ]);
  const body = JSON.stringify({ access: "abc-1", id: 7, opens: 4711, lot: "LOT-1" });
  assert.deepEqual(secretsIn({ remember }, body), ["abc-1", "4711"]);
  assert.deepEqual(secretsIn({ remember }, "<html>"), []);
});
