import assert from "node:assert/strict";
import test from "node:test";
import type { PairStep } from "./comparison.ts";
import { comparisonRows, decidingRows, ratioScale } from "./comparison-rows.ts";
import { errorDifference } from "./error-difference.ts";

const slower = { ratio: 1.18, low: 1.0857, high: 1.2724 };
const aStep = (name: string, says: "slower" | "no difference shown"): PairStep => ({
  name,
  n: { base: 3_000, other: 2_900 },
  figures: [
    { q: 0.5, base: 100, other: 101, interval: null, says: "too short to say" },
    { q: 0.95, base: 180, other: 212.4, interval: slower, says },
    { q: 0.99, base: null, other: 20_000, interval: null, says: "too short to say" },
  ],
  throughput: { base: 50, other: 48.3, ratio: 0.966 },
  errors: errorDifference({ n: 3_000, failed: 3 }, { n: 2_900, failed: 120 }),
});

test("each figure as people read it", () => {
  const rows = comparisonRows({ steps: [aStep("all", "slower")] });
  assert.deepEqual(
    rows.map(({ figure, base, other, ratio, range, says }) => [figure, base, other, ratio, range, says].join(" | ")),
    [
      "p50 | 100 ms | 101 ms | – | – | too short to say",
      "p95 | 180 ms | 212 ms | 1.18 | 1.09 to 1.27 | slower",
      "p99 | – | 20 s | – | – | too short to say",
      "errors | 0.1 % | 4.14 % | +4 points | +3.3 to +4.8 | more errors",
      "requests | 50/s, 3,000 | 48.3/s, 2,900 | 0.97 | – | ",
    ],
  );
  assert.deepEqual(
    rows.map(({ step, isFirst }) => [step, isFirst]),
    [
      ["All requests", true],
      ["All requests", false],
      ["All requests", false],
      ["All requests", false],
      ["All requests", false],
    ],
  );
});

test("what differs stands first, and no more rows than wanted", () => {
  const pair = { steps: [aStep("all", "no difference shown"), aStep("page", "slower")] };
  const said = (most: number) => decidingRows(pair, most).map(({ step, figure }) => `${figure} ${step}`);
  assert.deepEqual(said(9), ["p95 page", "p95 All requests", "p99 All requests", "p99 page"]);
  assert.deepEqual(said(1), ["p95 page"]);
});

test("1 stands in the middle, twice as long as far from it as half as long; what is beyond stands at the edge", () => {
  const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);
  const narrow = ratioScale([slower, null]);
  near(narrow.high, 1.5);
  near(narrow.at(1), 0.5);
  near(narrow.at(1.5), 1);
  near(narrow.at(1 / 1.5), 0);
  const wide = ratioScale([{ ratio: 0.3, low: 0.25, high: 0.4 }]);
  near(wide.high, 4);
  near(wide.at(2) - 0.5, 0.5 - wide.at(0.5));
  const wider = ratioScale([{ ratio: 30, low: 20, high: 40 }]);
  near(wider.high, 10);
  near(wider.at(30), 1);
  near(wider.at(0), 0);
});
