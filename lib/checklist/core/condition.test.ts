import assert from "node:assert/strict";
import test from "node:test";
import { meets } from "./condition.ts";
import type { ProbeCondition } from "./item.ts";

const cases: [name: string, condition: ProbeCondition, seen: unknown, expected: boolean][] = [
  ["the whole text", { op: "equals", value: "healthy" }, "healthy", true],
  ["healthy is not in unhealthy", { op: "equals", value: "healthy" }, "unhealthy", false],
  ["nor with a space", { op: "equals", value: "healthy" }, "healthy ", false],
  ["a number as text", { op: "equals", value: "1" }, 1, true],
  ["true as text", { op: "equals", value: "true" }, true, true],
  ["another text", { op: "not-equals", value: "down" }, "up", true],
  ["the same text", { op: "not-equals", value: "down" }, "down", false],
  ["nothing is not another text", { op: "not-equals", value: "down" }, undefined, false],
  ["null is not another text", { op: "not-equals", value: "down" }, null, false],
  ["an object is no value", { op: "not-equals", value: "down" }, {}, false],
  ["at the limit", { op: "at-least", value: 4 }, 4, true],
  ["below it", { op: "at-least", value: 4 }, 3.99, false],
  ["a number in a text", { op: "at-most", value: 10 }, "9.5", true],
  ["NaN is under no limit", { op: "at-most", value: 10 }, Number.NaN, false],
  ["an empty text is no zero", { op: "at-most", value: 10 }, "", false],
  ["a word is no number", { op: "at-least", value: 0 }, "up", false],
  ["infinity is above every limit", { op: "at-most", value: 10 }, "+Inf", false],
];

test("what a probe saw meets its condition, or does not", () => {
  for (const [name, condition, seen, expected] of cases) assert.equal(meets(condition, seen), expected, name);
});
