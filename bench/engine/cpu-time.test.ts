import assert from "node:assert/strict";
import test from "node:test";
import { cpuSecondsOf, type ProcessStat, parseStat, ticksOfTree } from "./cpu-time.ts";

const rest = "S 41 42 42 0 -1 4194560 9000 0 0 0 192 250 30 4 20 0 11 0 1234 900000 5000";
const stat: ProcessStat = { pid: 42, parent: 41, user: 222, system: 254 };

const lines: [name: string, line: string, expected: ProcessStat | null][] = [
  ["user and system time, with those of ended children", `42 (node) ${rest}`, stat],
  ["a name with brackets and spaces", `42 (a) (b c) ${rest}`, stat],
  ["an empty line", "", null],
  ["a line that ends too early", "42 (node) S 41 42", null],
];

for (const [name, line, expected] of lines) test(`stat: ${name}`, () => assert.deepEqual(parseStat(line), expected));

const one = (pid: number, parent: number, user: number): ProcessStat => ({ pid, parent, user, system: 1 });

const trees: [name: string, stats: ProcessStat[], expected: { user: number; system: number } | null][] = [
  ["the process alone, others left out", [one(7, 1, 10), one(8, 1, 100)], { user: 10, system: 1 }],
  ["children and their children", [one(7, 1, 10), one(8, 7, 100), one(9, 8, 1_000)], { user: 1_110, system: 3 }],
  ["a child listed before its parent", [one(3, 5, 1_000), one(5, 7, 100), one(7, 1, 10)], { user: 1_110, system: 3 }],
  ["a process that is gone", [one(8, 7, 100)], null],
];

for (const [name, stats, expected] of trees)
  test(`tree: ${name}`, () => assert.deepEqual(ticksOfTree(stats, 7), expected));

test("the CPU time of a process that is gone is refused", () =>
  assert.throws(() => cpuSecondsOf(0), /ended before it was measured|ENOENT/));
