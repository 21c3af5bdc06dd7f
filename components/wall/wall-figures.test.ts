import assert from "node:assert/strict";
import test from "node:test";
import { wallFigures } from "./wall-figures.ts";

const { en, de } = wallFigures;

const cases: [name: string, shown: string, expected: string][] = [
  ["latency", en.latency(238.4), "238 ms"],
  ["a short one", en.latency(4.567), "4.57 ms"],
  ["a short one in German", de.latency(4.567), "4,57 ms"],
  ["a long one", en.latency(9_999), "9,999 ms"],
  ["a very long one in seconds", de.latency(12_345), "12,3 s"],
  ["no latency at all", en.latency(0), "0 ms"],
  ["errors", en.ratio(0.0005), "0.05 %"],
  ["few errors", en.ratio(0.000464), "0.046 %"],
  ["errors in German", de.ratio(0.024), "2,4 %"],
  ["everything failed", en.ratio(1), "100 %"],
  ["requests per second", en.rate(4.61), "4.61/s"],
  ["many", de.rate(1_234.4), "1.234/s"],
  ["a share", en.percent(25), "25 %"],
  ["an age", en.age(12_900), "00:12"],
];

test("figures are written in the wall's language", () => {
  for (const [name, shown, expected] of cases) assert.equal(shown, expected, name);
});
