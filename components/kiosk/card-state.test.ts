import assert from "node:assert/strict";
import test from "node:test";
import type { OnDevice } from "#lib/training/browser/kiosk-state.ts";
import type { ArrivalAnswer, KioskOperator, ToSign } from "#lib/training/core/kiosk-view.ts";
import { cardOf } from "./card-state.ts";
import { en } from "./messages/en.ts";

const toSign = {} as ToSign;
const shown = { en: toSign, de: toSign };
const marek: KioskOperator = {
  ...{ id: "o", badge: "0212", name: "Marek Nowak", shift: "Early", language: "en", standing: "ready", shown },
  ...{ stepsSaid: 5, steps: 7, hasPin: true, isLocked: false, triesLeft: 5 },
  ...{ operatorSignedAt: null, trainerSignedAt: 3 },
};
const nothing = { en: null, de: null };
const quiet: OnDevice = { waiting: null, isTrainerWaiting: false, answered: null, hasPin: true };
const viewAt = 1_000;

function answered(result: ArrivalAnswer["result"], at = viewAt + 1): Partial<OnDevice> {
  return {
    answered: { kind: "signed", at, answer: { id: "a", result, triesLeft: 3, waitMinutes: null, operators: [] } },
  };
}

type Case = [
  name: string,
  operator: Partial<KioskOperator>,
  device: Partial<OnDevice>,
  says: string,
  opens: string | null,
];

const cases: Case[] = [
  ["who can sign", {}, {}, "can: Sign, did it alone", "sign"],
  ["without a PIN", { hasPin: false }, { hasPin: false }, "can: Sign, sets a PIN first", "set-pin"],
  [
    "sealed",
    {},
    { waiting: { kind: "signed", at: 9 } },
    "sealed: waiting to be sent, signed t9, not yet a signature",
    null,
  ],
  ["sealed refusal", {}, { waiting: { kind: "declined", at: 9 } }, "sealed: did not agree, waiting to be sent", null],
  ["judged, and the view is older", {}, answered("signed"), "done: signed, the trainer is next", null],
  ["judged, taken back since", {}, answered("signed", viewAt - 1), "can: Sign, did it alone", "sign"],
  ["operator signed", { standing: "operator-signed" }, {}, "done: signed, the trainer is next", null],
  [
    "trainer's is sealed",
    { standing: "operator-signed" },
    { isTrainerWaiting: true },
    "sealed: trainer signed, waiting to be sent",
    null,
  ],
  ["both", { standing: "signed", shown: nothing }, {}, "done: both signed, t3", null],
  ["wrong PIN", { triesLeft: 3 }, answered("pin-wrong"), "can: Sign again, The PIN was wrong, 3 tries left", "sign"],
  ["five wrong", {}, answered("locked"), "not-yet: PIN locked, the trainer unlocks it", null],
  ["locked", { isLocked: true }, {}, "not-yet: PIN locked, the trainer unlocks it", null],
  ["unlocked since", {}, answered("locked", viewAt - 1), "can: Sign, did it alone", "sign"],
  [
    "changed, still ready",
    {},
    answered("content-changed"),
    "can: Sign again, not signed: the record was changed",
    "sign",
  ],
  [
    "changed, not ready",
    { standing: "needs-help", shown: nothing },
    answered("content-changed"),
    "not-yet: needs help, not signed: the record was changed",
    null,
  ],
  ["on the way", { standing: "at-step", shown: nothing }, {}, "not-yet: still at step 6 of 7", null],
  [
    "needs help",
    { standing: "needs-help", shown: nothing },
    {},
    "not-yet: needs help, practises and comes again",
    null,
  ],
  ["absent", { standing: "absent", shown: nothing }, {}, "not-yet: absent", null],
  [
    "declined",
    { standing: "declined" },
    {},
    "not-yet: did not agree, talk to the trainer; tap to sign after all",
    "sign",
  ],
];

test("each place in the list says why it can or cannot be tapped", () => {
  for (const [name, operator, device, says, opens] of cases) {
    const input = { operator: { ...marek, ...operator }, device: { ...quiet, ...device }, viewAt };
    const card = cardOf(en, { ...input, time: (ms) => `t${ms}` });
    assert.equal(`${card.look}: ${[card.words, card.note].filter((one) => one !== "").join(", ")}`, says, name);
    assert.equal(card.opens, opens, name);
  }
});
