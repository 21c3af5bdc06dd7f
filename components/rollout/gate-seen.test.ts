import assert from "node:assert/strict";
import { test } from "node:test";
import type { VitalsSample } from "#lib/rollout/core/vitals.ts";
import { gateSeenText } from "./gate-seen.ts";

const sample = (at: number, requests: number | null, errorRatio: number | null, latencyMsP99: number | null) =>
  ({ at, requests, errorRatio, latencyMsP99 }) satisfies VitalsSample;

const cases: [name: string, samples: VitalsSample[], expected: string | null][] = [
  ["nothing", [], null],
  ["only before the stage", [sample(10, 100, 0, 50)], null],
  ["nobody asked", [sample(20, 0, null, null)], null],
  ["one", [sample(20, 100, 0.01, 50)], "1 % failed, p99 up to 50 ms, of 100 requests"],
  [
    "errors weigh by their requests, the worst p99 counts",
    [sample(20, 900, 0, 182.4), sample(30, 100, 0.5, 90), sample(40, null, null, null)],
    "5 % failed, p99 up to 182 ms, of 1,000 requests",
  ],
  ["no latency", [sample(20, 1_200, 0, null)], "0 % failed, of 1,200 requests"],
];

for (const [name, samples, expected] of cases)
  test(`what a stage was seen to do: ${name}`, () => assert.equal(gateSeenText(samples, 10), expected));
