import assert from "node:assert/strict";
import test from "node:test";
import { figuresOf, judgeStatement, type Measured, ratioText, runsForP95, worstOf } from "./judge.ts";
import { summarise } from "./summary.ts";

const times = (n: number, ms: number) => Array.from({ length: n }, () => ms);
const measured = (change: Partial<Measured>): Measured => ({
  ...{ timesMs: times(100, 10), limitMs: 100, warnMs: null, ending: "done", wrong: null },
  ...change,
});

test("percentiles are measured values by nearest rank", () => {
  assert.equal(figuresOf([]), null);
  assert.deepEqual(figuresOf([7]), { n: 1, msP50: 7, msP95: 7, msMax: 7 });
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.deepEqual(figuresOf(hundred), { n: 100, msP50: 50, msP95: 95, msMax: 100 });
  assert.deepEqual(figuresOf([3, 1, 2]), { n: 3, msP50: 2, msP95: 3, msMax: 3 });
});

test("a statement against its limit", () => {
  const cases: [what: string, change: Partial<Measured>, kind: string | null, sentence: RegExp][] = [
    ["within", {}, "good", /^p95 is 10 ms, within the limit of 100 ms\.$/],
    ["exactly on the limit", { timesMs: times(100, 100) }, "good", /^p95 is 100 ms, within/],
    [
      "a little over is told apart",
      { timesMs: times(100, 100.04) },
      "bad",
      /^p95 is 100\.04 ms, over the limit of 100 ms/,
    ],
    ["over", { timesMs: times(100, 187) }, "bad", /^p95 is 187 ms, over/],
    ["beyond warn", { timesMs: times(100, 90), warnMs: 80 }, "warning", /within the limit of 100 ms, beyond 80 ms/],
    ["five of a hundred may be slow", { timesMs: [...times(95, 10), ...times(5, 900)] }, "good", /p95 is 10 ms/],
    ["six may not", { timesMs: [...times(94, 10), ...times(6, 900)] }, "bad", /p95 is 900 ms/],
    ["one too few", { timesMs: times(runsForP95 - 1, 1) }, "inconclusive", /^p95 needs 90 executions; there are 89\.$/],
    ["enough", { timesMs: times(runsForP95, 1) }, "good", /p95 is 1 ms/],
    ["one alone", { timesMs: [1] }, "inconclusive", /there is 1\./],
    ["no limit", { limitMs: null }, null, /It has no limit\./],
    ["cut off", { ending: "over-time", wrong: "Cut off.", timesMs: [] }, "bad", /^Cut off\.$/],
    ["cut off without a limit", { ending: "over-time", wrong: "Cut off.", limitMs: null }, null, /^Cut off\.$/],
    ["refused", { ending: "refused", wrong: "No.", timesMs: [] }, "inconclusive", /^No\.$/],
    ["failed", { ending: "failed", wrong: "Broken." }, "inconclusive", /^Broken\.$/],
    ["stopped in the middle", { ending: null, timesMs: times(12, 1) }, "inconclusive", /there are 12\. Stopped\.$/],
    ["stopped before it", { ending: null, timesMs: [] }, "inconclusive", /^It was not measured: Stopped\.$/],
    ["stopped with enough", { ending: null }, "good", /p95 is 10 ms/],
  ];
  for (const [what, change, kind, sentence] of cases) {
    const judged = judgeStatement(measured(change), "Stopped.");
    assert.equal(judged.kind, kind, what);
    assert.match(judged.sentence, sentence, what);
  }
});

test("the whole is the worst of what was judged", () => {
  assert.equal(worstOf(["good", "warning", null]), "warning");
  assert.equal(worstOf(["good", "inconclusive", "warning"]), "inconclusive");
  assert.equal(worstOf(["inconclusive", "bad"]), "bad");
  assert.equal(worstOf([null, null]), "inconclusive", "nothing was judged");
  const slow = { ...measured({ timesMs: times(100, 50), limitMs: 60 }), name: "slow" };
  const quick = { ...measured({ timesMs: times(100, 51) }), name: "quick" };
  const free = { ...measured({ timesMs: times(100, 9_000), limitMs: null }), name: "free" };
  assert.deepEqual(summarise([quick, free, slow], ""), {
    ...{ verdict: "good", worst: { name: "slow", msP95: 50, limitMs: 60 } },
    counts: { bad: 0, inconclusive: 0, warning: 0, good: 2, unjudged: 1 },
  });
  assert.deepEqual(summarise([], "").worst, null);
});

test("a ratio is said where there are two figures", () => {
  assert.equal(ratioText(56, 50), "1.12 ×");
  assert.equal(ratioText(null, 50), null);
  assert.equal(ratioText(5, 0), null);
});
