import assert from "node:assert/strict";
import test from "node:test";
import { parseJsonPath, valueAt } from "./json-path.ts";

const answer = { id: 7, items: [{ code: "a" }, { code: "b" }], "a b": { "x.y": true }, none: null, "lot-code": "L" };

const cases: [path: string, value: unknown][] = [
  ["$", answer],
  ["$.id", 7],
  ["$.items[1].code", "b"],
  ["$['a b'][\"x.y\"]", true],
  ["$.none", null],
  ["$.lot-code", "L"],
  ["$.missing", undefined],
  ["$.id.deeper", undefined],
  ["$.none.deeper", undefined],
  ["$.items[2]", undefined],
  ["$.items.length", undefined],
  ["$.constructor", undefined],
  ["$.__proto__", undefined],
  ["$[0]", undefined],
];

for (const [path, value] of cases) {
  test(`${path} leads to ${JSON.stringify(value)}`, () => {
    const parsed = parseJsonPath(path);
    assert.ok(parsed !== null);
    assert.deepEqual(valueAt(answer, parsed), value);
  });
}

for (const path of [
  "",
  "id",
  ".id",
  "$id",
  "$.",
  "$..id",
  "$.*",
  "$.items[*]",
  "$.items[-1]",
  "$.items[0",
  "$['a",
  "$. id",
]) {
  test(`${JSON.stringify(path)} is no path to one value`, () => {
    assert.equal(parseJsonPath(path), null);
  });
}
