import assert from "node:assert/strict";
import test from "node:test";
import type { Amendable, OperatorAct, SaidTrainingAct } from "./acts.ts";
import { amendedFrom, isAboutSame, standingIn } from "./amendments.ts";
import { hasOtherStep, isSameMark, signedAmong } from "./marks.ts";
import { operatorState } from "./session-state.ts";

const present: Amendable = { do: "attended", is: "present", minutes: null };
const absent: Amendable = { do: "attended", is: "absent", minutes: null };
const helped: Amendable = { do: "outcome", step: "s1", outcome: "helped" };
const alone: Amendable = { do: "outcome", step: "s1", outcome: "alone" };
const note: Amendable = { do: "noted", text: "quick" };

const said = (acts: readonly OperatorAct[]): SaidTrainingAct[] =>
  acts.map((act, at) => ({ id: String(at), operatorId: "ann", act, byId: "a", by: "Ada", at }));
const amend = (about: string, to: Amendable): OperatorAct => ({ do: "amended", about, to, reason: "wrong line" });

test("what stands in an act's place is what was said last about it", () => {
  const acts = said([present, helped, note, alone, amend("0", absent), amend("2", { do: "noted", text: "slow" })]);
  const state = operatorState(acts, "ann");
  assert.deepEqual(standingIn(state, "0"), absent);
  assert.equal(standingIn(state, "1"), null, "marked anew");
  assert.deepEqual(standingIn(state, "3"), alone);
  assert.deepEqual(standingIn(state, "2"), { do: "noted", text: "slow" });
  assert.equal(standingIn(state, "9"), null);
});

test("each amendment knows what stood there before it", () => {
  const acts = said([present, helped, amend("1", alone), amend("1", helped), amend("0", absent), amend("7", note)]);
  assert.deepEqual(
    [...amendedFrom(acts, "ann")],
    [
      ["2", helped],
      ["3", alone],
      ["4", present],
    ],
  );
  assert.equal(amendedFrom(acts, "ben").size, 0);
});

test("an amendment is about the same attendance, step or note", () => {
  const cases: [Amendable, Amendable, boolean][] = [
    [present, absent, true],
    [helped, alone, true],
    [helped, { ...alone, step: "s2" }, false],
    [helped, present, false],
    [note, note, true],
    [note, helped, false],
  ];
  for (const [one, other, expected] of cases) assert.equal(isAboutSame(one, other), expected);
});

test("a mark that came before is known by all that it says", () => {
  const mark = { id: "x", operatorId: "ann", act: helped };
  const placed = { id: "x", sessionId: "t", operatorId: "ann", act: { outcome: "helped", step: "s1", do: "outcome" } };
  const row = { ...placed, act: placed.act as Amendable };
  assert.equal(isSameMark(mark, row, "t"), true, "in whatever order its parts come back");
  assert.equal(isSameMark(mark, row, "u"), false);
  assert.equal(isSameMark({ ...mark, operatorId: "ben" }, row, "t"), false);
  assert.equal(isSameMark({ ...mark, act: alone }, row, "t"), false);
});

test("steps of another version are seen, notes of somebody who signed pass", () => {
  assert.equal(hasOtherStep([present, helped, note], [{ id: "s1" }]), false);
  assert.equal(hasOtherStep([present, helped], [{ id: "s2" }]), true);
  assert.deepEqual(signedAmong([{ id: "x", operatorId: "ann", act: note }], said([present])), []);
});
