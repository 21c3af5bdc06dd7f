import assert from "node:assert/strict";
import test from "node:test";
import type { SaidTrainingAct, SignedAct } from "./acts.ts";
import { arrivalRefusal, trainerRefusal, trainerRefusals } from "./arrival-refusal.ts";
import { operatorState } from "./session-state.ts";

const steps = [{ id: "s1", shows: "A", outcome: "alone" as const }];
const shown = {
  ...{ language: "en" as const, steps, statement: "", meaning: "" },
  session: { id: "t", name: "TS-001", place: "", trainer: "", startedAt: null },
  module: { id: "m", code: "M1", name: "", version: 1, minutes: 60 },
  operator: { id: "o", badge: "0212", name: "", shift: "" },
  attended: { is: "present" as const, minutes: null },
};
const signature = (as: "operator" | "trainer"): SignedAct => ({
  ...{
    do: "signed",
    as,
    shown: { ...shown, as },
    sha256: "x",
    language: "en",
    kiosk: null,
    sealedAt: null,
    paper: null,
  },
});
const said = (...acts: SaidTrainingAct["act"][]) =>
  operatorState(
    acts.map((act, at) => ({ id: String(at), operatorId: "o", act, byId: "", by: "", at })),
    "o",
  );
const done = [
  { do: "attended", is: "present", minutes: null },
  { do: "outcome", step: "s1", outcome: "alone" },
] as const;
const ready = said(...done);
const signed = said(...done, signature("operator"));
const both = said(...done, signature("operator"), signature("trainer"));
const helped = said(...done, signature("operator"), {
  ...{ do: "amended", about: "1", to: { do: "outcome", step: "s1", outcome: "helped" }, reason: "x" },
});

const operator = { badge: "0212", state: ready, sha256: "h", pin: { isLocked: false } };
const signs = { kind: "signed" as const, sha256: "h", secret: { pin: "405918" } };
const sets = { kind: "pin-set" as const, secret: { pin: "405918" } };
const declines = { kind: "declined" as const, secret: { reason: "" } };

test("what a tablet sent of an operator", () => {
  const cases: [
    name: string,
    scene: Parameters<typeof arrivalRefusal>[0],
    sent: Parameters<typeof arrivalRefusal>[1],
    expected: string | null,
  ][] = [
    ["may sign", { isOpen: true, operator }, signs, null],
    ["the session is over", { isOpen: false, operator }, signs, "session-closed"],
    ["not booked", { isOpen: true, operator: null }, signs, "not-in-session"],
    ["no PIN", { isOpen: true, operator: { ...operator, pin: null } }, signs, "pin-not-set"],
    ["locked", { isOpen: true, operator: { ...operator, pin: { isLocked: true } } }, signs, "locked"],
    ["something else was shown", { isOpen: true, operator: { ...operator, sha256: "i" } }, signs, "content-changed"],
    ["nothing can be signed", { isOpen: true, operator: { ...operator, sha256: null } }, signs, "content-changed"],
    ["signed before", { isOpen: true, operator: { ...operator, state: signed } }, signs, "already-signed"],
    [
      "signed before, and locked since",
      { isOpen: true, operator: { ...operator, state: signed, pin: { isLocked: true } } },
      signs,
      "already-signed",
    ],
    ["a first PIN", { isOpen: true, operator: { ...operator, pin: null } }, sets, null],
    ["a second PIN", { isOpen: true, operator }, sets, "pin-already-set"],
    [
      "a PIN that anybody guesses",
      { isOpen: true, operator: { ...operator, pin: null } },
      { kind: "pin-set", secret: { pin: "111111" } },
      "pin-trivial",
    ],
    ["does not agree, without a PIN", { isOpen: true, operator: { ...operator, pin: null } }, declines, null],
    [
      "does not agree after signing",
      { isOpen: true, operator: { ...operator, state: signed } },
      declines,
      "already-signed",
    ],
  ];
  for (const [name, scene, sent, expected] of cases) assert.equal(arrivalRefusal(scene, sent), expected, name);
});

test("what a trainer signs for", () => {
  const cases: [name: string, scene: Parameters<typeof trainerRefusal>[0], expected: string | null][] = [
    ["the operator has signed", { operator: { state: signed, sha256: "h" }, signed: "h" }, null],
    ["the operator has not", { operator: { state: ready, sha256: "h" }, signed: "h" }, "content-changed"],
    ["amended since", { operator: { state: helped, sha256: null }, signed: "h" }, "content-changed"],
    ["something else was shown", { operator: { state: signed, sha256: "i" }, signed: "h" }, "content-changed"],
    ["both have signed", { operator: { state: both, sha256: "h" }, signed: "h" }, "already-signed"],
    ["not booked", { operator: null, signed: "h" }, "not-in-session"],
  ];
  for (const [name, scene, expected] of cases) assert.equal(trainerRefusal(scene), expected, name);
  assert.equal(trainerRefusals(false, [null]), "session-closed");
  assert.equal(trainerRefusals(true, [null, "already-signed"]), null);
  assert.equal(trainerRefusals(true, ["already-signed", "already-signed"]), "already-signed");
  assert.equal(trainerRefusals(true, ["already-signed", "content-changed"]), "content-changed");
});
