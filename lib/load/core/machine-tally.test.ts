import assert from "node:assert/strict";
import test from "node:test";
import { addFrame, emptyTotals } from "./fold.ts";
import type { Frame } from "./frame.ts";
import { cores, emptyMachine, machineSummary, sayStolen, stealLimit } from "./machine-tally.ts";
import { summarise } from "./summarise.ts";
import { aFrame, aPlan } from "./testing/measured.ts";

type Own = Pick<Frame, "cpuCores" | "stealRatio" | "saturated">;
const quiet: Own = { cpuCores: 0.2, stealRatio: 0, saturated: false };

function summaryOf(seconds: readonly Partial<Own>[], warmUpSeconds = 0) {
  const plan = aPlan();
  const totals = emptyTotals({ ...plan, profile: { ...plan.profile, warmUpSeconds } });
  for (const [second, own] of seconds.entries()) addFrame(totals, { ...aFrame(plan, second, []), ...quiet, ...own });
  return summarise(plan, totals).machine;
}

test("processor time and what the host took: mean and highest of the seconds that count", () => {
  const stolen = { cpuCores: 0.8, stealRatio: 0.5, saturated: true };
  const cases: [what: string, seconds: Partial<Own>[], warmUp: number, says: ReturnType<typeof summaryOf>][] = [
    ["no second", [], 0, null],
    ["none that counts", [stolen], 1, null],
    [
      "a stolen core for half the time",
      [{}, stolen],
      0,
      { cpuCoresMean: 0.5, cpuCoresMax: 0.8, stealRatioMean: 0.25, stealRatioMax: 0.5, stolenSeconds: 1 },
    ],
    [
      "stolen in the warm-up only",
      [stolen, {}],
      1,
      { cpuCoresMean: 0.2, cpuCoresMax: 0.2, stealRatioMean: 0, stealRatioMax: 0, stolenSeconds: 0 },
    ],
  ];
  for (const [what, seconds, warmUp, says] of cases) assert.deepEqual(summaryOf(seconds, warmUp), says, what);
});

test("a second is said to be stolen when it was saturated and the host took more than the limit", () => {
  const cases: [own: Partial<Own>, stolenSeconds: number][] = [
    [{ saturated: true, stealRatio: stealLimit }, 0],
    [{ saturated: true, stealRatio: stealLimit + 0.001 }, 1],
    [{ saturated: false, stealRatio: 0.9 }, 0],
  ];
  for (const [own, stolenSeconds] of cases) assert.equal(summaryOf([own])?.stolenSeconds, stolenSeconds);
});

test("in words", () => {
  assert.equal(machineSummary(emptyMachine()), null);
  assert.deepEqual([cores(0.4567), cores(1), cores(0)], ["0.46 cores", "1 core", "0 cores"]);
  assert.equal(sayStolen(0), "");
  assert.equal(
    sayStolen(4),
    "In 4 of the saturated seconds the machine's host took more than 5 % of its processor time for others.",
  );
});
