import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { dueAtMs, plannedBy, requestsIn } from "./pacing.ts";
import type { Ramp } from "./profile.ts";

const constant: Ramp[] = [{ from: 50, to: 50, seconds: 60 }];
const climb: Ramp[] = [{ from: 0, to: 10, seconds: 10 }];
const fall: Ramp[] = [{ from: 10, to: 0, seconds: 10 }];
const burst: Ramp[] = [
  { from: 1, to: 1, seconds: 10 },
  { from: 100, to: 100, seconds: 1 },
  { from: 0, to: 0, seconds: 4 },
  { from: 1, to: 1, seconds: 5 },
];
/** 20,000 lots in an hour at 10 : 5 : 1. */
const flowViz: Ramp[] = [{ from: 80 / 9, to: 80 / 9, seconds: 3_600 }];

test("how many requests a plan has", () => {
  const cases: [name: string, stages: Ramp[], requests: number][] = [
    ["50 a second for a minute", constant, 3_000],
    ["a climb has half the rectangle", climb, 50],
    ["a fall too", fall, 50],
    ["a burst with a pause behind", burst, 115],
    ["a request begun counts", [{ from: 0.5, to: 0.5, seconds: 3 }], 2],
    ["the first is due at once", [{ from: 0.1, to: 0.1, seconds: 1 }], 1],
    ["the FlowViz hour, whatever rounding does to 80/9", flowViz, 32_000],
    ["no rate, no request", [{ from: 0, to: 0, seconds: 60 }], 0],
    ["nothing planned", [], 0],
  ];
  for (const [name, stages, requests] of cases) assert.equal(requestsIn(stages), requests, name);
});

test("when a request is due", () => {
  const cases: [name: string, index: number, stages: Ramp[], dueMs: number][] = [
    ["the first at once", 0, constant, 0],
    ["one every 20 ms", 1, constant, 20],
    ["the last before the end", 2_999, constant, 59_980],
    ["beyond the plan: at its end", 3_000, constant, 60_000],
    ["∫ t dt = 12.5 at 5 s", 12.5, climb, 5_000],
    ["the last of a climb", 49, climb, Math.sqrt(98) * 1_000],
    ["the half of a fall", 37.5, fall, 5_000],
    ["the first of the burst", 10, burst, 10_000],
    ["in the burst", 60, burst, 10_500],
    ["after the pause", 110, burst, 15_000],
    ["nothing planned", 0, [], 0],
  ];
  for (const [name, index, stages, dueMs] of cases)
    assert.ok(Math.abs(dueAtMs(index, stages) - dueMs) < 1e-6, `${name}: ${dueAtMs(index, stages)}`);
});

const rate = fc.oneof(fc.constantFrom(0, 1, 50), fc.double({ min: 0, max: 2_000, noNaN: true }));
const seconds = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.double({ min: 1, max: 60, noNaN: true }));
const flat = fc.tuple(rate, seconds).map(([from, long]) => ({ from, to: from, seconds: long }));
const ramp = fc.record({ from: rate, to: rate, seconds });
const stages = fc.array(fc.oneof(flat, ramp), { minLength: 1, maxLength: 5 });

test("due times are the inverse of the planned rate's integral", () => {
  fc.assert(
    fc.property(stages, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (plan, part) => {
      const index = Math.floor(part * requestsIn(plan));
      if (requestsIn(plan) === 0) return;
      const planned = plannedBy(plan, dueAtMs(index, plan) / 1_000);
      assert.ok(Math.abs(planned - index) <= 1e-6 * Math.max(1, index), `${planned} is not ${index}`);
    }),
    { numRuns: 1_000 },
  );
});

/** The integral by the trapezoidal rule, which is exact for a rate that changes evenly; nothing of it is shared with the code it checks. */
function integral(plan: readonly Ramp[], until: number): number {
  let sum = 0;
  let start = 0;
  for (const { from, to, seconds: long } of plan) {
    const inside = Math.max(0, Math.min(long, until - start));
    const rateThere = from + (to - from) * (inside / long);
    sum += ((from + rateThere) / 2) * inside;
    start += long;
  }
  return sum;
}

test("what is planned by a moment is the integral up to it, and never shrinks", () => {
  const moment = fc.double({ min: 0, max: 320, noNaN: true });
  fc.assert(
    fc.property(stages, moment, moment, (plan, a, b) => {
      assert.ok(Math.abs(plannedBy(plan, a) - integral(plan, a)) <= 1e-9 * (1 + integral(plan, a)), `by ${a} s`);
      assert.ok(plannedBy(plan, Math.min(a, b)) <= plannedBy(plan, Math.max(a, b)) + 1e-9, `between ${a} s and ${b} s`);
    }),
  );
});

test("due times never go back, never pass the end, and come in the numbers the plan says", () => {
  fc.assert(
    fc.property(stages, (plan) => {
      const total = Math.min(requestsIn(plan), 3_000);
      const end = plan.reduce((sum, stage) => sum + stage.seconds, 0) * 1_000;
      const due = Array.from({ length: total }, (_, index) => dueAtMs(index, plan));
      for (const [index, at] of due.entries())
        assert.ok(at >= (due[index - 1] ?? 0) - 1e-9 && at <= end + 1e-9, `request ${index} at ${at}`);
      const middle = end / 2_000;
      const before = due.filter((at) => at < middle * 1_000).length;
      if (total === requestsIn(plan))
        assert.ok(Math.abs(before - plannedBy(plan, middle)) <= 1 + 1e-6, `${before} in the first half`);
    }),
    { numRuns: 200 },
  );
});
