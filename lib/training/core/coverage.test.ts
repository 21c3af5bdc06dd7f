import assert from "node:assert/strict";
import test from "node:test";
import { type CoverageInput, coverage, coverageUntil, shownCoverage } from "./coverage.ts";
import type { Attempt } from "./coverage-cell.ts";
import type { Operator } from "./module.ts";

const at = (text: string) => Date.parse(`${text}:00+01:00`);
const now = at("2026-11-21T10:46");

const operator = (name: string, shift: string, rest: Partial<Operator> = {}): Operator => ({
  ...{ id: name, badge: name, name, shift, roles: ["picker"], language: "en", isChampion: false },
  ...rest,
});
const module = (code: string, validForDays: number | null = null) => ({
  ...{ id: code, code, name: code },
  versions: [{ id: code, number: 1, minutes: 120, validForDays, dueForRoles: [] }],
});
const signed = (operatorId: string, moduleId: string): Attempt => ({
  ...{ operatorId, moduleId, sessionId: "s", version: 1, state: "closed", plannedFrom: at("2026-11-09T08:00") },
  ...{ standing: "signed", signedAt: at("2026-11-09T10:00"), signatures: [`${operatorId}-o`, `${operatorId}-t`] },
});
const weekdays = [1, 2, 3, 4, 5];
const input: CoverageInput = {
  ...{ at: now, now, timeZone: "Europe/Berlin" },
  shifts: [
    { name: "Day", weekdays, from: "06:00", to: "14:00" },
    { name: "Late", weekdays, from: "14:00", to: "22:00" },
    { name: "Night", weekdays: [7, 1, 2, 3, 4], from: "22:00", to: "06:00" },
  ],
  window: { fromMs: at("2026-11-26T08:00"), toMs: at("2026-11-26T12:00") },
  operators: [
    operator("Wübbena", "Day"),
    operator("Özdemir", "Day"),
    operator("Nowak", "Day", { isChampion: true }),
    operator("Guest", "Day", { roles: ["visitor"] }),
    operator("Terhorst", "Late", { roles: ["picker", "driver"] }),
    operator("Kovalenko", "Weekend"),
    operator("Nobody", ""),
  ],
  requirements: [
    { role: "picker", moduleId: "M1" },
    { role: "driver", moduleId: "M2" },
  ],
  modules: [module("M1", 30), module("M2")],
  attempts: [signed("Wübbena", "M1"), signed("Terhorst", "M1"), signed("Guest", "M2")],
};

test("of each shift whoever is not ready comes first, then by name; shifts in the calendar's order", () => {
  const { rows } = coverage(input);
  assert.deepEqual(
    rows.map(({ name, isReady }) => `${name}${isReady ? " ready" : ""}`),
    ["Nowak", "Özdemir", "Guest", "Wübbena ready", "Terhorst", "Kovalenko", "Nobody"],
  );
});

test("who needs no module is not ready, and counted apart", () => {
  const { rows, shifts } = coverage(input);
  const guest = rows.find(({ name }) => name === "Guest");
  assert.deepEqual(
    [guest?.needed, guest?.isReady, guest?.cells.map(({ kind }) => kind)],
    [0, false, ["not-needed", "not-needed"]],
  );
  assert.deepEqual([shifts[0]?.of, shifts[0]?.ready, shifts[0]?.withoutNeed, shifts[0]?.champions], [3, 1, 1, 1]);
});

const shiftCases: [name: string, window: [from: string, to: string] | null, counts: string[], first: string | null][] =
  [
    ["inside the day shift", ["2026-11-26T08:00", "2026-11-26T12:00"], ["Day"], "2026-11-26T14:00"],
    ["over the change of shifts", ["2026-11-26T12:00", "2026-11-26T16:00"], ["Day", "Late"], "2026-11-26T14:00"],
    ["ends as the late shift begins", ["2026-11-26T08:00", "2026-11-26T14:00"], ["Day"], "2026-11-26T14:00"],
    [
      "in the night: the shift began the day before",
      ["2026-11-26T02:00", "2026-11-26T04:00"],
      ["Night"],
      "2026-11-26T14:00",
    ],
    ["on a Saturday nobody works", ["2026-11-28T08:00", "2026-11-28T12:00"], [], "2026-11-30T14:00"],
    ["no window is set", null, [], "2026-11-23T14:00"],
  ];

test("which shifts count for the launch, and when the late shift first works from then on", () => {
  for (const [name, window, counts, first] of shiftCases) {
    const span = window && { fromMs: at(window[0]), toMs: at(window[1]) };
    const { shifts } = coverage({ ...input, window: span });
    assert.deepEqual(
      shifts.filter((one) => one.countsForLaunch).map(({ shift }) => shift),
      counts,
      name,
    );
    assert.equal(shifts[1]?.firstTurnAt ?? null, first && at(first), name);
  }
  const { shifts } = coverage(input);
  assert.deepEqual(
    shifts.map(({ shift }) => shift),
    ["Day", "Late", "Night", "Weekend", ""],
  );
  assert.deepEqual(shifts[3], {
    shift: "Weekend",
    ready: 0,
    of: 1,
    withoutNeed: 0,
    champions: 0,
    firstTurnAt: null,
    countsForLaunch: false,
  });
});

test("of each role: who is ready with everything, of those who need something", () => {
  assert.deepEqual(coverage(input).roles, [
    { role: "driver", ready: 0, of: 1 },
    { role: "picker", ready: 1, of: 6 },
    { role: "visitor", ready: 0, of: 0 },
  ]);
});

test("the doors' answer names no signatures", () => {
  const [row] = shownCoverage(coverage(input)).rows;
  assert.ok(row?.cells.every((cell) => !("signatures" in cell)));
});

test("it holds until a sign-off runs out, at most to the end of the site's day", () => {
  assert.equal(coverageUntil(coverage(input)), at("2026-11-22T00:00"));
  const modules = [module("M1", 12), module("M2")];
  const late = coverage({ ...input, modules, at: at("2026-11-21T23:00"), now: at("2026-11-21T23:00") });
  assert.equal(coverageUntil(late), at("2026-11-22T00:00"));
  const ahead = coverage({ ...input, modules: [module("M1", 11), module("M2")] });
  assert.equal(ahead.rows.find(({ name }) => name === "Wübbena")?.isReady, false);
});
