import assert from "node:assert/strict";
import test from "node:test";
import { seededRandom } from "../../lib/load/core/random.ts";
import { type Delay, drawDelay } from "./known-delay.ts";
import { quantilesOf } from "./quantiles.ts";

const draws = 20_000;

/** p99 of a lognormal distribution: median · e^(2.326 σ). */
const cases: [name: string, delay: Delay, p50: number, p99: number][] = [
  ["none", { kind: "none" }, 0, 0],
  ["fixed", { kind: "fixed", ms: 20 }, 20, 20],
  ["two", { kind: "two", ms: 10, slowMs: 150, slowShare: 0.12 }, 10, 150],
  ["lognormal", { kind: "lognormal", medianMs: 30, sigma: 0.8 }, 30, 192.9],
  ["lognormal, cut below", { kind: "lognormal", medianMs: 30, sigma: 0.8, leastMs: 40 }, 40, 192.9],
];
for (const [name, delay, p50, p99] of cases)
  test(`delays: ${name}`, () => {
    const random = seededRandom(1);
    const drawn = quantilesOf(Array.from({ length: draws }, () => drawDelay(delay, random)));
    assert.ok(Math.abs(drawn.p50 - p50) <= p50 * 0.05, `p50 ${drawn.p50}`);
    assert.ok(Math.abs(drawn.p99 - p99) <= p99 * 0.05, `p99 ${drawn.p99}`);
  });
