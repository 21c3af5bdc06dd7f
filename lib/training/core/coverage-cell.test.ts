import assert from "node:assert/strict";
import test from "node:test";
import { type Attempt, coverageCell } from "./coverage-cell.ts";
import type { CellKind } from "./coverage-view.ts";
import { siteDays } from "./site-days.ts";

const zone = "Europe/Berlin";
const days = siteDays(zone);
const at = (text: string) => Date.parse(`${text}:00+01:00`);
/** A Saturday. */
const now = at("2026-11-21T10:46");

const attempt = (plannedFrom: string, standing: Attempt["standing"], rest: Partial<Attempt> = {}): Attempt => ({
  ...{ operatorId: "nowak", sessionId: plannedFrom, moduleId: "m3", version: 1, state: "closed", standing },
  plannedFrom: at(plannedFrom),
  ...(standing === "signed"
    ? { signedAt: at(plannedFrom) + 3_600_000, signatures: ["a", "b"] }
    : { signedAt: null, signatures: [] }),
  ...rest,
});
const planned = (from: string) => attempt(from, "unsaid", { state: "planned" });
const version = (number: number, rest: { validForDays?: number; dueForRoles?: string[] } = {}) => ({
  ...{ id: `v${number}`, number, minutes: 120, validForDays: null, dueForRoles: [] },
  ...rest,
});
type Case = [name: string, attempts: Attempt[], kind: CellKind, says: string, versions?: ReturnType<typeof version>[]];

const signed9 = attempt("2026-11-09T08:00", "signed");
const cases: Case[] = [
  ["nothing was ever planned", [], "not-attended", "not attended"],
  ["signed by both", [signed9], "signed", "9 Nov"],
  ["signed today", [attempt("2026-11-21T08:00", "signed")], "signed", "today"],
  ["signed last year", [attempt("2025-11-09T08:00", "signed")], "signed", "9 Nov 2025"],
  ["planned on Monday", [planned("2026-11-23T09:30")], "due", "due Mon"],
  ["planned today", [planned("2026-11-21T14:00")], "due", "due today"],
  ["planned a week ahead: the weekday would mean another day", [planned("2026-11-28T09:30")], "due", "due 28 Nov"],
  ["planned yesterday and never opened", [planned("2026-11-20T09:30")], "due", "due 20 Nov"],
  ["two are planned: the first", [planned("2026-11-23T09:30"), planned("2026-11-25T09:30")], "due", "due Mon"],
  ["called off", [attempt("2026-11-23T09:30", "unsaid", { state: "called-off" })], "not-attended", "not attended"],
  ["was absent", [attempt("2026-11-09T08:00", "absent")], "not-attended", "not attended"],
  ["nobody said whether they came", [attempt("2026-11-09T08:00", "unsaid")], "not-attended", "not attended"],
  [
    "was absent, comes on Monday",
    [attempt("2026-11-09T08:00", "absent"), planned("2026-11-23T08:00")],
    "due",
    "due Mon",
  ],
  ["the trainer has not signed", [attempt("2026-11-20T08:00", "operator-signed")], "due", "waits for the trainer"],
  ["in the room", [attempt("2026-11-21T09:30", "at-step", { state: "open" })], "due", "not finished"],
  ["may sign", [attempt("2026-11-21T09:30", "ready", { state: "open" })], "due", "not signed yet"],
  ["did not agree", [attempt("2026-11-20T08:00", "declined")], "due", "did not agree"],
  ["left", [attempt("2026-11-20T08:00", "left-early")], "due", "left early"],
  ["with help", [attempt("2026-11-20T08:00", "needs-help")], "due", "with help"],
  [
    "with help, another is planned",
    [attempt("2026-11-20T08:00", "needs-help"), planned("2026-11-23T08:00")],
    "due",
    "with help, again Mon",
  ],
  ["with help, then alone", [attempt("2026-11-08T08:00", "needs-help"), signed9], "signed", "9 Nov"],
  ["alone, then with help", [signed9, attempt("2026-11-20T08:00", "needs-help")], "due", "with help"],
  ["alone, then absent", [signed9, attempt("2026-11-20T08:00", "absent")], "signed", "9 Nov"],
  ["alone, then did not sign", [signed9, attempt("2026-11-20T08:00", "declined")], "signed", "9 Nov"],
  ["alone, a refresher is planned", [signed9, planned("2026-11-23T08:00")], "signed", "9 Nov"],
  ["counts to the end of its last day", [signed9], "signed", "9 Nov", [version(1, { validForDays: 12 })]],
  ["is over", [signed9], "expired", "expired 20 Nov", [version(1, { validForDays: 11 })]],
  [
    "is over, another is planned",
    [signed9, planned("2026-11-23T08:00")],
    "expired",
    "expired 20 Nov",
    [version(1, { validForDays: 11 })],
  ],
  ["a newer version asks nobody", [signed9], "signed", "9 Nov", [version(1), version(2)]],
  ["a newer version asks others", [signed9], "signed", "9 Nov", [version(1), version(2, { dueForRoles: ["driver"] })]],
  [
    "a newer version asks pickers",
    [signed9],
    "due",
    "new version",
    [version(1), version(2, { dueForRoles: ["picker"] })],
  ],
  [
    "one asked again before the newest",
    [signed9],
    "due",
    "new version",
    [version(1), version(2, { dueForRoles: ["picker"] }), version(3)],
  ],
  [
    "its own version asked again",
    [{ ...signed9, version: 2 }],
    "signed",
    "9 Nov",
    [version(1), version(2, { dueForRoles: ["picker"] })],
  ],
  [
    "asked again, comes on Monday",
    [signed9, planned("2026-11-23T08:00")],
    "due",
    "due Mon",
    [version(1), version(2, { dueForRoles: ["picker"] })],
  ],
  [
    "the newest sign-off is for an older version than one before it: the newest is looked at",
    [
      { ...attempt("2026-11-08T08:00", "signed"), version: 2 },
      { ...signed9, version: 2 },
    ],
    "signed",
    "9 Nov",
    [version(2)],
  ],
];

const asked = { roles: ["picker"], isNeeded: true, at: now, now, days };

test("where an operator stands with a module", () => {
  for (const [name, attempts, kind, says, versions = [version(1)]] of cases) {
    const cell = coverageCell({ ...asked, attempts, versions });
    assert.deepEqual([cell.kind, cell.says], [kind, says], name);
    assert.deepEqual(cell.signatures, kind === "signed" ? ["a", "b"] : [], name);
  }
});

test("what no role asks for is not needed, signed or not", () => {
  const cell = coverageCell({ ...asked, isNeeded: false, attempts: [signed9], versions: [version(1)] });
  assert.deepEqual([cell.kind, cell.signatures], ["not-needed", []]);
});

test("judged on launch day, a sign-off that counts today may be over", () => {
  const versions = [version(1, { validForDays: 14 })];
  const kindAt = (moment: number) => coverageCell({ ...asked, at: moment, attempts: [signed9], versions }).kind;
  assert.equal(kindAt(now), "signed");
  assert.equal(kindAt(at("2026-11-24T00:00") - 1), "signed");
  assert.equal(kindAt(at("2026-11-24T00:00")), "expired");
});

test("the last day has an hour more when clocks go back", () => {
  const signed = attempt("2026-10-20T08:00", "signed");
  const cell = coverageCell({ ...asked, attempts: [signed], versions: [version(1, { validForDays: 5 })] });
  assert.equal(cell.expiresAt, Date.parse("2026-10-26T00:00:00+01:00"));
});
