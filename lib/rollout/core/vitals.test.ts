import assert from "node:assert/strict";
import test from "node:test";
import type { AutoRule, Gate } from "./plan.ts";
import { judgeAuto, judgeGate, saysTheSame, type VitalsSample } from "./vitals.ts";

const gate: Gate = { errorRatioMost: 0.01, latencyMsP99Most: 500, samplesLeast: 1_000 };

const sample = (
  at: number,
  requests: number | null,
  errorRatio: number | null,
  latencyMsP99: number | null = 120,
): VitalsSample => ({
  ...{ at, requests, errorRatio, latencyMsP99 },
});

const gates: [name: string, samples: VitalsSample[], is: string, says: RegExp][] = [
  ["nothing at all", [], "inconclusive", /Nothing was measured/],
  ["only before the stage", [sample(0, 5_000, 0)], "inconclusive", /Nothing was measured/],
  ["it could not be read", [sample(10, null, null)], "inconclusive", /Nothing was measured/],
  ["requests without a ratio say nothing", [sample(10, 5_000, null)], "inconclusive", /Nothing was measured/],
  ["too few", [sample(10, 400, 0), sample(20, 599, 0)], "inconclusive", /999 requests so far; 1,000 are needed/],
  ["just enough", [sample(10, 400, 0), sample(20, 600, 0)], "good", /1,000 requests, within the limits/],
  ["no requests at all", [sample(10, 0, 0)], "inconclusive", /0 requests so far/],
  ["at the limit", [sample(10, 1_000, 0.01)], "good", /within/],
  ["over the limit", [sample(10, 1_000, 0.011)], "bad", /1.1 % of 1,000 requests failed; at most 1 % may/],
  ["errors weigh by their requests", [sample(10, 9_000, 0), sample(20, 1_000, 0.09)], "good", /10,000 requests/],
  ["too few with errors is still too few", [sample(10, 10, 1)], "inconclusive", /10 requests so far/],
  [
    "the worst p99 counts",
    [sample(10, 2_000, 0, 501), sample(20, 2_000, 0, 90)],
    "bad",
    /p99 reached 501 ms; at most 500/,
  ],
  ["at the limit of latency", [sample(10, 2_000, 0, 500)], "good", /within/],
  ["no latency was read", [sample(10, 2_000, 0, null)], "inconclusive", /No latency/],
];

test("a gate holds, lets go on, or does not know", async (t) => {
  for (const [name, samples, is, says] of gates)
    await t.test(name, () => {
      const verdict = judgeGate(gate, samples, 5);
      assert.equal(verdict.is, is);
      assert.match(verdict.says, says);
    });
  await t.test("latency is not judged where no limit is set", () => {
    const verdict = judgeGate({ ...gate, latencyMsP99Most: null }, [sample(10, 2_000, 0, null)], 5);
    assert.equal(verdict.is, "good");
  });
});

const rule: AutoRule = {
  ...{ errorBudgetRatio: 0.005, burnRate: 10, shortSeconds: 60, longSeconds: 300 },
  ...{ errorsLeast: 20, hardStopRatio: 0.5 },
};
const now = 1_000_000;
const ago = (seconds: number, requests: number | null, errorRatio: number | null) =>
  sample(now - seconds * 1_000, requests, errorRatio);

const rules: [name: string, samples: VitalsSample[], would: boolean, says: RegExp][] = [
  ["nothing was seen", [], false, /0 errors in 60 s/],
  ["both windows burn", [ago(200, 1_000, 0.1), ago(30, 1_000, 0.1)], true, /10 % failed in 60 s, 10 % in 300 s/],
  ["only the short one burns", [ago(200, 100_000, 0), ago(30, 1_000, 0.1)], false, /0.1 % in 300 s/],
  ["only the long one burns", [ago(200, 1_000, 0.2), ago(30, 1_000, 0.021)], false, /2.1 % failed in 60 s/],
  ["too few errors", [ago(30, 100, 0.19)], false, /19 errors in 60 s; fewer than 20/],
  ["just enough errors", [ago(30, 100, 0.2)], true, /20 % failed/],
  ["the hard stop does not wait for the long window", [ago(200, 100_000, 0), ago(30, 100, 0.5)], true, /hard stop/],
  ["at the limit is not over it", [ago(30, 1_000, 0.05)], false, /5 % failed/],
  ["what could not be read counts for nothing", [ago(30, null, null), ago(20, 1_000, 0.1)], true, /10 %/],
];

test("the rule would roll back, or says why not", async (t) => {
  for (const [name, samples, would, says] of rules)
    await t.test(name, () => {
      const verdict = judgeAuto(rule, samples, now);
      assert.match(verdict.says, says);
      assert.equal(verdict.would, would);
    });
});

test("what is missing is said anew when it is another thing, not with every figure", () => {
  const judged = (samples: VitalsSample[]) => judgeGate(gate, samples, 0);
  const few = judged([sample(10, 3, 0)]);
  assert.equal(saysTheSame(null, few), false);
  assert.equal(saysTheSame(judged([]), few), false);
  assert.equal(saysTheSame(few, judged([sample(10, 900, 0)])), true);
  assert.equal(saysTheSame(few, judged([sample(10, 9_000, 0)])), false);
});
