import assert from "node:assert/strict";
import test from "node:test";
import { type FeedPhase, pauseBefore, phaseAt, staleAfterMs } from "./feed.ts";

test("what is shown is stale after 3.5 s without a beat", () => {
  const cases: [name: string, beatAtMs: number | null, sinceMs: number, nowMs: number, phase: FeedPhase][] = [
    ["just opened", null, 1_000, 1_200, "connecting"],
    ["no first beat for too long", null, 1_000, 1_000 + staleAfterMs + 1, "stale"],
    ["a beat just now", 5_000, 1_000, 5_010, "live"],
    ["at the limit", 5_000, 1_000, 5_000 + staleAfterMs, "live"],
    ["over the limit", 5_000, 1_000, 5_000 + staleAfterMs + 1, "stale"],
    ["opened long ago counts for nothing", 5_000, 0, 6_000, "live"],
  ];
  assert.equal(staleAfterMs, 3_500);
  for (const [name, beatAtMs, sinceMs, nowMs, phase] of cases)
    assert.equal(phaseAt({ beatAtMs }, sinceMs, nowMs), phase, name);
});

test("tries to come back are spread; the first is soon, later ones grow to three seconds at most", () => {
  const cases: [tries: number, random: number, pauseMs: number][] = [
    [1, 0, 0],
    [1, 0.5, 250],
    [1, 0.99, 495],
    [2, 0, 500],
    [2, 0.5, 1_000],
    [3, 0.5, 1_600],
    [4, 0.5, 2_000],
    [50, 0, 1_000],
    [50, 0.5, 2_000],
    [50, 0.999, 2_998],
  ];
  for (const [tries, random, pauseMs] of cases) assert.equal(Math.round(pauseBefore(tries, random)), pauseMs);
});
