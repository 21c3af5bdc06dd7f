import assert from "node:assert/strict";
import test from "node:test";
import { arrivalErrors } from "./arrival-error.ts";

const evenly = Array.from({ length: 1_000 }, (_, nth) => 500 + nth);

const cases: [name: string, arrivedMs: number[], p50: number, max: number][] = [
  ["evenly, whenever it begins", evenly, 0, 0],
  ["in any order", [...evenly].reverse(), 0, 0],
  ["one late by 5 ms", evenly.map((at, nth) => (nth === 999 ? at + 5 : at)), 0, 5],
  ["one early by 2 ms: all others are late by as much", evenly.map((at, nth) => (nth === 0 ? at - 2 : at)), 2, 2],
  ["half a second in which nothing came", evenly.map((at, nth) => (nth < 500 ? at : Math.max(at, 1_500))), 0, 500],
];
for (const [name, arrivedMs, p50, max] of cases)
  test(`arrivals: ${name}`, () => {
    const seen = arrivalErrors(arrivedMs, 1_000);
    assert.deepEqual([seen.p50, seen.max], [p50, max]);
  });
