import assert from "node:assert/strict";
import test from "node:test";
import type { RolloutAct, SaidRolloutAct } from "./acts.ts";
import { backTookMs, canGoBack, isSeenBack } from "./back-clock.ts";
import type { Stage } from "./plan.ts";
import { stageText } from "./say-rollout.ts";
import { nextStep, rolloutState } from "./state.ts";

const gate = { errorRatioMost: 0.01, latencyMsP99Most: null, samplesLeast: 100 };
const stages: Stage[] = [10, 50, 100].map((percent) => ({ percent, holdSeconds: 60, gate }));
const good = { is: "good" as const, says: "Fine." };
const bad = { is: "bad" as const, says: "Too many errors." };

const second = 1_000;
/** One act a second, from 0. */
const said = (acts: readonly RolloutAct[]): SaidRolloutAct[] =>
  acts.map((act, at) => ({ id: String(at), act, byId: "a", by: "Ada", at: at * second }));

const begun: RolloutAct = { do: "begun", says: "" };
const advance = (from: number): RolloutAct => ({ do: "advanced", from });
const asks = (stage: number | null, percent: number): RolloutAct => ({
  ...{ do: "switching", stage, percent, expected: 0, requestId: `r${percent}` },
});
const moved = (percent: number): RolloutAct => ({
  ...{ do: "switched", percent, requestId: `r${percent}`, tookMs: 5, raw: "" },
});
const gateSays = (stage: number, verdict: typeof good | typeof bad): RolloutAct => ({ do: "gate", stage, verdict });
const found = (percent: number | null, expected: number | null): RolloutAct => ({
  ...{ do: "found", percent, expected, says: "The switch was read." },
});
const back: RolloutAct = { do: "back-called", reason: "errors", noticedAt: 0, startedAt: second };
const phase = (name: "detect" | "decide" | "switch" | "verify", isGood = true): RolloutAct => ({
  ...{ do: "back-phase", phase: name, startedAt: 0, endedAt: 9 * second, isGood, says: "" },
});

const first = [begun, advance(-1), asks(0, 10), moved(10)];
const seen = (atSeconds: number, healthyNew = 2) => ({ now: atSeconds * second, healthyNew, healthyLeast: 2 });

const cases: [name: string, acts: RolloutAct[], now: ReturnType<typeof seen>, next: string, says?: RegExp][] = [
  ["nobody has said go", [begun], seen(5), "wait", /Somebody has to say: advance/],
  [
    "too few healthy servers before the first stage",
    [begun, advance(-1)],
    seen(5, 1),
    "wait",
    /1 of the new.*; 2 have to/,
  ],
  ["the first stage", [begun, advance(-1)], seen(5), "switch 10"],
  ["asked and not ended: the switch is read", [begun, advance(-1), asks(0, 10)], seen(5), "look"],
  ["the stage holds", [...first], seen(30), "wait", /holds for 33 s more/],
  ["advanced too early does not shorten the hold", [...first, advance(0)], seen(30), "wait", /holds/],
  ["nothing was measured", [...first], seen(70), "wait", /Nothing was measured/],
  ["the gate is bad", [...first, gateSays(0, bad)], seen(70), "wait", /Too many errors/],
  ["everything holds, a person is waited for", [...first, gateSays(0, good)], seen(70), "wait", /say: advance/],
  ["and has said so", [...first, gateSays(0, good), advance(0)], seen(70), "switch 50"],
  [
    "an advance of another stage counts for nothing",
    [...first, gateSays(0, good), advance(1)],
    seen(70),
    "wait",
    /advance/,
  ],
  [
    "a verdict of another stage counts for nothing",
    [...first, gateSays(1, good), advance(0)],
    seen(70),
    "wait",
    /measured/,
  ],
  ["held", [...first, { do: "held", reason: "lunch" }], seen(70), "wait", /Held: lunch/],
  [
    "held forgets an advance",
    [...first, gateSays(0, good), advance(0), { do: "held", reason: "x" }, { do: "released" }],
    seen(99),
    "wait",
    /advance/,
  ],
  ["found as it was meant", [begun, advance(-1), asks(0, 10), found(10, 10)], seen(70), "wait", /Nothing was measured/],
  [
    "found as if nothing had happened",
    [begun, advance(-1), asks(0, 10), found(0, 10)],
    seen(70),
    "wait",
    /Held: The switch was read/,
  ],
  ["found elsewhere", [...first, found(37, 10)], seen(70), "wait", /Held/],
  ["found in a state that nobody set", [...first, found(null, 10)], seen(70), "wait", /Held/],
  [
    "the last stage waits for a person",
    [...first, asks(2, 100), moved(100), gateSays(2, good)],
    seen(99),
    "wait",
    /complete/,
  ],
  ["and ends with them", [...first, asks(2, 100), moved(100), gateSays(2, good), advance(2)], seen(99), "finish"],
  [
    "over: nothing more to do",
    [...first, asks(2, 100), moved(100), { do: "finished", says: "" }],
    seen(999),
    "wait",
    /ended/,
  ],
  ["back is called from anywhere", [...first, back], seen(5), "back detect"],
  [
    "back while a change is open",
    [begun, advance(-1), asks(0, 10), back, phase("detect"), phase("decide")],
    seen(5),
    "back switch",
  ],
  [
    "back while it is held",
    [...first, { do: "held", reason: "x" }, back, phase("detect"), phase("decide")],
    seen(9),
    "back switch",
  ],
  [
    "back after everything was over",
    [...first, asks(2, 100), moved(100), { do: "finished", says: "" }, back],
    seen(9),
    "back detect",
  ],
  [
    "the switch did not move: again",
    [...first, back, phase("detect"), phase("decide"), phase("switch", false)],
    seen(9),
    "back switch",
  ],
  [
    "then it did",
    [...first, back, phase("detect"), phase("decide"), phase("switch", false), phase("switch")],
    seen(9),
    "back verify",
  ],
  ["no stage begins any more", [...first, gateSays(0, good), back, advance(0)], seen(99), "back detect"],
];

test("what comes next", async (t) => {
  for (const [name, acts, now, next, says] of cases)
    await t.test(name, () => {
      const step = nextStep(rolloutState(said(acts), stages), stages, now);
      const text =
        step.do === "switch" ? `switch ${step.percent}` : step.do === "back" ? `back ${step.phase}` : step.do;
      assert.equal(text, next, JSON.stringify(step));
      if (says !== undefined) assert.match(step.do === "wait" ? step.says : "", says);
    });
});

test("a failed change leaves it where it was read, and held; where nothing was read nobody knows", () => {
  const failed = (percent: number | null): RolloutAct => ({
    ...{ do: "switch-failed", requestId: "r10", error: "PARTIAL", says: "Half.", raw: "", found: percent },
  });
  const here = rolloutState(said([begun, advance(-1), asks(0, 10), failed(4)]), stages);
  assert.deepEqual([here.phase, here.percent, here.open, here.failed?.error], ["held", 4, null, "PARTIAL"]);
  const nowhere = rolloutState(said([begun, advance(-1), asks(0, 10), failed(null)]), stages);
  assert.equal(nowhere.percent, null);
  assert.match(stageText(nowhere, stages), /not known how much is over/);
});

test("the rollback's clock runs from when it was noticed to when it was verified", () => {
  const acts = [...first, back, phase("detect"), phase("decide"), phase("switch")];
  const running = rolloutState(said(acts), stages);
  assert.ok(running.back);
  assert.equal(backTookMs(running.back, 20 * second), 20 * second);
  const verified = rolloutState(said([...acts, phase("verify")]), stages);
  assert.ok(verified.back);
  assert.equal(backTookMs(verified.back, 99 * second), 9 * second);
  const ended = rolloutState(said([...acts, phase("verify"), { do: "finished", says: "" }]), stages);
  assert.equal(ended.phase, "returned");
});

test("a part that is tried again began with its first try; between other parts it began anew", () => {
  const tried = (name: "switch" | "verify", startedAt: number, isGood: boolean): RolloutAct => ({
    ...{ do: "back-phase", phase: name, startedAt, endedAt: startedAt + 1, isGood, says: "" },
  });
  const state = rolloutState(
    said([
      ...[...first, back, phase("detect"), phase("decide"), tried("switch", 10, false), tried("switch", 20, true)],
      ...[tried("verify", 30, false), tried("switch", 40, true), tried("verify", 50, true)],
    ]),
    stages,
  );
  const began = state.back?.phases.map((one) => [one.phase, one.startedAt]);
  assert.deepEqual(began?.slice(2), [
    ["switch", 40],
    ["verify", 50],
  ]);
  const once = rolloutState(said([...first, back, tried("switch", 10, false), tried("switch", 20, true)]), stages);
  assert.equal(once.back?.phases.at(-1)?.startedAt, 10);
});

test("called twice the first call's clock runs on; moved again since, a new one begins", () => {
  const called: RolloutAct = { do: "back-called", reason: "again", noticedAt: 7, startedAt: 7 };
  const detected: RolloutAct = { ...phase("detect"), says: "again" } as RolloutAct;
  const twice = rolloutState(said([...first, back, phase("detect"), called, detected]), stages);
  assert.deepEqual([twice.back?.reason, twice.back?.phases.map(({ says }) => says)], ["errors", [""]]);
  const returned = [...first, back, asks(null, 0), moved(0), phase("verify")];
  const here = rolloutState(said(returned), stages);
  assert.deepEqual([isSeenBack(here), canGoBack(here)], [true, false]);
  const elsewhere = rolloutState(said([...returned, found(37, 0)]), stages);
  assert.deepEqual([isSeenBack(elsewhere), canGoBack(elsewhere), elsewhere.percent], [false, true, 37]);
  const anew = rolloutState(said([...returned, found(37, 0), called]), stages);
  assert.deepEqual([anew.back?.reason, anew.back?.phases, canGoBack(anew)], ["again", [], false]);
});

test("the gate keeps the time since when it says so", () => {
  const state = rolloutState(said([...first, gateSays(0, good), gateSays(0, bad), gateSays(0, bad)]), stages);
  assert.equal(state.gateAt, 5 * second);
});
