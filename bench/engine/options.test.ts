import assert from "node:assert/strict";
import test from "node:test";
import { parseCores } from "./machine.ts";
import { type Options, readOptions } from "./options.ts";
import { inTurn } from "./rounds.ts";

const usual: Options = {
  ...{ rounds: 5, seconds: 5, target: null, only: [], tls: null },
  ...{ jsonFile: null, profileFile: null, help: false },
};

const good: [args: string, differs: Partial<Options>][] = [
  ["", {}],
  ["--rounds 1 --seconds 60", { rounds: 1, seconds: 60 }],
  ["--target both", { target: "both" }],
  ["--only k6-full,gantry-full", { only: ["k6-full", "gantry-full"] }],
  ["--tls", { tls: "tls", only: ["gantry-bare", "floor", "wrk"] }],
  ["--json a.json --profile b", { jsonFile: "a.json", profileFile: "b" }],
  ["--help", { help: true }],
];

for (const [args, differs] of good)
  test(`options: ${args || "none"}`, () =>
    assert.deepEqual(readOptions(args.split(" ").filter(Boolean)), { ...usual, ...differs }));

const bad: [args: string, sentence: RegExp][] = [
  ["--rounds 0", /--rounds is a whole number from 1 to 20/],
  ["--rounds 21", /--rounds is a whole number from 1 to 20/],
  ["--seconds 2.5", /--seconds is a whole number from 1 to 60/],
  ["--seconds ten", /--seconds is a whole number from 1 to 60/],
  ["--target apache", /--target is nginx, own or both/],
  ["--only ab", /--only takes gantry-bare, /],
  ["--round 3", /--round/],
];

for (const [args, sentence] of bad)
  test(`refused: ${args}`, () => assert.throws(() => readOptions(args.split(" ")), sentence));

const coreLists: [list: string, expected: number[]][] = [
  ["0-1", [0, 1]],
  ["0-2,5", [0, 1, 2, 5]],
  ["3", [3]],
  ["", []],
];

for (const [list, expected] of coreLists) test(`cores: "${list}"`, () => assert.deepEqual(parseCores(list), expected));

const turns: [from: number, expected: string][] = [
  [0, "abc"],
  [1, "bca"],
  [5, "cab"],
];

for (const [from, expected] of turns)
  test(`round ${from} begins with ${expected[0]}`, () =>
    assert.equal(inTurn(["a", "b", "c"], from).join(""), expected));
