import assert from "node:assert/strict";
import test from "node:test";
import type { Outcome } from "#lib/training/core/acts.ts";
import type { SessionOperator, SignatureView } from "#lib/training/core/training-view.ts";
import { boardRows, firstColumn, minutesNow, restOf } from "./board-view.ts";
import { choosable, fitting } from "./choose-operators.ts";
import type { KeptMark, MarkAct } from "./kept-marks.ts";

const steps = [{ id: "s1" }, { id: "s2" }, { id: "s3" }];
const said = { act: "a", by: "A. Lüders", at: 0, amended: false };

function anOperator(
  id: string,
  rest: { is?: "present" | "late" | "absent"; outcomes?: (Outcome | null)[] } = {},
): SessionOperator {
  const { is, outcomes = [] } = rest;
  return {
    operator: {
      id,
      badge: id,
      name: `Operator ${id}`,
      shift: "Day",
      roles: ["picker"],
      language: "en",
      isChampion: false,
    },
    ...{ hasPin: true, isLocked: false, standing: "at-step", notes: [], declined: null, withdrawn: [], amendments: [] },
    attended: is === undefined ? null : { ...said, is, minutes: null },
    steps: steps.map((step, at) => {
      const outcome = outcomes[at] ?? null;
      return { id: step.id, said: outcome === null ? null : { ...said, outcome } };
    }),
    ...{ operatorSigned: null, trainerSigned: null },
  };
}

let place = 0;
const kept = (operatorId: string, act: MarkAct, refused: string | null = null): KeptMark => {
  place += 1;
  return { id: `k${place}`, board: "p/31", byId: "t", by: "t", place, operatorId, act, refused };
};

test("what is kept here stands over what the server has, the last word of each cell, and is marked", () => {
  const [first, second] = boardRows(
    [anOperator("o1", { is: "present", outcomes: ["helped"] }), anOperator("o2")],
    [
      kept("o1", { do: "outcome", step: "s1", outcome: "not-shown" }),
      kept("o1", { do: "outcome", step: "s1", outcome: "alone" }),
      kept("o1", { do: "noted", text: "left-handed scanner" }),
      kept("o1", { do: "outcome", step: "s2", outcome: "alone" }, "already signed"),
    ],
  );
  assert.deepEqual(first?.steps, [
    { id: "s1", value: "alone", isKept: true },
    { id: "s2", value: null, isKept: false },
    { id: "s3", value: null, isKept: false },
  ]);
  assert.deepEqual([first?.attended.isKept, first?.hasKept, first?.keptNotes], [false, true, ["left-handed scanner"]]);
  assert.deepEqual([second?.attended.value, second?.hasKept], [null, false]);
});

test("a row is signed with one signature of either hand", () => {
  const one = anOperator("o1");
  const signature: SignatureView = {
    ...{ id: "x", by: "o1", at: 0, meaning: "", statement: "", sha256: "", language: "en" },
    ...{ onPaper: null, sealedAt: null, covers: false },
  };
  const rows = boardRows([one, { ...one, operatorSigned: signature }, { ...one, trainerSigned: signature }], []);
  assert.deepEqual(
    rows.map(({ isSigned }) => isSigned),
    [false, true, true],
  );
});

test("the rest alone: only steps without an outcome, only of who is there", () => {
  const cases: [name: string, operator: SessionOperator, rest: string[]][] = [
    ["nothing said", anOperator("o", { is: "present" }), ["s1", "s2", "s3"]],
    ["some said", anOperator("o", { is: "late", outcomes: ["helped", null, "alone"] }), ["s2"]],
    ["all said", anOperator("o", { is: "present", outcomes: ["alone", "helped", "not-shown"] }), []],
    ["absent", anOperator("o", { is: "absent" }), []],
    ["nobody said whether they are there", anOperator("o"), []],
  ];
  for (const [name, operator, rest] of cases)
    assert.deepEqual(
      boardRows([operator], []).map((row) => restOf(row)),
      [rest],
      name,
    );
});

test("work begins in attendance, then in the first step in which somebody who is there has no outcome", () => {
  const cases: [name: string, operators: SessionOperator[], column: string][] = [
    ["nothing said", [anOperator("a"), anOperator("b", { is: "present" })], "attendance"],
    ["all there", [anOperator("a", { is: "present" })], "s1"],
    [
      "who is absent has no outcomes",
      [anOperator("a", { is: "absent" }), anOperator("b", { is: "late", outcomes: ["alone"] })],
      "s2",
    ],
    ["everything said", [anOperator("b", { is: "present", outcomes: ["alone", "helped", "alone"] })], "attendance"],
  ];
  for (const [name, operators, column] of cases)
    assert.equal(firstColumn(boardRows(operators, []), steps), column, name);
});

test("a tap says the minutes of the clock: late since the start, early before the planned end", () => {
  const clock = { startedAt: 0, plannedTo: 120 * 60_000 };
  const cases: [is: "present" | "late" | "left-early" | "absent", nowMs: number, minutes: number | null][] = [
    ["late", 12 * 60_000 + 59_000, 12],
    ["late", 59_000, null],
    ["left-early", 100 * 60_000, 20],
    ["left-early", 121 * 60_000, null],
    ["present", 12 * 60_000, null],
    ["absent", 12 * 60_000, null],
  ];
  for (const [is, nowMs, minutes] of cases)
    assert.equal(minutesNow(is, { ...clock, nowMs }), minutes, `${is} ${nowMs}`);
});

test("operators are found by words, shift, role, and by not being signed in the chosen module", () => {
  const base = { language: "en" as const, isChampion: false };
  const operators = [
    { ...base, id: "1", badge: "0212", name: "Marek Nowak", shift: "Day", roles: ["picker"] },
    { ...base, id: "2", badge: "0187", name: "Ayşe Demir", shift: "Late", roles: ["picker", "gate"] },
  ];
  const cell = { at: null, expiresAt: null, nextAt: null, says: "", sessionId: null };
  const row = { badge: "", name: "", shift: "", roles: [], isChampion: false, needed: 1, isReady: false };
  const coverage = {
    ...{ at: 0, now: 0, timeZone: "Europe/Berlin", launchAt: null, shifts: [], roles: [] },
    modules: [{ id: "m3", code: "M3", name: "QC gates", version: 1, minutes: 120 }],
    rows: [
      { ...row, operatorId: "1", cells: [{ ...cell, kind: "signed" as const, says: "9 Nov" }] },
      { ...row, operatorId: "2", cells: [{ ...cell, kind: "not-attended" as const }] },
    ],
  };
  const all = choosable(operators, coverage, "m3");
  assert.deepEqual(
    all.map(({ says, isSigned }) => [says, isSigned]),
    [
      ["9 Nov", true],
      ["not attended", false],
    ],
  );
  const any = { words: "", shift: "", role: "", isNotSigned: false };
  const cases: [name: string, filter: Partial<typeof any>, ids: string[]][] = [
    ["nothing asked", {}, ["1", "2"]],
    ["words in any order and case", { words: "now 02" }, ["1"]],
    ["a shift", { shift: "Late" }, ["2"]],
    ["a role", { role: "gate" }, ["2"]],
    ["not signed", { isNotSigned: true }, ["2"]],
    ["all of it", { words: "marek", isNotSigned: true }, []],
  ];
  for (const [name, filter, ids] of cases)
    assert.deepEqual(
      fitting(all, { ...any, ...filter }).map(({ id }) => id),
      ids,
      name,
    );
});
