import assert from "node:assert/strict";
import test from "node:test";
import { CompareQuery } from "./compare-runs.ts";

const cases: [runs: string | undefined, read: number[] | string][] = [
  ["12", [12]],
  ["12,14", [12, 14]],
  ["5, 4 ,3,2,1", [5, 4, 3, 2, 1]],
  ["12,12", "each run once"],
  ["1,2,3,4,5,6", "at most 5 runs"],
  ["", "the numbers of runs, such as 12,14"],
  ["12,", "the numbers of runs, such as 12,14"],
  ["12,x", "the numbers of runs, such as 12,14"],
  ["012", "the numbers of runs, such as 12,14"],
  ["1e3", "the numbers of runs, such as 12,14"],
  ["9999999999", "the numbers of runs, such as 12,14"],
  [undefined, "the numbers of runs, such as 12,14"],
];
for (const [runs, read] of cases)
  test(`runs=${runs}`, () => {
    const { success, data, error } = CompareQuery.safeParse({ runs });
    assert.deepEqual(success ? data.runs : error.issues[0]?.message, read);
  });
