import assert from "node:assert/strict";
import test from "node:test";
import type { Attendance, OperatorAct, Outcome, SaidTrainingAct, SessionAct, SignedAct, TrainingAct } from "./acts.ts";
import { missingIn, missingText } from "./missing.ts";
import {
  covers,
  isSigned,
  type OperatorStanding,
  operatorStanding,
  operatorState,
  type SessionState,
  sessionState,
} from "./session-state.ts";
import type { Shown } from "./shown.ts";

const steps = ["s1", "s2"].map((id) => ({ id, shows: { en: id } }));

const attended = (is: Attendance, minutes: number | null = null): OperatorAct => ({ do: "attended", is, minutes });
const outcome = (step: string, what: Outcome): OperatorAct => ({ do: "outcome", step, outcome: what });
const [there, one, two] = [attended("present"), outcome("s1", "alone"), outcome("s2", "alone")];
const able = [there, one, two];

/** Over attendance `is` and every step alone. */
function signed(as: "operator" | "trainer", is: Attendance = "present", minutes: number | null = null): SignedAct {
  const shown: Shown = {
    ...{ as, language: "en", attended: { is, minutes }, statement: "I can.", meaning: "It is true." },
    session: { id: "t", name: "TS-001", place: "Hall 2", trainer: "Ada", startedAt: null },
    module: { id: "m", code: "M3", name: "Gates", version: 1, minutes: 120 },
    operator: { id: "ann", badge: "1", name: "Ann", shift: "Day" },
    steps: steps.map(({ id }) => ({ id, shows: id, outcome: "alone" })),
  };
  return { do: "signed", as, shown, sha256: "0".repeat(64), language: "en", kiosk: null, sealedAt: null, paper: null };
}
const [op, tr] = [signed("operator"), signed("trainer")];
const declined: OperatorAct = { do: "declined", reason: "not so", kiosk: null };
/** Acts have the ids "0", "1", … in their order. */
const back = (about: number): OperatorAct => ({ do: "withdrawn", about: String(about), reason: "wrong person" });
const amend = (about: number, to: Extract<OperatorAct, { do: "amended" }>["to"]): OperatorAct => ({
  ...{ do: "amended", about: String(about), to, reason: "wrong line" },
});
const helped = { do: "outcome", step: "s1", outcome: "helped" } as const;
const alone = { do: "outcome", step: "s1", outcome: "alone" } as const;
const late5 = { do: "attended", is: "late", minutes: 5 } as const;

const said = (acts: readonly TrainingAct[], operatorId: string | null = "ann"): SaidTrainingAct[] =>
  acts.map((act, at) => ({ id: String(at), operatorId, act, byId: "a", by: "Ada", at }));
const stateOf = (acts: readonly OperatorAct[]) => operatorState(said(acts), "ann");

const cases: [name: string, acts: OperatorAct[], expected: OperatorStanding][] = [
  ["nothing was said", [], "unsaid"],
  ["outcomes without attendance", [one, two], "unsaid"],
  ["absent", [attended("absent")], "absent"],
  ["absent, whatever was shown before", [...able, attended("absent")], "absent"],
  ["left early with every step alone", [attended("left-early", 30), one, two], "left-early"],
  ["there, nothing shown yet", [there], "at-step"],
  ["one step of two", [there, one], "at-step"],
  ["one helped, one to come", [there, outcome("s1", "helped")], "at-step"],
  ["one helped", [there, outcome("s1", "helped"), two], "needs-help"],
  ["one not shown", [there, one, outcome("s2", "not-shown")], "needs-help"],
  ["helped, then alone", [there, outcome("s1", "helped"), two, one], "ready"],
  ["all alone", able, "ready"],
  ["late, all alone", [attended("late", 12), one, two], "ready"],
  ["declined", [...able, declined], "declined"],
  ["declined, then signed", [...able, declined, op], "operator-signed"],
  ["declined after helped: help counts", [there, outcome("s1", "helped"), two, declined], "needs-help"],
  ["operator signed", [...able, op], "operator-signed"],
  ["both signed", [...able, op, tr], "signed"],
  ["trainer alone does not count", [...able, tr], "ready"],
  ["operator's taken back", [...able, op, tr, back(3)], "ready"],
  ["trainer's taken back", [...able, op, tr, back(4)], "operator-signed"],
  ["taken back and signed again", [...able, op, tr, back(3), op], "signed"],
  ["amended before it was signed", [...able, amend(0, late5)], "ready"],
  ["amended after: to be signed again", [...able, op, tr, amend(0, late5)], "ready"],
  ["and signed again by one", [...able, op, tr, amend(0, late5), signed("operator", "late", 5)], "operator-signed"],
  [
    "and by both",
    [...able, op, tr, amend(0, late5), signed("operator", "late", 5), signed("trainer", "late", 5)],
    "signed",
  ],
  ["other minutes are another thing", [...able, op, amend(0, { ...late5, is: "present" })], "ready"],
  ["amended to help", [...able, op, tr, amend(1, helped)], "needs-help"],
  ["amended to help and back: what was signed stands", [...able, op, tr, amend(1, helped), amend(1, alone)], "signed"],
  ["amended to absent", [...able, op, tr, amend(0, { ...late5, is: "absent", minutes: null })], "absent"],
  ["a newer one that was taken back does not bring the older back", [...able, op, op, back(4)], "ready"],
  ["taking back what another followed changes nothing", [...able, op, op, back(3)], "operator-signed"],
];

test("where an operator stands, from what was said", () => {
  for (const [name, acts, expected] of cases) assert.equal(operatorStanding(stateOf(acts), steps), expected, name);
});

test("a module without steps can never be signed", () => {
  assert.equal(operatorStanding(stateOf([there]), []), "needs-help");
});

test("acts about others change nothing", () => {
  assert.equal(operatorStanding(operatorState(said(able, "ben"), "ann"), steps), "unsaid");
});

test("the original is kept beside its amendment, and says who amended it", () => {
  const noted: OperatorAct = { do: "noted", text: "quick" };
  const state = stateOf([...able, noted, amend(3, { do: "noted", text: "slow" }), amend(1, helped)]);
  assert.deepEqual(
    state.notes.map(({ act, text, amended }) => [act, text, amended]),
    [["3", "slow", true]],
  );
  assert.deepEqual([state.outcomes.get("s1")?.act, state.outcomes.get("s1")?.amended], ["1", true]);
  assert.deepEqual(
    state.amendments.map(({ id, about }) => [id, about]),
    [
      ["4", "3"],
      ["5", "1"],
    ],
  );
});

test("a signature stands until it is taken back, also one that covers no more", () => {
  const state = stateOf([...able, op, amend(1, helped)]);
  assert.deepEqual([covers(state.operatorSigned, state), isSigned(state)], [false, true]);
  assert.equal(isSigned(stateOf([...able, op, tr, back(3)])), true, "the trainer's stands");
  assert.equal(isSigned(stateOf([...able, op, back(3)])), false);
  assert.deepEqual(
    stateOf([...able, op, tr, back(3), back(4)]).withdrawn.map(({ signature }) => signature.id),
    ["4", "3"],
  );
});

const reason = "as said";
const sessions: [acts: SessionAct[], expected: SessionState][] = [
  [[], "planned"],
  [[{ do: "said", text: "x" }], "planned"],
  [[{ do: "taken-over", from: "Ada", reason }], "planned"],
  [[{ do: "opened" }], "open"],
  [[{ do: "opened" }, { do: "taken-over", from: "Ada", reason }, { do: "said", text: "x" }], "open"],
  [[{ do: "opened" }, { do: "closed", says: "" }], "closed"],
  [[{ do: "opened" }, { do: "closed", says: "" }, { do: "said", text: "x" }], "closed"],
  [[{ do: "opened" }, { do: "closed", says: "" }, { do: "reopened", reason }], "open"],
  [[{ do: "called-off", reason }], "called-off"],
];

test("where a session stands, from its own acts", () => {
  for (const [acts, expected] of sessions) {
    const all = [...said(acts, null), ...said(able)];
    assert.equal(sessionState(all), expected, JSON.stringify(acts));
  }
});

const person = { badge: "1", shift: "", roles: [], language: "en" as const, isChampion: false };

test("what is missing at the end is named by kind", () => {
  const operators = ["Ann", "Ben", "Cy", "Di", "Eva", "Flo"].map((name) => ({ ...person, id: name, name }));
  const acts = [
    ...said([there], "Ben"),
    ...said(able, "Cy"),
    ...said([...able, op], "Di"),
    ...said([...able, op, tr], "Eva"),
    ...said([attended("absent")], "Flo"),
  ];
  const missing = missingIn({ operators, acts, steps });
  assert.deepEqual(
    missing.map(({ lacks }) => lacks),
    ["attendance", "outcomes", "signature", "trainer"],
  );
  const text = "Not marked: Ann. Without every outcome: Ben. Not signed: Cy. Not signed by the trainer: Di.";
  assert.equal(missingText(missing), text);
  assert.equal(missingText([]), "");
});
