import assert from "node:assert/strict";
import test from "node:test";
import type { Step } from "../../launch/core/plan.ts";
import { wallNext } from "./wall-next.ts";

const minute = 60_000;
const windowFrom = 10_000 * minute;

function aStep(offsetMinutes: number, change: Partial<Step> = {}): Step {
  return {
    ...{ id: `s${offsetMinutes}`, part: "sequence", offsetMinutes, title: `At ${offsetMinutes}`, owner: "Ada" },
    plannedAt: windowFrom + offsetMinutes * minute,
    ...{ pointOfNoReturn: "", checklistId: null, startedAt: null, startedBy: null, doneAt: null, doneBy: null },
    ...{ says: null, leftOut: null, version: 1 },
    ...change,
  };
}

const titles = (steps: readonly Step[]) => wallNext(steps, [], windowFrom).steps.map(({ title }) => title);

test("what is neither done nor left out comes, of all parts, by planned time", () => {
  const hypercare = aStep(30, { part: "hypercare" });
  const programme = aStep(-14_400, { part: "programme" });
  const cases: [name: string, steps: Step[], shown: string[]][] = [
    ["no plan", [], []],
    ["parts between each other", [hypercare, programme, aStep(5)], ["At -14400", "At 5", "At 30"]],
    [
      "done and left out ones",
      [aStep(1, { startedAt: 1, doneAt: 2 }), aStep(2, { leftOut: "no" }), aStep(3)],
      ["At 3"],
    ],
    ["one under way", [aStep(2), aStep(1, { startedAt: 5 })], ["At 1", "At 2"]],
    ["without a window", [aStep(2, { plannedAt: null }), aStep(-1, { plannedAt: null })], ["At -1", "At 2"]],
  ];
  for (const [name, steps, shown] of cases) assert.deepEqual(titles(steps), shown, name);
});

test("eight at most; the rest is counted", () => {
  const steps = (n: number) => Array.from({ length: n }, (_, at) => aStep(at));
  for (const [n, shown, more] of [
    [0, 0, 0],
    [8, 8, 0],
    [9, 8, 1],
    [40, 8, 32],
  ] as const) {
    const next = wallNext(steps(n), [], 0);
    assert.deepEqual([next.steps.length, next.more], [shown, more], `${n} steps`);
  }
});

test("how far behind its plan a step is, and what it is", () => {
  const cases: [name: string, step: Step, now: number, behind: number | null, state: string][] = [
    ["before its time", aStep(5), windowFrom, 0, "open"],
    ["after its time", aStep(5), windowFrom + 8 * minute, 3 * minute, "open"],
    ["under way after its time", aStep(5, { startedAt: 1 }), windowFrom + 6 * minute, minute, "under way"],
    ["without a window", aStep(5, { plannedAt: null }), windowFrom, null, "open"],
  ];
  for (const [name, step, now, behindMs, state] of cases) {
    const [shown] = wallNext([step], [], now).steps;
    assert.deepEqual([shown?.behindMs, shown?.state], [behindMs, state], name);
  }
});

test("whom the plan asks for, with long names as they are, and duties that nobody holds", () => {
  const who = "Prof. Dr. Annegret Müller-Lüdenscheidt-Schwarzenbergerin";
  const wanted = [
    { duty: "station-owner", station: "Betriebsleitung Wareneingang", who: "the shift lead", held: [who] },
    { duty: "decider", station: "", who: "two of the board", held: [] },
  ];
  assert.deepEqual(wallNext([], wanted, 0).people, [
    { duty: "station-owner", station: "Betriebsleitung Wareneingang", held: [who] },
    { duty: "decider", station: "", held: [] },
  ]);
});
