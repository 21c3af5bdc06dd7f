import assert from "node:assert/strict";
import test from "node:test";
import { judgeCriterion } from "./judge-criterion.ts";
import type { OpenProfile, Profile, Ramp } from "./profile.ts";
import { levels, users } from "./profiles.ts";
import { spikeEnd } from "./recovery.ts";
import { aCriterion, aPlan, aRun, constantRate, type MadeUp, times } from "./testing/measured.ts";

const open = (...stages: Ramp[]): OpenProfile => ({ ...constantRate(1, 1), stages });
const level = (rate: number, seconds: number): Ramp => ({ from: rate, to: rate, seconds });

const forMinute = (count: number) => ({ users: count, seconds: 60 });
const byCount = { users: 20, requestsEach: 10, atMostSeconds: 60 };

const ends: [name: string, profile: Profile, end: number | null][] = [
  ["a constant rate has none", constantRate(10, 60), null],
  ["a climb has none", open({ from: 1, to: 10, seconds: 60 }), null],
  ["a burst", open(level(10, 60), level(100, 10), level(10, 60)), 70],
  [
    "up and down by ramps",
    open(level(10, 30), { from: 10, to: 100, seconds: 5 }, { from: 100, to: 10, seconds: 5 }, level(10, 30)),
    40,
  ],
  ["two bursts: the last", open(level(10, 10), level(50, 5), level(10, 10), level(90, 5), level(10, 30)), 30],
  ["a fall at the very end", open(level(10, 30), { from: 10, to: 0, seconds: 30 }), null],
  ["users who stay", users(100, 60, 10), null],
  ["more users at each level", levels([10, 50].map(forMinute), 10), null],
  ["users who leave", levels([200, 20].map(forMinute), 20), 60],
  ["they come again and leave: the last", levels([200, 20, 100, 10, 10].map(forMinute), 20), 180],
  ["users who leave and come again", levels([200, 20, 100].map(forMinute), 20), 60],
  ["after a level that ends by a count", levels([byCount, forMinute(5)], 20), null],
  ["to a level that ends by a count", levels([forMinute(100), byCount], 20), 60],
];

test("where a spike ends", () => {
  for (const [name, profile, end] of ends) assert.equal(spikeEnd(profile), end, name);
});

const criterion = aCriterion({ kind: "recovery", q: 0.95, limitMs: 500 }, { limit: 20 });
const fast = times(20, { latencyMs: 100 });
const slow = times(20, { latencyMs: 900 });
const failed: MadeUp[] = [...times(19, { latencyMs: 100 }), { latencyMs: 100, error: "status 503" }];

/** A burst until second 70, then so many seconds of the one, and the other from there on. */
function judged(bad: readonly MadeUp[], badSeconds: number, seconds: number) {
  const plan = aPlan({ profile: open(level(20, 60), level(200, 10), level(20, 60)), criteria: [criterion] });
  const totals = aRun(plan, seconds, (second) => (second < 60 ? fast : second < 70 + badSeconds ? bad : fast));
  const { kind, reason, measured, sentence } = judgeCriterion(criterion, 0, { plan, totals });
  return [reason === null ? kind : `${kind}: ${reason}`, measured, sentence];
}

test("recovery: from the end of the spike to the first of five good seconds in a row", () => {
  const name = "recovery to p95 500 ms";
  assert.deepEqual(judged(slow, 12, 130), [
    "pass",
    12,
    `${name} was there 12 s after the spike; within the limit of 20 s.`,
  ]);
  assert.deepEqual(judged(slow, 0, 130).slice(0, 2), ["pass", 0]);
  assert.deepEqual(judged(failed, 20, 130).slice(0, 2), ["pass", 20]);
  assert.deepEqual(judged(slow, 21, 130).slice(0, 2), ["fail: limit-breached", 21]);
  assert.deepEqual(judged(slow, 60, 130).slice(0, 2), ["fail: limit-breached", 60]);
  assert.deepEqual(judged(slow, 60, 85).slice(0, 2), ["inconclusive: too-few-samples", 15]);
  const notYet = `${name} is judged from 01:10 on, when the load has fallen; nothing was measured from then on.`;
  assert.deepEqual(judged(slow, 60, 65), ["inconclusive: no-data", null, notYet]);
});

test("users who have left: from the level with fewer of them", () => {
  const plan = aPlan({ profile: levels([200, 20].map(forMinute), 20), criteria: [criterion] });
  const totals = aRun(plan, 120, (second) => (second < 72 ? slow : fast));
  const { kind, measured } = judgeCriterion(criterion, 0, { plan, totals });
  assert.deepEqual([kind, measured], ["pass", 12]);
});
