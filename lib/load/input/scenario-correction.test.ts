import assert from "node:assert/strict";
import test from "node:test";
import { readScenario } from "./scenario.ts";
import { correctionOf } from "./scenario-correction.ts";

const mix = "mix:\n  - get: /\n";
const cases: [name: string, text: string, label: string | null][] = [
  ["a duration without its unit", `think: { between: [2s, 5] }\n${mix}`, "Write 5s"],
  ["a key with letters changed", "name: x\nmix:\n  - wieght: 10\n    get: /\n", "Write weight"],
  ["a key that nothing is near to", `zzzz: 1\n${mix}`, null],
  ["a duration that is no number", `think: soon\n${mix}`, null],
  ["a list where a text should be", `name: [a]\n${mix}`, null],
];

for (const [name, text, label] of cases)
  test(name, () => {
    const whole = text.includes("name:") ? text : `name: x\n${text}`;
    const read = readScenario(whole);
    assert.ok(!read.ok);
    const [mistake] = read.mistakes;
    assert.ok(mistake);
    const correction = correctionOf(mistake, whole);
    assert.equal(correction?.label ?? null, label);
    if (correction !== null) assert.ok(readScenario(correction.text).ok, correction.text);
  });
