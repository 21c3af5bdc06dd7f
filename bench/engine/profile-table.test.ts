import assert from "node:assert/strict";
import test from "node:test";
import { type CpuProfile, profileTable } from "./profile-table.ts";

const node = (id: number, functionName: string, url = "", lineNumber = -1) => ({
  id,
  callFrame: { functionName, url, lineNumber },
});

test("self time by function, idle time apart, what is busiest first", () => {
  const profile: CpuProfile = {
    nodes: [
      node(1, "(idle)"),
      node(2, "write", "node:net", 9),
      node(3, "", "file:///a/b.ts", 4),
      node(4, "write", "node:net", 9),
    ],
    samples: [1, 2, 3, 4, 1],
    timeDeltas: [500, 100, 100, 200, 100],
  };
  assert.deepEqual(profileTable(profile).split("\n"), [
    "| function (the thread was idle 60.0 %) | of the rest |",
    "| ------------------------------------- | ----------: |",
    "| write, node:net:10                    |      75.0 % |",
    "| (anonymous), b.ts:5                   |      25.0 % |",
  ]);
});
