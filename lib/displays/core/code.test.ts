import assert from "node:assert/strict";
import test from "node:test";
import { codeLetters, readCode } from "./code.ts";

const cases: [name: string, typed: string, code: string | null][] = [
  ["as it is shown", "KTRM-WHXZ", "KTRMWHXZ"],
  ["small letters, spaces around and between", "  ktrm whxz ", "KTRMWHXZ"],
  ["another dash", "KTRM–WHXZ", "KTRMWHXZ"],
  ["a letter short", "KTRM-WHX", null],
  ["a letter long", "KTRM-WHXZZ", null],
  ["a vowel", "KTRM-WHAZ", null],
  ["Y is no letter of it", "KTRM-WHYZ", null],
  ["a figure", "KTRM-WH1Z", null],
  ["a letter that only looks alike (Greek)", "ΚTRM-WHXZ", null],
  ["a letter that grows when it is made large", "ßTRMWHX", null],
  ["nothing", "", null],
];
for (const [name, typed, code] of cases) test(name, () => assert.equal(readCode(typed), code));

test("twenty consonants, each once", () => {
  assert.equal(new Set(codeLetters).size, 20);
  assert.doesNotMatch(codeLetters, /[AEIOUY]/);
});
