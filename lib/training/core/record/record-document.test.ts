import assert from "node:assert/strict";
import test from "node:test";
import type { Section } from "../../../load/core/report-sections.ts";
import type { SignedAct, TrainingAct } from "../acts.ts";
import type { Shown } from "../shown.ts";
import { sessionSections } from "./record-document.ts";
import { amendmentsOf, type RecordedAct, recordText, type SessionRecord } from "./record-facts.ts";
import { signatureBlock, standsText } from "./signature-block.ts";

const zone = "Europe/Berlin";
const operator = {
  ...{ id: "o1", badge: "104", name: "Žofia Married", shift: "Day", roles: ["picker"], language: "en" as const },
  isChampion: false,
};
const shown: Shown = {
  ...{ as: "operator", language: "de", attended: { is: "present", minutes: null } },
  ...{ statement: "Ich kann es.", meaning: "Meine PIN zählt wie meine Unterschrift." },
  session: { id: "t1", name: "TS-031", place: "Hall 2", trainer: "Ádám Kőszegi", startedAt: null },
  module: { id: "m1", code: "M3", name: "QC-Tore", version: 2, minutes: 120 },
  operator: { id: "o1", badge: "104", name: "Žofia Müllerová", shift: "Day" },
  steps: [{ id: "s1", shows: "Charge sperren", outcome: "alone" }],
};
const signed: SignedAct = {
  ...{ do: "signed", as: "operator", shown, sha256: "ab".repeat(32), language: "de" },
  ...{ kiosk: "k1", sealedAt: null, paper: null },
};

let minute = 0;
function said(id: string, act: TrainingAct, rest: Partial<RecordedAct> = {}): RecordedAct {
  minute += 1;
  const at = Date.parse("2026-11-21T09:00:00Z") + minute * 60_000;
  const who = { operatorId: "o1", byId: "p1", by: "Ádám Kőszegi", enteredBy: "Ádám Kőszegi" };
  return { id, act, at, entry: minute, hashMatches: act.do === "signed" ? true : null, ...who, ...rest };
}

const attended = said("a1", { do: "attended", is: "present", minutes: null });
const outcome = said("a2", { do: "outcome", step: "s1", outcome: "alone" });
const signature = said("a3", signed, { by: "Žofia Müllerová" });
const amendment = (id: string, minutes: number) =>
  said(id, { do: "amended", about: "a1", to: { do: "attended", is: "late", minutes }, reason: `said ${minutes}` });
const withdrawal = said("a9", { do: "withdrawn", about: "a3", reason: "the wrong person" });

function record(acts: readonly RecordedAct[]): SessionRecord {
  return {
    session: { id: "t1", number: 31, place: "Hall 2", trainer: "Ádám Kőszegi", plannedFrom: 0, plannedTo: 1 },
    module: {
      ...{ id: "m1", code: "M3", by: "Lead", at: 0 },
      version: {
        ...{ id: "v2", number: 2, minutes: 120, validForDays: 365, dueForRoles: ["picker"] },
        name: { en: "QC gates", de: "QC-Tore" },
        steps: [{ id: "s1", shows: { en: "Hold a lot", de: "Charge sperren" } }],
        statement: { en: "I can.", de: "Ich kann es." },
      },
    },
    ...{ operators: [operator], acts, events: [], sentBack: [], files: [] },
  };
}

/** Every word of it, in order. */
const textOf = (sections: readonly Section[]) => JSON.stringify(sections);

const stands: [what: string, acts: readonly RecordedAct[], text: RegExp][] = [
  ["signed", [attended, outcome, signature], /^counts$/],
  ["amended since", [attended, outcome, signature, amendment("a4", 5)], /^counts no more: the record was amended/],
  ["taken back", [attended, outcome, signature, withdrawal], /^WITHDRAWN .* by Ádám Kőszegi: the wrong person/],
  ["signed again", [attended, outcome, signature, said("a5", signed)], /^followed by a newer signature$/],
];

test("whether a signature counts, and why not", () => {
  for (const [what, acts, text] of stands) assert.match(standsText(signature, acts, zone), text, what);
});

test("a signature is printed from what was signed, never from today's names", () => {
  const printed = JSON.stringify(
    signatureBlock({ said: signature, act: signed }, { acts: [signature], files: [], zone }),
  );
  for (const part of ["Žofia Müllerová, badge 104", "Charge sperren", "version 2", "Deutsch", signed.sha256])
    assert.ok(printed.includes(part), part);
  assert.ok(!printed.includes("Married"));
  const all = textOf(sessionSections(record([attended, outcome, signature]), zone));
  assert.match(all, /"Called today","text":"Žofia Married/);
});

const how: [what: string, change: Partial<SignedAct>, text: RegExp][] = [
  ["on a tablet", {}, /badge and PIN, on a tablet/],
  ["trainer in the console", { as: "trainer", kiosk: null }, /own password, in the console/],
  [
    "offline",
    { sealedAt: Date.parse("2026-11-21T08:30:00Z") },
    /signed offline at Sat 21 Nov 2026 09:30:00 CET by the tablet's clock, arrived/,
  ],
  [
    "on paper",
    { paper: { file: "f1", signedOn: "2026-11-20" }, kiosk: null },
    /on Fri 20 Nov 2026 by hand; entered .* by Ádám Kőszegi.*transcribed from sheet.jpg, SHA-256 cd/,
  ],
];

test("how and when it was signed", () => {
  const files = [{ id: "f1", name: "sheet.jpg", sha256: "cd".repeat(32) }];
  for (const [what, change, text] of how) {
    const act = { ...signed, ...change };
    assert.match(JSON.stringify(signatureBlock({ said: said("x", act), act }, { acts: [], files, zone })), text, what);
  }
});

test("amended twice: each stands beside what was there before it", () => {
  const found = amendmentsOf([attended, amendment("a4", 5), amendment("a5", 9)], "o1");
  assert.deepEqual(
    found.map(({ was, is }) => [was?.do === "attended" && was.minutes, is.do === "attended" && is.minutes]),
    [
      [null, 5],
      [5, 9],
    ],
  );
});

test("the record's text moves with every act, and not with an operator's name of today", () => {
  const before = recordText([record([attended, outcome])]);
  const renamed = { ...record([attended, outcome]), operators: [{ ...operator, name: "Another" }] };
  assert.equal(recordText([renamed]), before);
  assert.notEqual(recordText([record([attended, outcome, signature])]), before);
  assert.notEqual(recordText([record([attended, { ...outcome, by: "Somebody" }])]), before);
});

test("nothing on record: the document says so in words", () => {
  const all = textOf(sessionSections({ ...record([]), operators: [] }, zone));
  for (const part of [
    "not opened",
    "Nobody was booked, and nobody came.",
    "Nothing was said.",
    "no: nothing was amended",
  ])
    assert.ok(all.includes(part), part);
});
