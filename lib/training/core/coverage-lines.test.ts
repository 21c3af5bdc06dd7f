import assert from "node:assert/strict";
import test from "node:test";
import { type CoverageAsked, coverageLines, reminders } from "./coverage-lines.ts";
import type { Cell, CoverageRow, CoverageView } from "./coverage-view.ts";

const kinds: Record<string, Cell["kind"]> = {
  ...{ s: "signed", d: "due", e: "expired", n: "not-attended", "-": "not-needed" },
};

/** "Nowak Day sd picker" */
function row(text: string): CoverageRow {
  const [name = "", shift = "", letters = "", ...roles] = text.split(" ");
  const cells = [...letters].map((letter, place) => ({
    ...{ kind: kinds[letter] ?? "due", at: null, expiresAt: null, says: "", sessionId: null },
    nextAt: letter === "d" ? 10 + place : null,
  }));
  const needed = cells.filter(({ kind }) => kind !== "not-needed").length;
  const isReady = needed > 0 && cells.every(({ kind }) => kind === "signed" || kind === "not-needed");
  return { operatorId: name, badge: `0${name.length}`, name, shift, roles, isChampion: false, needed, isReady, cells };
}

const people = [
  ...["Nowak Day sd picker", "Demir Day dn picker", "Guest Day -- visitor"],
  ...["A", "B", "C", "D", "E"].map((name) => `${name} Day ss picker`),
  ...["Terhorst Late se driver", "Pham Late s- driver"],
];
const sums = { ready: 0, of: 0, withoutNeed: 0, champions: 0, firstTurnAt: null };
const view: CoverageView = {
  ...{ at: 0, now: 0, timeZone: "UTC", launchAt: 5, roles: [], rows: people.map(row) },
  modules: ["M1", "M2"].map((code) => ({ id: code, code, name: code, version: 1, minutes: 60 })),
  shifts: ["Day", "Late", "Night"].map((shift) => ({ shift, ...sums, countsForLaunch: shift === "Day" })),
};
const all: CoverageAsked = { q: "", shift: "", role: "", module: "", state: "all" };

const cases: [name: string, asked: Partial<CoverageAsked>, lines: string][] = [
  ["who is signed folds", {}, "Day: Nowak Demir Guest A B C +2 Late: Terhorst Pham"],
  ["one shift", { shift: "Late" }, "Late: Terhorst Pham"],
  ["one role", { role: "driver" }, "Late: Terhorst Pham"],
  ["a name", { q: "dem" }, "Day: Demir"],
  ["every word", { q: "DRIVER ham" }, "Late: Pham"],
  ["a name of those who fold", { q: "picker" }, "Day: Nowak Demir A B C D E"],
  ["nobody", { q: "xyz" }, ""],
  ["not ready", { state: "not-ready" }, "Day: Nowak Demir Late: Terhorst"],
  ["not ready for the launch", { state: "launch" }, "Day: Nowak Demir"],
  ["due", { state: "due" }, "Day: Nowak Demir"],
  ["due in M1", { state: "due", module: "M1" }, "Day: Demir"],
  ["expired", { state: "expired" }, "Late: Terhorst"],
  ["no module", { state: "no-module" }, "Day: Guest"],
  ["who needs M2", { module: "M2" }, "Day: Nowak Demir A B C +2 Late: Terhorst"],
  ["a module that is gone", { module: "M9" }, "Day: Nowak Demir Guest A B C +2 Late: Terhorst Pham"],
];

function text(asked: Partial<CoverageAsked>, unfolded: string[] = []): string {
  const lines = coverageLines(view, { ...all, ...asked }, new Set(unfolded));
  return lines
    .map((line) => {
      if (line.kind === "shift") return `${line.shift.shift}:`;
      return line.kind === "fold" ? `+${line.count}` : line.row.name;
    })
    .join(" ");
}

test("which lines are shown", () => {
  for (const [name, asked, lines] of cases) assert.equal(text(asked), lines, name);
  assert.equal(text({}, ["Day"]), "Day: Nowak Demir Guest A B C D E Late: Terhorst Pham");
});

test("whom to remind: on shift at launch and not signed, with what is missing and when they come", () => {
  assert.deepEqual(
    reminders(view).map(({ row, codes, nextAt }) => [row.name, codes.join(" "), nextAt]),
    [
      ["Nowak", "M2", 11],
      ["Demir", "M1 M2", 10],
    ],
  );
});
