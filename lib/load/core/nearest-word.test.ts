import assert from "node:assert/strict";
import test from "node:test";
import { nearestWord } from "./nearest-word.ts";

const known = ["name", "weight", "needs", "get", "post", "expect"];

const cases: [word: string, nearest: string | null][] = [
  ["wieght", "weight"],
  ["weigth", "weight"],
  ["Weight", "weight"],
  ["need", "needs"],
  ["expects", "expect"],
  ["gte", "get"],
  ["got", "get"],
  ["volume", null],
  ["x", null],
  ["", null],
];

for (const [word, nearest] of cases) {
  test(`${JSON.stringify(word)} was meant as ${nearest}`, () => {
    assert.equal(nearestWord(word, known), nearest);
  });
}
