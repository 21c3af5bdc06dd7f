import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import type { OperatorAct } from "./acts.ts";
import type { ModuleVersion } from "./module.ts";
import { operatorState } from "./session-state.ts";
import { shownText } from "./shown.ts";
import { type ShownInput, sessionName, shownOf } from "./shown-of.ts";

const version: ModuleVersion = {
  ...{ id: "v2", number: 2, minutes: 120, validForDays: null, dueForRoles: [] },
  name: { en: "QC gates", de: "QC-Tore" },
  steps: [
    { id: "s1", shows: { en: "Hold a lot", de: "Eine Charge sperren" } },
    { id: "s2", shows: { en: "Trace a lot" } },
  ],
  statement: { de: "Ich kann es." },
};
const session = { id: "t", name: "TS-001", place: "Hall 2", trainer: "Ada", startedAt: 5 };
const ann = { id: "ann", badge: "7", name: "Ann", shift: "Day", roles: ["picker"], language: "de", isChampion: true };
const alone: OperatorAct[] = [
  { do: "attended", is: "present", minutes: null },
  { do: "outcome", step: "s1", outcome: "alone" },
  { do: "outcome", step: "s2", outcome: "alone" },
];
const stateOf = (acts: readonly OperatorAct[]) =>
  operatorState(
    acts.map((act, at) => ({ id: String(at), operatorId: "ann", act, byId: "a", by: "Ada", at })),
    "ann",
  );
const input = (rest: Partial<ShownInput> = {}): ShownInput => ({
  ...{ as: "operator", language: "en", session, module: { id: "m", code: "M3", version } },
  ...{ operator: { ...ann, language: "de" }, state: stateOf(alone) },
  ...rest,
});

test("everything above the button is in it, in the language it is read in; what was not translated falls back", () => {
  const shown = shownOf(input({ language: "de" }));
  assert.ok(shown);
  const { meaning, ...rest } = shown;
  assert.deepEqual(rest, {
    ...{ as: "operator", language: "de", session, statement: "Ich kann es." },
    attended: { is: "present", minutes: null },
    module: { id: "m", code: "M3", name: "QC-Tore", version: 2, minutes: 120 },
    operator: { id: "ann", badge: "7", name: "Ann", shift: "Day" },
    steps: [
      { id: "s1", shows: "Eine Charge sperren", outcome: "alone" },
      { id: "s2", shows: "Trace a lot", outcome: "alone" },
    ],
  });
  assert.match(meaning, /^Ich war die ganze Schulung/);
  assert.equal(shownOf(input())?.module.name, "QC gates");
  assert.match(shownOf(input({ as: "trainer" }))?.meaning ?? "", /^I saw Ann/);
});

const nothing: [name: string, acts: OperatorAct[]][] = [
  ["nothing was said", []],
  ["a step is missing", alone.slice(0, 2)],
  ["nobody said whether they came", alone.slice(1)],
  ["left early", [...alone, { do: "attended", is: "left-early", minutes: 3 }]],
  ["absent", [...alone, { do: "attended", is: "absent", minutes: null }]],
  ["needs help", [...alone, { do: "outcome", step: "s2", outcome: "helped" }]],
];

test("where nothing can be signed, nothing is shown", () => {
  for (const [name, acts] of nothing) assert.equal(shownOf(input({ state: stateOf(acts) })), null, name);
});

test("the hash is the same for the same, whatever the order of its parts, and another for anything else", () => {
  const hash = (one: ShownInput) => {
    const shown = shownOf(one);
    assert.ok(shown);
    return createHash("sha256").update(shownText(shown)).digest("hex");
  };
  const first = hash(input());
  const turned = { trainer: "Ada", startedAt: 5, place: "Hall 2", name: "TS-001", id: "t" };
  assert.equal(hash(input({ session: turned })), first);
  const late = stateOf([...alone, { do: "attended", is: "late", minutes: 1 }]);
  const others: Partial<ShownInput>[] = [
    { as: "trainer" },
    { language: "de" },
    { state: late },
    { session: { ...session, trainer: "Petr" } },
    { session: { ...session, startedAt: 6 } },
    { operator: { ...ann, language: "de", badge: "8" } },
    { module: { id: "m", code: "M3", version: { ...version, number: 3 } } },
    { module: { id: "m", code: "M3", version: { ...version, statement: { en: "I can." } } } },
  ];
  const hashes = others.map((rest) => hash(input(rest)));
  assert.equal(new Set([first, ...hashes]).size, others.length + 1);
});

test("sessions are named by three digits or more", () => {
  assert.deepEqual([1, 31, 999, 1000].map(sessionName), ["TS-001", "TS-031", "TS-999", "TS-1000"]);
});
