import assert from "node:assert/strict";
import test from "node:test";
import { readScenario } from "./scenario.ts";
import { type MixPlace, weightLines, withWeight } from "./write-weight.ts";

const block = "name: x\nmix:\n  # first\n  - weight: 10 # of 16\n    get: /a\n  - get: /b\n  - { get: /c }\n";
const kinds =
  "name: x\nusers:\n  - kind: a\n    share: 1\n    mix: [{ get: /a }]\n  - kind: b\n    share: 2\n    mix:\n      - weight: 2.5\n        get: /b\n";

const cases: [name: string, text: string, place: MixPlace, written: string | null][] = [
  ["one that stands there", block, { kind: null, entry: 0 }, block.replace("weight: 10 #", "weight: 7 #")],
  ["one that is not written", block, { kind: null, entry: 1 }, block.replace("- get: /b", "- weight: 7\n    get: /b")],
  ["one in braces", block, { kind: null, entry: 2 }, block.replace("{ get: /c", "{ weight: 7, get: /c")],
  ["of a kind of users", kinds, { kind: 1, entry: 0 }, kinds.replace("weight: 2.5", "weight: 7")],
  ["of a kind, in brackets", kinds, { kind: 0, entry: 0 }, kinds.replace("[{ get: /a", "[{ weight: 7, get: /a")],
  ["an entry that is not there", block, { kind: null, entry: 3 }, null],
  ["a kind that is not there", block, { kind: 0, entry: 0 }, null],
  ["a text that is none", "mix: 5", { kind: null, entry: 0 }, null],
];

for (const [name, text, place, written] of cases)
  test(`a weight is written: ${name}`, () => {
    const now = withWeight(text, place, 7);
    assert.equal(now, written);
    if (now !== null) assert.ok(readScenario(now).ok);
  });

test("the lines in which weights stand", () => {
  assert.deepEqual(weightLines(block), [4, 6, 7]);
  assert.deepEqual(weightLines(kinds), [5, 9]);
  assert.deepEqual(weightLines("name: x"), []);
});
