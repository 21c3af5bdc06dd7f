import assert from "node:assert/strict";
import test from "node:test";
import type { StandingKind, TrainingScope } from "#lib/checklist/core/item.ts";
import type { JudgedCell } from "#lib/training/core/coverage-cell.ts";
import {
  type CountingRun,
  parityStanding,
  rehearsalStanding,
  runStanding,
  type TrainingSeen,
  trainingStanding,
} from "./linked-standing.ts";

const ended = (kind: "pass" | "fail" | "inconclusive", sentence: string): CountingRun => {
  return {
    number: 42,
    state: "ended",
    endedAt: 5,
    endedSentence: null,
    verdict: { kind, reasons: [{ sentence }], criteria: [] },
  };
};
const runs: [run: CountingRun | null, kind: StandingKind, sentence: string][] = [
  [null, "open", "Sustained: no run that counts for the launch yet."],
  [{ ...ended("pass", ""), state: "running", verdict: null }, "running", "Run 42 has not ended yet."],
  [ended("pass", ""), "good", "Passed in run 42."],
  [ended("fail", "p99 612 ms over 500 ms."), "failed", "p99 612 ms over 500 ms in run 42."],
  [ended("inconclusive", "The run was stopped early."), "inconclusive", "The run was stopped early in run 42."],
  [{ ...ended("pass", ""), verdict: null, endedSentence: "Refused." }, "inconclusive", "Refused in run 42."],
];

test("where a required run stands", () => {
  for (const [run, kind, sentence] of runs) {
    const standing = runStanding(run, "Sustained");
    assert.deepEqual([standing.kind, standing.sentence], [kind, sentence]);
    assert.equal(standing.evidence, run === null ? "" : "run 42");
  }
});

test("where parity stands", () => {
  const seen = {
    isGood: false,
    tooManyDiffer: false,
    missing: "needs 9 h more",
    ruleVersion: 3,
    windowFrom: null,
    lastAt: 7,
  };
  assert.deepEqual(parityStanding(seen), {
    ...{ kind: "open", sentence: "Parity is not enough yet: needs 9 h more.", evidence: "rules 3 window all" },
    ...{ at: 7, expiresAt: null },
  });
  assert.equal(parityStanding({ ...seen, tooManyDiffer: true }).kind, "failed");
  assert.equal(parityStanding({ ...seen, isGood: true }).kind, "good");
});

const day = 86_400_000;
const limits = { mostMinutes: 15, validForSeconds: null, now: 8 * day };
const at = (days: number, durationSeconds = 720) => {
  return { name: "rehearsal 3", rehearsedAt: days * day, durationSeconds, environment: "staging" };
};
const rehearsals: [what: string, seen: ReturnType<typeof at> | null, valid: number | null, kind: StandingKind][] = [
  ["none", null, null, "open"],
  ["in time", at(7), null, "good"],
  ["to the second", at(7, 900), null, "good"],
  ["a second too long", at(7, 901), null, "failed"],
  ["too long stays failed, however old", at(0, 901), null, "failed"],
  ["seven days ago", at(1), null, "stale"],
  ["less than seven days ago", at(1.001), null, "good"],
  ["two days ago where one is allowed", at(6), 86_400, "stale"],
  ["ten days ago where thirty are allowed", at(-2), 30 * 86_400, "good"],
];

test("where the rehearsal of the way back stands", () => {
  for (const [what, seen, validForSeconds, kind] of rehearsals)
    assert.equal(rehearsalStanding(seen, { ...limits, validForSeconds }).kind, kind, what);
  assert.match(rehearsalStanding(at(7, 901), limits).sentence, /took 15 min 1 s on staging, at most 15 min/);
});

/** One letter a module: s signed, e expired, d due, n not attended, - not needed. */
const cellOf: Record<string, JudgedCell["kind"]> = {
  s: "signed",
  e: "expired",
  d: "due",
  n: "not-attended",
  "-": "not-needed",
};

function cell(letter: string, name: string, place: number): JudgedCell {
  const kind = cellOf[letter] ?? "due";
  const isSigned = kind === "signed";
  const signed = { at: 5 + place, expiresAt: 100 - place, signatures: [`${name}${place}o`, `${name}${place}t`] };
  const rest = { nextAt: null, sessionId: null, says: "" };
  return { kind, ...rest, ...(isSigned ? signed : { at: null, expiresAt: null, signatures: [] }) };
}

function trained(people: readonly string[], launchAt: number | null = 50): TrainingSeen {
  const rows = people.map((one) => {
    const [name = "", shift = "", letters = ""] = one.split(" ");
    const cells = [...letters].map((letter, place) => cell(letter, name, place));
    const needed = cells.filter(({ kind }) => kind !== "not-needed").length;
    const isReady = needed > 0 && cells.every(({ kind }) => kind === "signed" || kind === "not-needed");
    return { operatorId: name, badge: name, name, shift, roles: [], isChampion: false, needed, isReady, cells };
  });
  const modules = ["M1", "M2", "M3", "M4"].map((code) => ({ id: code, code, name: code, version: 1, minutes: 120 }));
  const sums = { ready: 0, of: 0, withoutNeed: 0, champions: 0, firstTurnAt: null };
  const shifts = ["Day", "Late"].map((shift) => ({
    shift,
    ...sums,
    countsForLaunch: launchAt !== null && shift === "Day",
  }));
  return { rows, modules, shifts, launchAt };
}

const day2 = ["Nowak Day ssd-", "Demir Day sssn", "Wübbena Day ssss"];
const trainings: [people: string[], scope: TrainingScope, kind: StandingKind, sentence: string, launchAt?: null][] = [
  [[], "launch-shifts", "open", "No operator is on record yet."],
  [["Nowak Day ----"], "launch-shifts", "open", "No role of an operator needs a module yet."],
  [["Nowak Day ----"], "everybody", "open", "No role of an operator needs a module yet."],
  [["Nowak Day ssss"], "launch-shifts", "open", "No go-live window is set, so no shift is known to launch.", null],
  [["Nowak Late ssss"], "launch-shifts", "open", "No operator who needs a module is on shift in the go-live window."],
  [["Nowak Day ssss", "Demir Late nnnn"], "launch-shifts", "good", "The only one who counts, Nowak, is signed."],
  [["Nowak Day s---", "Demir Day ss--"], "launch-shifts", "good", "All 2 on shift at launch are signed."],
  [
    ["Nowak Day s---", "Demir Day ss--", "Guest Day ----"],
    "launch-shifts",
    "good",
    "All 2 on shift at launch are signed. 1 more needs no module.",
  ],
  [["Nowak Day s---", "Demir Late s---"], "everybody", "good", "All 2 operators are signed.", null],
  [day2, "launch-shifts", "failed", "2 of 3 on shift at launch are not signed: Nowak (M3), Demir (M4)."],
  [
    ["Nowak Day sse-", "Demir Day ssss"],
    "launch-shifts",
    "failed",
    "1 of 2 on shift at launch is not signed: Nowak (M3).",
  ],
  [
    ["A Day sssn", "B Day nnnn", "C Day ssnn", "D Day snnn", "E Late nnnn"],
    "everybody",
    "failed",
    "5 of 5 operators are not signed: B (M1, M2, M3, …), E (M1, M2, M3, …), D (M2, M3, M4) and 2 more.",
  ],
];

const digest = (text: string) => text;

test("where training stands", () => {
  for (const [people, scope, kind, sentence, launchAt = 50] of trainings) {
    const standing = trainingStanding(trained(people, launchAt), { scope, digest });
    assert.deepEqual([standing.kind, standing.sentence], [kind, sentence]);
  }
  const { at, expiresAt } = trainingStanding(trained(["Nowak Day ssss", "Demir Day ss--"]), {
    scope: "everybody",
    digest,
  });
  assert.deepEqual([at, expiresAt], [8, 97]);
});

test("the evidence of training is everybody who counts with their signatures", () => {
  const evidenceOf = (people: string[], scope: TrainingScope = "launch-shifts") =>
    trainingStanding(trained(people), { scope, digest: (text) => `${text.length} ${[...text].sort().join("")}` })
      .evidence;
  const two = ["Nowak Day ss--", "Demir Day s---"];
  const was = evidenceOf(two);
  assert.equal(evidenceOf([...two].reverse()), was, "whatever the order");
  assert.equal(evidenceOf([...two, "Terhorst Late nnnn"]), was, "another shift");
  assert.notEqual(evidenceOf([...two, "Terhorst Late nnnn"], "everybody"), was, "everybody counts");
  assert.notEqual(evidenceOf([...two, "Petrova Day s---"]), was, "somebody joined");
  assert.notEqual(evidenceOf([...two, "Guest Day ----"]), was, "somebody joined who needs nothing");
  assert.notEqual(evidenceOf(["Nowak Day sn--", "Demir Day s---"]), was, "a signature was withdrawn");
});
