import assert from "node:assert/strict";
import test from "node:test";
import { Line } from "./line.ts";

/** The waits of requests that come one every so many ms. */
function waits(everyMs: number, count: number, perSecond: number): number[] {
  const line = new Line();
  return Array.from({ length: count }, (_, n) => line.waitMs(perSecond, 1_000 + n * everyMs));
}

test("below what it carries nobody waits; beyond it everybody waits longer than the one before", () => {
  assert.deepEqual(waits(10, 5, 100), [0, 0, 0, 0, 0]);
  assert.deepEqual(waits(5, 5, 100), [0, 5, 10, 15, 20]);
});

test("the line ends where nobody waits any longer", () => {
  const [last = 0] = waits(1, 40_000, 100).slice(-1);
  assert.ok(last >= 29_000 && last <= 30_010, String(last));
});
