import assert from "node:assert/strict";
import test from "node:test";
import { type FuzzOptions, readFuzzOptions } from "./fuzz-options.ts";

const usual: FuzzOptions = { count: 1_000_000, from: 0, seed: 4, minutes: 60, api: 0 };
const read: [args: string[], expected: FuzzOptions | "help"][] = [
  [[], usual],
  [["--count", "5", "--seed", "9"], { ...usual, count: 5, seed: 9 }],
  [["--minutes", "0.5", "--api", "100000"], { ...usual, minutes: 0.5, api: 100_000 }],
  [["--from", "15641", "--count", "1"], { ...usual, from: 15_641, count: 1 }],
  [["--help"], "help"],
];
for (const [args, expected] of read)
  test(`options: ${args.join(" ") || "none"}`, () => assert.deepEqual(readFuzzOptions(args), expected));

for (const args of [["--count", "-1"], ["--count=1.5"], ["--seed", "x"], ["--minutes", "1e9"], ["--api=-1"]])
  test(`refused: ${args.join(" ")}`, () => assert.throws(() => readFuzzOptions(args)));
