import assert from "node:assert/strict";
import test from "node:test";
import { criticalText, readCritical } from "./critical-text.ts";

test("critical fields are typed one a line, and a wrong line is named", () => {
  const lots = { endpoint: "POST /lots", path: "$.lot_code" };
  const cases: [typed: string, critical: object[], wrongLine: string | null][] = [
    ["", [], null],
    ["POST /lots $.lot_code\n\n  * $.items[*].quantity ", [lots, { endpoint: "*", path: "$.items[*].quantity" }], null],
    [
      "* status\n* header:etag",
      [
        { endpoint: "*", path: "status" },
        { endpoint: "*", path: "header:etag" },
      ],
      null,
    ],
    ["* $['a b']", [{ endpoint: "*", path: "$['a b']" }], null],
    ["POST /lots $.lot_code\n$.lot_code", [lots], "line 2"],
    ["lots $.lot_code", [], "line 1"],
  ];
  for (const [typed, critical, wrongLine] of cases) {
    const read = readCritical(typed);
    assert.deepEqual(read.critical, critical, typed);
    assert.equal(read.mistake?.slice(0, 6) ?? null, wrongLine, typed);
    assert.deepEqual(readCritical(criticalText(read.critical)).critical, critical, typed);
  }
});
