import assert from "node:assert/strict";
import test from "node:test";
import { onItsWayMs } from "./feed-protocol.ts";

test("how long a message was on its way", () => {
  const cases: [name: string, sentAtMs: number, nowMs: number, wayMs: number][] = [
    ["at once", 5_000, 5_000, 0],
    ["the page was busy", 5_000, 7_300, 2_300],
    ["the clock was set back meanwhile", 5_000, 1_000, 0],
    ["the clock was set forward by a day", 5_000, 86_405_000, 60_000],
  ];
  for (const [name, sentAtMs, nowMs, wayMs] of cases) assert.equal(onItsWayMs(sentAtMs, nowMs), wayMs, name);
});
