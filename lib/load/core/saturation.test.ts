import assert from "node:assert/strict";
import test from "node:test";
import { emptyHistogram, recordUs } from "#lib/platform/core/histogram.ts";
import type { Frame } from "./frame.ts";
import { isSaturated, runIsSaturated } from "./saturation.ts";
import { aFrame, aPlan, aRun, times } from "./testing/measured.ts";

const plan = aPlan();

/** A second of so many requests, some of them released late by so much; the others by 0.5 ms. */
function aSecond(requests: number, late: number, byMs: number, change: Partial<Frame> = {}): Frame {
  const lateness = emptyHistogram();
  for (let at = 0; at < requests; at++) recordUs(lateness, (at < late ? byMs : 0.5) * 1_000);
  return aFrame(plan, 0, times(requests, { latencyMs: 1 }), { lateness, late: byMs > 10 ? late : 0, ...change });
}

const idle = emptyHistogram();

/** The steps of a second with so many good requests more than those that the generator had no port for. */
function withoutPort(failed: number, step = "register lot"): Frame["steps"] {
  const own = times(failed, { latencyMs: 0, step, error: "generator limit" });
  return aFrame(plan, 0, [...times(20, { latencyMs: 1 }), ...own]).steps;
}

test("a second in which the generator measured itself", () => {
  const cases: [name: string, frame: Frame, saturated: boolean][] = [
    ["on time", aSecond(1_000, 0, 0), false],
    ["all 9 ms late", aSecond(1_000, 1_000, 9), false],
    ["1 % more than 10 ms late", aSecond(1_000, 10, 50), false],
    ["a stutter at a low rate: four of 50", aSecond(50, 4, 50), false],
    ["five of 50", aSecond(50, 5, 50), true],
    ["more than 1 %", aSecond(1_000, 11, 50), true],
    ["all late", aSecond(1_000, 1_000, 20), true],
    ["due, and never released", aSecond(980, 0, 0, { planned: 1_000, late: 20 }), true],
    ["late, though its CPU looks idle: a busy neighbour", aSecond(100, 50, 18, { loopUtilisation: 0.05 }), true],
    ["on time, though busy", aSecond(100, 0, 0, { loopUtilisation: 0.99, loopDelayMsP99: 30 }), false],
    ["one request without a free port", aSecond(100, 0, 0, { steps: withoutPort(1) }), true],
    ["closed, at ease", aSecond(100, 0, 0, { lateness: idle }), false],
    ["closed, busy but quick", aSecond(100, 0, 0, { lateness: idle, loopUtilisation: 0.95, loopDelayMsP99: 5 }), false],
    [
      "closed, held up but not busy",
      aSecond(100, 0, 0, { lateness: idle, loopUtilisation: 0.2, loopDelayMsP99: 30 }),
      false,
    ],
    [
      "closed, its loop stood still",
      aSecond(100, 0, 0, { lateness: idle, loopUtilisation: 0.95, loopDelayMsP99: 30 }),
      true,
    ],
    ["open, stood still for the whole second", aSecond(0, 0, 0, { loopUtilisation: 1, loopDelayMsP99: 900 }), true],
    ["open, nothing released of what was due", aSecond(0, 0, 0, { planned: 50, late: 50 }), true],
  ];
  for (const [name, frame, saturated] of cases) assert.equal(isSaturated(frame), saturated, name);
});

test("a run: more than 5 % of its seconds, or more than 1 % of all its requests", () => {
  const every = (count: number) => (second: number) => ({ saturated: second < count });
  const lateBy = (ms: number) => () => ({ lateness: aSecond(50, 50, ms).lateness });
  const cases: [name: string, seconds: number, frame: (second: number) => Partial<Frame>, saturated: boolean][] = [
    ["nothing measured yet", 0, every(0), false],
    ["none", 60, every(0), false],
    ["5 %", 60, every(3), false],
    ["more", 60, every(4), true],
    ["no second marked, yet all late", 60, lateBy(20), true],
    ["all within the limit", 60, lateBy(9), false],
    [
      "one request of the mix without a free port",
      60,
      (second) => ({ steps: withoutPort(second === 7 ? 1 : 0) }),
      true,
    ],
    ["one of the set-up", 60, (second) => ({ steps: withoutPort(second === 7 ? 1 : 0, "log in") }), true],
    ["too few requests to speak of a p99", 9, lateBy(20), false],
  ];
  for (const [name, seconds, frame, saturated] of cases)
    assert.equal(runIsSaturated(aRun(plan, seconds, () => times(50, { latencyMs: 1 }), frame)), saturated, name);
});

test("missing seconds count as saturated ones", () => {
  const totals = aRun(plan, 57, () => times(50, { latencyMs: 1 }));
  assert.equal(runIsSaturated({ ...totals, missingSeconds: 3 }), false);
  assert.equal(runIsSaturated({ ...totals, missingSeconds: 4 }), true);
  assert.equal(runIsSaturated({ ...totals, missingSeconds: 2, saturatedSeconds: 2 }), true);
});
