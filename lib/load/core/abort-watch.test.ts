import assert from "node:assert/strict";
import test from "node:test";
import { abortWatch } from "./abort-watch.ts";
import { aFrame, aPlan, type MadeUp, times } from "./testing/measured.ts";

const plan = aPlan();
type Limits = Partial<Parameters<typeof abortWatch>[0]>;
const half = { errorRatio: 0.5, seconds: 3 };

/** One letter a second: b(ad) all failed, h(alf), g(ood), - no answer, s(et-up failed), o(wn limit of the generator), l(ate). */
function secondOf(letter: string): MadeUp[] {
  const failed = { latencyMs: 1, error: "status 500" } as const;
  if (letter === "b") return times(10, failed);
  if (letter === "h") return [...times(5, failed), ...times(5, { latencyMs: 1 })];
  if (letter === "g") return times(10, { latencyMs: 1 });
  if (letter === "o") return times(10, { latencyMs: 1, error: "generator limit" });
  if (letter === "l") return times(10, { latencyMs: 900 });
  return letter === "s" ? times(10, { ...failed, step: "log in" }) : [];
}

/** In which seconds the watch ends the run. */
function endsAt(seconds: string, when: Limits = { abortWhen: half }): number[] {
  const watch = abortWatch({ abortWhen: null, ...when }, plan.scenario.setup.length);
  return [...seconds].flatMap((letter, second) =>
    watch(aFrame(plan, second, secondOf(letter))) === null ? [] : [second],
  );
}

test("a run ends by its own limit", () => {
  const cases: [name: string, seconds: string, endsAt: number[]][] = [
    ["three bad seconds in a row", "ggbbb", [4]],
    ["two are not enough", "gbbgbb", []],
    ["exactly half is not above half", "hhhhh", []],
    ["a second without an answer neither adds nor breaks", "bb-b", [3]],
    ["nothing but silence", "------", []],
    ["what the generator had no port for is no answer", "oobobb", [5]],
    ["set-up requests are not the run's", "ssssss", []],
    ["only once, even if it recovers and breaks again", "bbbbgbbb", [2]],
  ];
  for (const [name, seconds, expected] of cases) assert.deepEqual(endsAt(seconds), expected, name);
  assert.deepEqual(endsAt("bbbbbb", {}), []);
  assert.deepEqual(endsAt("gh", { abortWhen: { errorRatio: 0, seconds: 1 } }), [1]);
});

test("it says which limit", () => {
  const watch = abortWatch({ abortWhen: { errorRatio: 0.05, seconds: 1 } }, plan.scenario.setup.length);
  assert.equal(
    watch(aFrame(plan, 0, secondOf("b"))),
    "Ended by its own limit: more than 5 % of the requests failed for 1 s.",
  );
});

test("a run ends by its own limit on latency", () => {
  const slow = { q: 0.95, limitMs: 500, seconds: 2 };
  const cases: [name: string, seconds: string, endsAt: number[]][] = [
    ["two late seconds in a row", "glgll", [4]],
    ["silence between them does not break the row", "l-l", [2]],
    ["errors are no lateness", "bbbb", []],
  ];
  for (const [name, seconds, expected] of cases)
    assert.deepEqual(endsAt(seconds, { abortWhenSlow: slow }), expected, name);
  assert.deepEqual(endsAt("bbll", { abortWhen: half, abortWhenSlow: slow }), [3], "whichever comes first, once");
  const watch = abortWatch({ abortWhen: null, abortWhenSlow: { ...slow, seconds: 1 } }, plan.scenario.setup.length);
  assert.equal(watch(aFrame(plan, 0, secondOf("l"))), "Ended by its own limit: p95 was over 500 ms for 1 s.");
});
