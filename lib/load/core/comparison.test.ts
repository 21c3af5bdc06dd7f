import assert from "node:assert/strict";
import test from "node:test";
import type { ComparedStep, Says } from "./compare-runs.ts";
import { type PairStep, sayPair } from "./comparison.ts";
import { comparisonCsv } from "./comparison-csv.ts";
import { errorDifference } from "./error-difference.ts";
import { type RunBeside, sayDrift } from "./repeats.ts";
import { aCriterion } from "./testing/measured.ts";
import { trendLimits } from "./trend.ts";

const step = (name: string, says: Says): ComparedStep => ({
  name,
  n: { base: 3_000, other: 3_001 },
  figures: [
    {
      ...{ q: 0.95, base: 180, other: 212.4, says },
      interval: says === "too short to say" ? null : { ratio: 1.18, low: 1.0857, high: 1.2724 },
    },
  ],
});
const blocks = (base: number, other: number) =>
  [
    { number: 12, blocks: base, blockSeconds: 10 },
    { number: 14, blocks: other, blockSeconds: 10 },
  ] as const;
const beside = "p95 of all requests 212 ms against 180 ms, 1.18 times as long (95 % interval 1.09 to 1.27).";

const sentences: [says: Says, base: number, other: number, sentence: string][] = [
  ["slower", 6, 6, `Run 14 is slower than run 12: ${beside}`],
  ["faster", 6, 6, `Run 14 is faster than run 12: ${beside}`],
  ["no difference shown", 6, 6, `No difference is shown between run 12 and run 14: ${beside}`],
  [
    "too short to say",
    3,
    0,
    "Too short to say: a run needs 4 blocks of at least 10 s; run 12 has 3 of 10 s, run 14 has 0 of 10 s.",
  ],
  ["too short to say", 6, 6, "Too short to say: too few requests ended to tell a ratio."],
];
for (const [says, base, other, sentence] of sentences)
  test(`${says}, ${base} and ${other} blocks`, () => {
    assert.equal(sayPair(says, [step("page", "faster"), step("all", says)], blocks(base, other)), sentence);
  });

const run = (number: number, alike: string, latencyMsP95: number | null = 100): RunBeside => ({
  ...{ number, alike, latencyMsP95 },
});
const turn =
  "Two single runs cannot show drift: what changed by itself between them looks like a difference of theirs. Run both in turn, A B A B, and put all four here: then it is seen how far runs of one and the same lie apart.";
const drifts: [name: string, runs: RunBeside[], sentences: string[]][] = [
  ["two of different inputs", [run(12, "a"), run(14, "b")], [turn]],
  ["two of the same inputs: one may be the new build", [run(12, "a"), run(14, "a")], [turn]],
  ["three different", [run(12, "a"), run(14, "b"), run(15, "c")], [turn]],
  [
    "a repeat",
    [run(12, "a", 100), run(14, "b", 130), run(15, "a", 109)],
    [
      "Runs 12 and 15 had the same inputs and target: p95 from 100 ms to 109 ms, 9 % apart. Less than that between two runs may be drift alone.",
    ],
  ],
  [
    "in turn, and apart",
    [run(12, "a", 100), run(13, "b", 130), run(14, "a", 110), run(15, "b", 120)],
    [
      "Runs 12 and 14 had the same inputs and target: p95 from 100 ms to 110 ms, 10 % apart. Less than that between two runs may be drift alone.",
      "Runs 13 and 15 had the same inputs and target: p95 from 120 ms to 130 ms, 8 % apart. Less than that between two runs may be drift alone.",
      "Each of the runs 13 and 15 was slower than each of the runs 12 and 14.",
    ],
  ],
  [
    "in turn, and overlapping",
    [run(12, "a", 100), run(13, "b", 130), run(14, "a", 125), run(15, "b", 120)],
    [
      "Runs 12 and 14 had the same inputs and target: p95 from 100 ms to 125 ms, 25 % apart. Less than that between two runs may be drift alone.",
      "Runs 13 and 15 had the same inputs and target: p95 from 120 ms to 130 ms, 8 % apart. Less than that between two runs may be drift alone.",
      "Runs 12 and 14 and runs 13 and 15 overlap: no side is slower in all its runs.",
    ],
  ],
  [
    "five of the same",
    [1, 2, 3, 4, 5].map((number) => run(number, "a", 100 + number)),
    [
      "Runs 1, 2, 3, 4 and 5 had the same inputs and target: p95 from 101 ms to 105 ms, 4 % apart. Less than that between two runs may be drift alone.",
    ],
  ],
];
for (const [name, runs, said] of drifts) test(`drift: ${name}`, () => assert.deepEqual(sayDrift(runs), said));

test("as CSV: a row for each figure, exact, and nothing that a spreadsheet would take for a formula", () => {
  const of = step("=1+1", "slower");
  const whole: PairStep = {
    ...of,
    throughput: { base: 50, other: 49.5, ratio: 0.99 },
    errors: errorDifference({ n: 10, failed: 0 }, { n: 0, failed: 0 }),
  };
  const pair = { base: 12, other: 14, says: "slower", sentence: "", unlike: [], steps: [whole] } as const;
  assert.deepEqual(comparisonCsv([{ ...pair, unlike: [], steps: [whole] }]).split("\r\n"), [
    "base_run,other_run,step,figure,base,other,ratio,low,high,says",
    "12,14,'=1+1,requests,3000,3001,,,,",
    "12,14,'=1+1,p95,180,212.4,1.18,1.0857,1.2724,slower",
    "12,14,'=1+1,errors,0,,,,,too short to say",
    "12,14,'=1+1,throughput,50,49.5,0.99,,,",
    "",
  ]);
});

test("a trend's limits are the strictest on the whole mix", () => {
  const p95 = { kind: "percentile", q: 0.95 } as const;
  const criteria = [
    aCriterion(p95, { limit: 300 }),
    aCriterion(p95, { limit: 200 }),
    aCriterion(p95, { limit: 10, scope: { kind: "step", step: "page" } }),
    aCriterion(p95, { limit: 20, per: "second" }),
    aCriterion("errors", { limit: 0.001 }),
  ];
  assert.deepEqual(trendLimits(criteria), { latencyMsP95: 200, latencyMsP99: null, errorRatio: 0.001 });
});
