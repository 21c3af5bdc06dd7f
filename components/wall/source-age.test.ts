import assert from "node:assert/strict";
import test from "node:test";
import { intervalMsOf, silentForMs } from "./source-age.ts";

const cases: [name: string, age: number | null, intervalMs: number, silent: number | null][] = [
  ["just said", 0, intervalMsOf.run, null],
  ["a run at its limit", 6_500, intervalMsOf.run, null],
  ["a run over it", 6_501, intervalMsOf.run, 6_501],
  ["looks of a rollout at their limit", 11_500, intervalMsOf.vitals, null],
  ["looks over it", 11_501, intervalMsOf.vitals, 11_501],
  ["the switch at its limit", 9_500, intervalMsOf.switch, null],
  ["the switch over it", 9_501, intervalMsOf.switch, 9_501],
  ["never said anything", null, intervalMsOf.run, null],
  ["from a clock that is a little ahead", -400, intervalMsOf.run, null],
];

test("a figure is old when its source is silent for longer than twice its interval, at least 5 s, and 1.5 s", () => {
  for (const [name, age, intervalMs, silent] of cases)
    assert.equal(silentForMs(age === null ? null : 1_000_000 - age, 1_000_000, intervalMs), silent, name);
});
