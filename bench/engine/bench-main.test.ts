import assert from "node:assert/strict";
import test from "node:test";
import { type BenchOptions, readBenchOptions } from "./bench-main.ts";

const usual: BenchOptions = { rounds: 5, profileFile: null, heap: false };
const read: [args: string[], expected: BenchOptions | "help"][] = [
  [[], usual],
  [["--rounds", "1"], { ...usual, rounds: 1 }],
  [["--profile", "f", "--heap"], { ...usual, profileFile: "f", heap: true }],
  [["--help", "--rounds", "99"], "help"],
];
for (const [args, expected] of read)
  test(`options: ${args.join(" ") || "none"}`, () => assert.deepEqual(readBenchOptions(args, 5), expected));

for (const args of [
  ["--rounds", "0"],
  ["--rounds", "21"],
  ["--rounds", "1.5"],
  ["--rounds", "x"],
  ["--round", "1"],
])
  test(`refused: ${args.join(" ")}`, () => assert.throws(() => readBenchOptions(args, 5), /--rounds? |--round'/));
