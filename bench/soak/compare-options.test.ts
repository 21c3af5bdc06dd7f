import assert from "node:assert/strict";
import test from "node:test";
import { readCompareOptions } from "./compare-options.ts";

test("what is not said has its usual value", () => {
  const usual = { pairs: 20, atOnce: 5, seconds: 60, perSecond: 100, slowerPercent: 10, seed: 1 };
  assert.deepEqual(readCompareOptions([]), usual);
  assert.deepEqual(readCompareOptions(["--pairs", "2", "--at-once", "1"]), { ...usual, pairs: 2, atOnce: 1 });
  assert.equal(readCompareOptions(["--help"]), null);
});

for (const [args, says] of [
  [["--seconds", "39"], /--seconds is a whole number from 40 to 3600/],
  [["--pairs", "x"], /--pairs is a whole number/],
  [["--quick"], /Unknown option/],
] as const)
  test(`refused: ${args.join(" ")}`, () => assert.throws(() => readCompareOptions(args), says));
