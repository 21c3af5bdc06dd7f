import assert from "node:assert/strict";
import test from "node:test";
import type { Frame } from "./frame.ts";
import { judgeSearch } from "./judge-search.ts";
import { type LevelFigures, LevelFold } from "./level-fold.ts";
import type { OpenProfile, Profile } from "./profile.ts";
import type { RunPlan } from "./run.ts";
import { aCriterion, aFrame, aPlan, constantRate, errors, type MadeUp, times } from "./testing/measured.ts";

const p95 = aCriterion({ kind: "percentile", q: 0.95 }, { limit: 500 });
const open = (...rates: number[]): OpenProfile => ({
  ...constantRate(1, 1),
  stages: rates.map((rate) => ({ from: rate, to: rate, seconds: 30 })),
});

type Second = { requests: readonly MadeUp[] } & Partial<Frame>;

function folded(plan: RunPlan, seconds: number, secondOf: (second: number) => Second): LevelFigures[] {
  const fold = new LevelFold(plan);
  const found = Array.from({ length: seconds }, (_, second) => {
    const { requests, ...change } = secondOf(second);
    return fold.add(aFrame(plan, second, requests, change));
  });
  return [...found, fold.finish("whole")].filter((one) => one !== null);
}

const fast = (count: number) => times(count, { latencyMs: 100 });
const slow = (count: number) => times(count, { latencyMs: 900 });

test("each level by its own seconds, without those in which it settles", () => {
  const plan = aPlan({ profile: open(10, 20, 40), criteria: [p95] });
  const levels = folded(plan, 90, (second) => ({
    // What the level before has left behind comes in the first five seconds of the next.
    requests: second >= 60 && second < 65 ? slow(40) : fast([10, 20, 40][Math.floor(second / 30)] ?? 0),
  }));
  assert.deepEqual(
    levels.map(({ name, seconds, n, kind, deliveredRatio, throughputPerSecond }) => [
      name,
      seconds,
      n,
      kind,
      deliveredRatio,
      throughputPerSecond,
    ]),
    [
      ["10/s", 30, 300, "pass", 1, 10],
      ["20/s", 25, 500, "pass", 1, 20],
      ["40/s", 25, 1_000, "pass", 1, 40],
    ],
  );
});

test("a recovery from one level to the next leaves each of them its own verdict", () => {
  const recovery = aCriterion({ kind: "recovery", q: 0.95, limitMs: 500 }, { limit: 20 });
  const plan = aPlan({ profile: open(10, 40, 10), criteria: [p95, recovery] });
  const levels = folded(plan, 90, (second) => ({ requests: fast([10, 40, 10][Math.floor(second / 30)] ?? 0) }));
  assert.deepEqual(
    levels.map(({ kind, sentences }) => [kind, sentences]),
    [
      ["pass", []],
      ["pass", []],
      ["pass", []],
    ],
  );
});

test("a queue that grows is not delivered, though every answer is good", () => {
  const plan = aPlan({ profile: open(10, 20), criteria: [p95] });
  const [first, second] = folded(plan, 60, (at) => ({
    requests: fast(at < 30 ? 10 : 15),
    ...(at < 30 ? {} : { planned: 20, inFlight: 5 * (at - 29) }),
  }));
  assert.equal(first?.kind, "pass");
  assert.equal(second?.kind, "fail");
  assert.match(second?.sentences[0] ?? "", /^Delivered 75 % of the level's requests within it/);
});

test("a limit on delivery over 98 % counts in each level", () => {
  const delivered = (limit: number) => aCriterion("delivered", { limit });
  // Of 200 a second 197 are answered: the rest is lost, or waits.
  const lost = { planned: 200, dropped: 3 };
  const grows = (at: number) => ({ planned: 200, inFlight: 20 + 3 * (at + 1) });
  const cases: [what: string, limit: number, change: (at: number) => Partial<Frame>, kind: string][] = [
    ["lost, and 98 % is enough", 0.98, () => lost, "pass"],
    ["lost, and a lower limit lowers nothing", 0.5, () => lost, "pass"],
    ["lost, and 99.9 % is asked for", 0.999, () => lost, "fail"],
    ["a queue that grows by 1.5 %", 0.999, grows, "fail"],
  ];
  for (const [what, limit, change, kind] of cases) {
    const plan = aPlan({ profile: open(200, 200), criteria: [p95, delivered(limit)] });
    const [first] = folded(plan, 60, (at) => ({ requests: fast(197), ...change(at) }));
    assert.deepEqual([first?.kind, first?.deliveredRatio], [kind, 0.985], what);
    const says = "Delivered 98.5 % of the level's requests within it; at least 99.9 % is needed.";
    assert.deepEqual(first?.sentences, kind === "fail" ? [says] : [], what);
  }
});

test("what is on its way when a level ends, as long as answers take, is no queue", () => {
  const plan = aPlan({ profile: open(1_000, 2_000), criteria: [p95, aCriterion("delivered", { limit: 0.999 })] });
  // Answers take 100 ms: a tenth of a second's requests are on their way, and were not there at the start.
  const levels = folded(plan, 60, (at) => {
    const rate = at < 30 ? 1_000 : 2_000;
    const more = at === 0 ? 100 : at === 30 ? 100 : 0;
    return { requests: fast(rate - more), planned: rate, inFlight: rate / 10 };
  });
  assert.deepEqual(
    levels.map(({ kind, sentences }) => [kind, sentences]),
    [
      ["pass", []],
      ["pass", []],
    ],
  );
});

test("as many on their way at a level's end as at its beginning are no queue", () => {
  const plan = aPlan({ profile: open(10, 20), criteria: [p95] });
  const levels = folded(plan, 60, (at) => ({ requests: fast(at < 30 ? 10 : 20), inFlight: at < 30 ? 3 : 8 }));
  assert.deepEqual(
    levels.map(({ kind, deliveredRatio }) => [kind, deliveredRatio]),
    [
      ["pass", 1],
      ["pass", 1],
    ],
  );
});

test("a run that ends in the middle of a level has what there is of it", () => {
  const plan = aPlan({ profile: open(10, 20), criteria: [p95] });
  const levels = folded(plan, 40, () => ({ requests: fast(10) }));
  assert.deepEqual(
    levels.map(({ name, seconds }) => [name, seconds]),
    [
      ["10/s", 30],
      ["20/s", 5],
    ],
  );
});

test("levels of users, whose ends are told when they are by a count", () => {
  const byCount: Profile = {
    ...{ model: "closed", users: 10, spawnPerSecond: 10, durationSeconds: 120 },
    levels: [
      { users: 5, requestsEach: 50, atMostSeconds: 60 },
      { users: 10, requestsEach: 20, atMostSeconds: 60 },
    ],
  };
  const plan = aPlan({ profile: byCount, criteria: [errors] });
  const fold = new LevelFold(plan);
  const found: (LevelFigures | null)[] = [];
  for (let second = 0; second < 20; second++) {
    if (second === 12) fold.begins(1, { fromSecond: 12, tookMs: 11_500 });
    found.push(fold.add(aFrame(plan, second, fast(20))));
  }
  fold.begins(2, { fromSecond: 20, tookMs: 7_500 });
  const levels = [...found, fold.finish("whole")].filter((one) => one !== null);
  // Every request of a level by a count is one that was asked for: none is left out as settling.
  assert.deepEqual(
    levels.map(({ name, fromSecond, users, n, seconds }) => [name, fromSecond, users, n, seconds]),
    [
      ["5 × 50 requests", 0, 5, 240, 11.5],
      ["10 × 20 requests", 12, 10, 160, 7.5],
    ],
  );
  assert.deepEqual(
    levels.map(({ throughputPerSecond }) => Math.round(throughputPerSecond * 10) / 10),
    [20.9, 21.3],
  );
});

test("a level whose users were not there is none of so many, however good the answers are", () => {
  const levels = [
    { users: 5, seconds: 30 },
    { users: 50, seconds: 30 },
  ];
  const profile: Profile = { model: "closed", users: 50, spawnPerSecond: 50, durationSeconds: 60, levels };
  const there = (plan: RunPlan, second: number, frame: Partial<Frame> = {}) => ({
    ...aFrame(plan, second, fast(20)),
    ...{ userMsPlanned: second < 30 ? 5_000 : 50_000, userMsActive: second < 30 ? 5_000 : 12_000 },
    ...frame,
  });
  const told = (late: Partial<Frame>, least = 0.98) => {
    const plan = aPlan({ profile, criteria: [p95, aCriterion("delivered", { limit: least })] });
    const fold = new LevelFold(plan);
    const found = Array.from({ length: 60 }, (_, second) => fold.add(there(plan, second, second < 30 ? {} : late)));
    return [...found, fold.finish("whole")].flatMap((one) =>
      one === null ? [] : [[one.kind, one.deliveredRatio, one.sentences[0] ?? ""]],
    );
  };
  const missing = "Its users were there for 24 % of their time; at least 98 % is needed.";
  assert.deepEqual(told({}), [
    ["pass", 1, ""],
    ["fail", 0.24, missing],
  ]);
  assert.deepEqual(told({ saturated: true })[1], ["inconclusive", 0.24, missing]);
  const almost = { userMsActive: 49_500 };
  assert.deepEqual(told(almost)[1], ["pass", 0.99, ""]);
  assert.deepEqual(told(almost, 0.999)[1], [
    "fail",
    0.99,
    "Its users were there for 99 % of their time; at least 99.9 % is needed.",
  ]);
});

test("a level by a count whose time was over first has taken all of it", () => {
  const levels = [
    { users: 5, requestsEach: 50, atMostSeconds: 10 },
    { users: 5, requestsEach: 10, atMostSeconds: 10 },
  ];
  const profile: Profile = { model: "closed", users: 5, spawnPerSecond: 10, durationSeconds: 20, levels };
  const plan = aPlan({ profile, criteria: [errors] });
  const fold = new LevelFold(plan);
  for (let second = 0; second < 10; second++) fold.add(aFrame(plan, second, fast(20)));
  fold.begins(1, { fromSecond: 10, tookMs: null });
  const ended = fold.add(aFrame(plan, 10, fast(20)));
  assert.deepEqual([ended?.seconds, ended?.n, ended?.throughputPerSecond], [10, 200, 20]);
});

test("one level is the run itself", () => {
  assert.deepEqual(
    folded(aPlan({ profile: constantRate(10, 30) }), 30, () => ({ requests: fast(10) })),
    [],
  );
});

const aLevel = (
  perSecond: number,
  kind: LevelFigures["kind"],
  sentence = "p95 900 ms is over the limit of 500 ms.",
): LevelFigures => ({
  ...{ index: 0, name: `${perSecond}/s`, fromSecond: 0, toSecond: 30, users: null, perSecond, byCount: false },
  ...{ seconds: 30, n: 100 },
  ...{ errorRatio: 0, throughputPerSecond: perSecond, latencyMsP50: 1, latencyMsP95: 1, latencyMsP99: 1 },
  ...{ deliveredRatio: 1, kind, sentences: kind === "pass" ? [] : [sentence] },
});

const searches: [name: string, levels: LevelFigures[], atLeast: number | null, kind: string, sentence: RegExp][] = [
  [
    "a limit is found",
    [aLevel(100, "pass"), aLevel(200, "pass"), aLevel(300, "fail")],
    null,
    "pass",
    /^The last level that held is 200\/s; 300\/s did not hold: p95 900 ms/,
  ],
  ["enough was held", [aLevel(200, "pass"), aLevel(300, "fail")], 200, "pass", /200\/s were asked for\.$/],
  [
    "not enough was",
    [aLevel(100, "pass"), aLevel(200, "fail")],
    200,
    "fail",
    /^The last level that held is 100\/s.* 200\/s were asked for\.$/,
  ],
  ["not even the first", [aLevel(100, "fail")], null, "fail", /^No level held; 100\/s did not hold/],
  [
    "all of them",
    [aLevel(100, "pass"), aLevel(200, "pass")],
    null,
    "pass",
    /^Every level held, up to 200\/s: the limit lies beyond\./,
  ],
  [
    "one that cannot be judged is none that held",
    [aLevel(100, "pass"), aLevel(200, "inconclusive", "too few"), aLevel(300, "pass")],
    300,
    "inconclusive",
    /200\/s could not be judged: too few/,
  ],
  ["no level came to its end", [], null, "inconclusive", /^No level came to its end\.$/],
];

test("what a search for the capacity says", () => {
  for (const [name, levels, atLeast, kind, sentence] of searches) {
    const verdict = judgeSearch(levels, { atLeast });
    assert.equal(verdict.kind, kind, name);
    assert.match(verdict.sentence, sentence, name);
  }
});

test("a level that was cut short has shown nothing", () => {
  const plan = aPlan({ profile: open(10, 20), criteria: [p95] });
  const fold = new LevelFold(plan);
  for (let second = 0; second < 40; second++) fold.add(aFrame(plan, second, fast(10)));
  const last = fold.finish("cut");
  assert.deepEqual(
    [last?.kind, last?.sentences],
    ["inconclusive", ["The run ended within this level, after 5 s of 30 s."]],
  );
});

test("the run's warm-up is none of its first level's", () => {
  const plan = aPlan({ profile: { ...open(10, 20), warmUpSeconds: 10 }, criteria: [p95] });
  const levels = folded(plan, 60, (at) => ({ requests: at < 10 ? slow(10) : fast(at < 30 ? 10 : 20) }));
  assert.deepEqual(
    levels.map(({ seconds, kind }) => [seconds, kind]),
    [
      [20, "pass"],
      [25, "pass"],
    ],
  );
});
