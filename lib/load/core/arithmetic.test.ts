import assert from "node:assert/strict";
import test from "node:test";
import { arithmeticOf, type Plan, rateOfMix, smokeArithmetic } from "./arithmetic.ts";
import type { Criterion } from "./criterion.ts";
import { type ClosedProfile, type Profile, peakRate } from "./profile.ts";
import { aCriterion, aScenario, aStep, constantRate, errors, p99 } from "./testing/measured.ts";

function aPlan(profile: Profile, criteria: readonly Criterion[] = [p99, errors]): Plan {
  return { scenario: aScenario, profile, objectives: { criteria, abortWhen: null } };
}

function row(plan: Plan, name: string): string {
  const found = arithmeticOf(plan).rows.find((one) => one.name === name);
  return found === undefined ? "no such row" : `${found.sum} → ${found.result}`;
}

const ofLots: Criterion = { ...p99, scope: { kind: "step", step: "register lot" } };

test("an open plan with fewer users than kinds of them cannot pass: somebody's requests are all dropped", () => {
  const kind = { headers: {}, think: { minMs: 0, maxMs: 0 }, setup: [], mix: [{ weight: 1, steps: [0] }] };
  const users = ["dispatcher", "biller", "admin"].map((name) => ({ ...kind, name, share: 1 }));
  const scenario = { ...aScenario, setup: [], mix: [aStep("register lot")], users };
  const reasons = (maxUsers: number) =>
    arithmeticOf({ ...aPlan({ ...constantRate(100, 600), maxUsers }), scenario }).cannotPass;
  assert.deepEqual(reasons(3), []);
  assert.deepEqual(reasons(2), ["3 kinds of users need at least 3 users at once; this plan has at most 2."]);
});

test("the FlowViz hour: 20,000 lots in 1 h at 10 : 5 : 1", () => {
  const rate = rateOfMix(aScenario, { step: "register lot", times: 20_000, seconds: 3_600 });
  assert.ok(Math.abs(rate - 80 / 9) < 1e-12, `${rate}`);
  const plan = aPlan(constantRate(rate, 3_600), [ofLots, errors]);
  const rows: [name: string, expected: string][] = [
    ["request rate", "8.89/s for 1 h → 8.89/s"],
    ["one every", "1 ÷ 8.89/s → 112 ms"],
    ["requests in all", "over 1 h → 32,000"],
    ["users at once", "8.89/s × 0.5 s answers; × 10 s time-out = 89 → 5 busy, at most 100"],
    ["register lot", "10 of 16 = 62.5 %, 5.56/s → about 20,000 requests"],
    ["QC decision", "5 of 16 = 31.3 %, 2.78/s → about 10,000 requests"],
    ["traceability", "1 of 16 = 6.25 %, 0.556/s → about 2,000 requests"],
    ["p99 register lot verdict", "needs 459 samples; planned 20,000 → reached after 1 min 23 s"],
    [
      "errors verdict",
      "needs 2,995 requests, none failed; planned 32,000 → reached after 5 min 37 s; passes with at most 22 failed",
    ],
  ];
  for (const [name, expected] of rows) assert.equal(row(plan, name), expected);
  assert.deepEqual(arithmeticOf(plan).cannotPass, []);
});

test("the rate of the mix when one step's is given", () => {
  const cases: [step: string, times: number, seconds: number, rate: number][] = [
    ["register lot", 10, 1, 16],
    ["traceability", 60, 60, 16],
    ["no such step", 10, 1, 0],
  ];
  for (const [step, times, seconds, rate] of cases) assert.equal(rateOfMix(aScenario, { step, times, seconds }), rate);
});

const hundredUsers: ClosedProfile = { model: "closed", users: 100, spawnPerSecond: 10, durationSeconds: 180 };

test("a closed run, as far as it can be known", () => {
  const rows: [name: string, expected: string][] = [
    ["users", "10 more each second → 100 after 10 s"],
    ["one user", "3.5 s wait + 0.5 s answer → one request every 4 s"],
    ["request rate", "100 ÷ (3.5 s + 0.5 s) → about 25/s"],
    ["requests in all", "over 3 min → about 4,375"],
    ["user-time", "100 × 2 min 50 s after the ramp → 98 % must be spent"],
    ["register lot", "10 of 16 = 62.5 %, 15.2/s → about 2,734 requests"],
    ["p99 verdict", "needs 459 samples; planned 4,375 → reached after 24 s"],
    ["errors verdict", "needs 2,995 requests, none failed; planned 4,375 → reached after 2 min 5 s; none may fail"],
  ];
  for (const [name, expected] of rows) assert.equal(row(aPlan(hundredUsers), name), expected);
  assert.deepEqual(arithmeticOf(aPlan(hundredUsers)).cannotPass, []);
  const strict = aPlan(hundredUsers, [p99, aCriterion("delivered", { limit: 0.995 })]);
  assert.match(row(strict, "user-time"), /99\.5 % must be spent$/);
  const odd = { ...aPlan(hundredUsers), scenario: { ...aScenario, think: { minMs: 570, maxMs: 570 } } };
  assert.match(row(odd, "one user"), /one request every 1\.07 s$/);
});

test("ramps: the mean rate, the peak, and the time in words", () => {
  const profile: Profile = {
    ...constantRate(0, 1),
    stages: [
      { from: 0, to: 100, seconds: 60 },
      { from: 100, to: 100, seconds: 60 },
    ],
  };
  assert.equal(peakRate(profile.model === "open" ? profile.stages : []), 100);
  assert.equal(row(aPlan(profile), "request rate"), "0/s to 100/s for 1 min, 100/s for 1 min → 75/s");
  assert.equal(row(aPlan(profile), "requests in all"), "over 2 min → 9,000");
});

test("why a plan cannot pass, however good the target is", () => {
  const minute = constantRate(50, 60);
  const mean = aCriterion("mean", {});
  const cases: [name: string, profile: Profile, criteria: Criterion[], sentences: string[]][] = [
    ["the practice run can", minute, [p99, errors], []],
    [
      "a second shorter cannot",
      constantRate(50, 59),
      [p99, errors],
      ["errors needs 2,995 samples; this plan gives about 2,950."],
    ],
    ["no criteria", minute, [], ["No criteria are set: the run can only end inconclusive."]],
    [
      "delivery alone",
      minute,
      [aCriterion("delivered", { limit: 0.98 })],
      ["No criteria are set: the run can only end inconclusive."],
    ],
    [
      "a rare step",
      constantRate(50, 60),
      [{ ...p99, scope: { kind: "step", step: "traceability" } }],
      ["p99 traceability needs 459 samples; this plan gives about 188."],
    ],
    [
      "a step that is not there",
      minute,
      [{ ...p99, scope: { kind: "step", step: "gone" } }],
      ["p99 gone needs 459 samples; this plan gives about 0."],
    ],
    [
      "no errors at all",
      minute,
      [{ ...errors, limit: 0 }],
      ["errors: a limit of 0 cannot be shown by any number of requests; judge it by the plain measured ratio."],
    ],
    ["no errors, by the plain ratio, can", minute, [{ ...errors, limit: 0, judge: "measured" }], []],
    [
      "a mean of half a minute",
      constantRate(50, 30),
      [mean],
      ["mean is judged from 60 s on; this plan ends after 30 s."],
    ],
    ["a mean of 60 requests", constantRate(1, 60), [mean], ["mean needs 100 samples; this plan gives about 60."]],
    [
      "more throughput than planned",
      minute,
      [aCriterion("throughput", { limit: 60 })],
      ["throughput is to be at least 60/s; this plan asks for 50/s."],
    ],
    ["as much as planned can", minute, [aCriterion("throughput", { limit: 50 })], []],
    [
      "more than 100 users thinking 3.5 s can ask for",
      hundredUsers,
      [aCriterion("throughput", { limit: 40 })],
      ["throughput is to be at least 40/s; this plan asks for 28.3/s."],
    ],
    [
      "users who never are all there",
      { ...hundredUsers, spawnPerSecond: 0.5 },
      [p99],
      ["delivered is judged once all users are there: starting 100 takes 3 min 20 s, the run ends after 3 min."],
    ],
  ];
  for (const [name, profile, criteria, sentences] of cases)
    assert.deepEqual(arithmeticOf(aPlan(profile, criteria)).cannotPass, sentences, name);
});

test("users who do not think can ask for any throughput", () => {
  const plan = {
    ...aPlan(hundredUsers, [aCriterion("throughput", { limit: 900 })]),
    scenario: { ...aScenario, think: { minMs: 0, maxMs: 0 } },
  };
  assert.deepEqual(arithmeticOf(plan).cannotPass, []);
});

test("evidence by bound, by the plain ratio, and of plain figures", () => {
  const minute = constantRate(50, 60);
  const cases: [criterion: Criterion, expected: string][] = [
    [{ ...p99, judge: "bound" }, "needs 299 samples, none over it; planned 3,000 → reached after 6 s"],
    [{ ...errors, judge: "measured" }, "judged by the plain ratio; planned 3,000 → reached after 1 s"],
    [aCriterion("max", {}), "needs 100 samples; planned 3,000 → reached after 1 min"],
  ];
  for (const [criterion, expected] of cases)
    assert.equal(
      row(
        aPlan(minute, [criterion]),
        `${criterion.metric.kind === "percentile" ? "p99" : criterion.metric.kind} verdict`,
      ),
      expected,
    );
});

test("a mix of one step has no shares", () => {
  const plan = { ...aPlan(constantRate(50, 60)), scenario: { ...aScenario, mix: [aStep("only")] } };
  assert.equal(row(plan, "only"), "no such row");
});

const flat = (rate: number, seconds = 60) => ({ from: rate, to: rate, seconds });
const openOf = (stages: readonly { from: number; to: number; seconds: number }[], more: object = {}): Profile => ({
  ...{ model: "open", stages, maxUsers: 200, startLimitMs: 5_000 },
  ...more,
});

test("levels: each its rate, its requests, and which limits it can judge", () => {
  const users = [10, 50, 100, 200];
  const levels = users.map((one) => ({ users: one, seconds: 60 }));
  const sweep: Profile = { model: "closed", users: 200, spawnPerSecond: 100, durationSeconds: 240, levels };
  const plan = aPlan(sweep, [p99]);
  const cases: [name: string, expected: string][] = [
    ["10 users", "about 2.5/s for 1 min → about 150 requests"],
    ["connections", "one for each user → 200 at most"],
    ["p99 by level", "459 samples in each → too few in 10 users"],
    ["request rate", "no such row"],
    ["user-time", "no such row"],
  ];
  for (const [name, expected] of cases) assert.equal(row(plan, name), expected);
  assert.deepEqual(arithmeticOf(plan).cannotPass, []);
});

test("levels that end by a count have as many requests, whatever the time", () => {
  const levels = [
    { users: 5, requestsEach: 50, atMostSeconds: 120 },
    { users: 10, requestsEach: 200, atMostSeconds: 120 },
  ];
  const counted: Profile = { model: "closed", users: 10, spawnPerSecond: 1_000, durationSeconds: 240, levels };
  const slow = aPlan(counted, [p99]);
  assert.equal(row(slow, "10 × 200 requests"), "10 × 200, in at most 2 min → about 300 of 2,000");
  const plan = { ...slow, scenario: { ...aScenario, think: { minMs: 0, maxMs: 0 } } };
  assert.equal(row(plan, "5 × 50 requests"), "5 × 50, in at most 2 min → 250 requests");
  assert.match(row(plan, "requests in all"), /^in at most 4 min/);
  assert.equal(row(plan, "p99 by level"), "459 samples in each → too few in 5 × 50 requests");
});

test("recovery without a spike is never judged", () => {
  const recovery = aCriterion({ kind: "recovery", q: 0.95, limitMs: 500 }, { limit: 60 });
  const says = /^recovery to p95 500 ms is judged after a spike/;
  assert.match(arithmeticOf(aPlan(constantRate(50, 60), [p99, recovery])).cannotPass.join(), says);
  const spike = openOf([flat(20), flat(200), flat(20)]);
  assert.deepEqual(arithmeticOf(aPlan(spike, [p99, recovery])).cannotPass, []);
  const search = openOf([flat(50), flat(200), flat(50)], { search: { atLeast: null } });
  assert.match(
    arithmeticOf(aPlan(search, [p99, recovery])).cannotPass.join(),
    /^recovery to p95 500 ms: a search for the capacity is judged level by level, .*: nothing would judge it\.$/,
  );
});

test("a search: where it ends, what it asks for, and a level that is too short ends it", () => {
  const long = openOf([flat(50), flat(100)], { search: { atLeast: 80 } });
  assert.equal(
    row(aPlan(long, [p99]), "search"),
    "ends after the first level that does not hold or cannot be judged → passes from 80/s",
  );
  assert.equal(row(aPlan(long, [p99]), "p99 by level"), "459 samples in each → enough in all 2");
  assert.deepEqual(arithmeticOf(aPlan(long, [p99])).cannotPass, []);
  const short = openOf([flat(5), flat(100)], { search: { atLeast: 800 } });
  assert.deepEqual(arithmeticOf(aPlan(short, [p99])).cannotPass, [
    "p99 cannot be judged at 5/s: that level is too short, and the search ends there.",
    "The search asks for 800/s; its last level is 100/s.",
  ]);
});

test("many levels: the first of them, then how many more", () => {
  const plan = aPlan(openOf(Array.from({ length: 20 }, (_, index) => flat(10 * (index + 1)))), [p99]);
  assert.equal(row(plan, "further levels"), "8 more, up to → 200/s");
  assert.match(row(plan, "request rate"), /^20 levels, on average/);
});

test("the warm-up counts for nothing", () => {
  const warm = aPlan(openOf([flat(50)], { warmUpSeconds: 10 }), [p99, aCriterion("mean", {})]);
  assert.equal(row(warm, "warm-up"), "the first 10 s → about 500 do not count");
  assert.equal(row(warm, "p99 verdict"), "needs 459 samples; planned 2,500 → reached after 20 s");
  assert.deepEqual(arithmeticOf(warm).cannotPass, ["mean is judged from 60 s on; this plan ends after 1 min."]);
});

test("a smoke run in figures", () => {
  const rows = smokeArithmetic(aScenario, 3).map(({ name, sum, result }) => `${name}: ${sum} → ${result}`);
  assert.deepEqual(rows, [
    "users: one, through all steps in order → 1",
    "requests: 1 to begin with + 3 × 3 → 10",
    "check list: 3 expectations × 3 → 9 to hold",
  ]);
});

test("random arrivals: as many as planned, give or take what chance does", () => {
  const plan = aPlan({ ...constantRate(50, 180), arrivals: "poisson" });
  assert.equal(row(plan, "requests in all"), "over 3 min, at random: nine runs in ten → 9,000 ± 157");
});
