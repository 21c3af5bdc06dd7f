import assert from "node:assert/strict";
import test from "node:test";
import type { RolloutAct } from "../../rollout/core/acts.ts";
import type { SideVitalsView } from "../../rollout/core/rollout-view.ts";
import type { RolloutSeen } from "./rollout-seen.ts";
import { aRollout, asked, begun, called, minute, moved } from "./testing/a-rollout-seen.ts";
import { rolloutVitals, showsBothSides } from "./wall-rollout.ts";

const hour = 60 * minute;
const failed: RolloutAct = {
  ...{ do: "switch-failed", requestId: "r10", error: "UNREACHABLE", says: "No answer.", raw: "", found: null },
};
const cut = [begun, asked(10), moved(10)];

test("both systems are shown from the first stage on", () => {
  const now = 100 * hour;
  const over = { endedAt: now - hour, endedHow: "over" as const };
  const cases: [name: string, acts: RolloutAct[], change: Partial<RolloutSeen>, shown: boolean][] = [
    ["begun, nothing over", [begun], {}, false],
    ["the switch is asked", [begun, asked(10)], {}, true],
    ["nobody knows what is over", [begun, asked(10), failed], {}, true],
    ["the first stage", cut, {}, true],
    ["on the way back", [...cut, called(1, 2), asked(0), moved(0)], {}, true],
    ["everything over since an hour", cut, over, true],
    ["everything over since more than a day", cut, { ...over, endedAt: now - 25 * hour }, false],
    ["back since an hour", cut, { ...over, endedHow: "back" }, false],
    ["given up", [begun], { ...over, endedHow: "abandoned" }, false],
  ];
  for (const [name, acts, change, shown] of cases)
    assert.equal(showsBothSides(aRollout(acts, change), now), shown, name);
});

const none: SideVitalsView = { samples: [], why: null };
const shownOf = (acts: RolloutAct[], samples = none) =>
  rolloutVitals(
    aRollout(acts, { drill: true }),
    { reading: { newPercent: 10, readAt: 5 * minute }, sides: { legacy: none, new: samples } },
    5 * minute,
  );

test("limits are those of the stage, and the gate says since when", () => {
  const bad = { is: "bad" as const, says: "Too many errors." };
  const cases: [name: string, acts: RolloutAct[], latency: number | null, errors: number][] = [
    ["before the first stage those of the first", [begun, asked(10)], 500, 0.01],
    ["of the first stage", cut, 500, 0.01],
    ["of a stage that judges no latency", [...cut, asked(50), moved(50)], null, 0.05],
    ["of the last", [...cut, asked(100), moved(100)], 500, 0.1],
  ];
  for (const [name, acts, latencyMsP99, errorRatio] of cases)
    assert.deepEqual(shownOf(acts).limits, { latencyMsP99, errorRatio }, name);
  assert.equal(shownOf(cut).gate, null);
  const gate = shownOf([...cut, { do: "gate", stage: 0, verdict: bad }]).gate;
  assert.deepEqual(gate, { ...bad, since: 4 * minute });
});

test("the cut-over is where the first traffic was seen to be over", () => {
  assert.equal(shownOf([...cut, asked(50), moved(50)]).cutOverAt, 3 * minute);
  assert.equal(shownOf([begun, asked(10)]).cutOverAt, 2 * minute, "asked for only");
});

test("the newest 600 samples of a side at most, and why there is nothing", () => {
  const samples = Array.from({ length: 700 }, (_, at) => ({ at, requests: 1, errorRatio: 0, latencyMsP99: null }));
  const shown = shownOf(cut, { samples, why: null });
  assert.deepEqual([shown.new.samples.length, shown.new.samples[0]?.at, shown.new.samples.at(-1)?.at], [600, 100, 699]);
  const { new: fresh } = rolloutVitals(
    aRollout(cut),
    { reading: { newPercent: null, readAt: null }, sides: { legacy: none, new: { samples: [], why: "No answer." } } },
    0,
  );
  assert.deepEqual(fresh, { samples: [], why: "No answer." });
});
