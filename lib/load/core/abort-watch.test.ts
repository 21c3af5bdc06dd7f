import assert from "node:assert/strict";
import test from "node:test";
import { abortWatch } from "./abort-watch.ts";
import { aFrame, aPlan, type MadeUp, times } from "./testing/measured.ts";

const plan = aPlan();
const half = { errorRatio: 0.5, seconds: 3 };

/** One letter a second: b(ad) all failed, h(alf), g(ood), - no answer, s(et-up failed), o(wn limit of the generator). */
function secondOf(letter: string): MadeUp[] {
  const failed = { latencyMs: 1, error: "status 500" } as const;
  if (letter === "b") return times(10, failed);
  if (letter === "h") return [...times(5, failed), ...times(5, { latencyMs: 1 })];
  if (letter === "g") return times(10, { latencyMs: 1 });
  if (letter === "o") return times(10, { latencyMs: 1, error: "generator limit" });
  return letter === "s" ? times(10, { ...failed, step: "log in" }) : [];
}

/** In which seconds the watch ends the run. */
function endsAt(seconds: string, when: Parameters<typeof abortWatch>[0] = half): number[] {
  const watch = abortWatch(when, plan.scenario.setup.length);
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
  assert.deepEqual(endsAt("bbbbbb", null), []);
  assert.deepEqual(endsAt("gh", { errorRatio: 0, seconds: 1 }), [1]);
});

test("it says which limit", () => {
  const watch = abortWatch({ errorRatio: 0.05, seconds: 1 }, plan.scenario.setup.length);
  assert.equal(
    watch(aFrame(plan, 0, secondOf("b"))),
    "Ended by its own limit: more than 5 % of the requests failed for 1 s.",
  );
});
