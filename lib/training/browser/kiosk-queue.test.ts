import assert from "node:assert/strict";
import test from "node:test";
import { retryMs } from "./kiosk-queue.ts";

test("tries grow apart up to half a minute, and spread", () => {
  const cases: [tries: number, random: number, ms: number][] = [
    [1, 0.5, 1_000],
    [2, 0.5, 2_000],
    [5, 0.5, 16_000],
    [6, 0.5, 30_000],
    [90, 0.5, 30_000],
    [1, 0, 500],
    [6, 1, 45_000],
  ];
  for (const [tries, random, ms] of cases) assert.equal(retryMs(tries, random), ms, `${tries} ${random}`);
});
