import assert from "node:assert/strict";
import test from "node:test";
import type { ModuleStep, ModuleVersion } from "./module.ts";
import { type DraftedStep, hasUnknownStep, isSameContent, withStepIds } from "./next-version.ts";

const shows = { en: "Put a lot on hold" };

test("new steps get ids that no version ever had; steps that go on keep theirs", () => {
  const cases: [name: string, steps: DraftedStep[], used: string[], expected: string[]][] = [
    ["the first version", [{ shows }, { shows }], [], ["s1", "s2"]],
    ["one more at the end", [{ id: "s1", shows }, { shows }], ["s1"], ["s1", "s2"]],
    ["one more at the top", [{ shows }, { id: "s1", shows }], ["s1"], ["s2", "s1"]],
    [
      "the id of one that was left out is not used again",
      [{ id: "s1", shows }, { shows }],
      ["s1", "s2", "s3"],
      ["s1", "s4"],
    ],
  ];
  for (const [name, steps, used, expected] of cases)
    assert.deepEqual(
      withStepIds(steps, used).map(({ id }) => id),
      expected,
      name,
    );
});

test("a step may only go on from one that the version before has", () => {
  const before: ModuleStep[] = [{ id: "s1", shows }];
  assert.equal(hasUnknownStep([{ id: "s1", shows }, { shows }], before), false);
  assert.equal(hasUnknownStep([{ id: "s2", shows }], before), true);
});

test("the same content is seen whatever the order of the languages", () => {
  const version: ModuleVersion = {
    ...{ id: "v", number: 1, minutes: 120, validForDays: 365, dueForRoles: [] },
    name: { en: "QC gates", de: "QC-Tore" },
    steps: [{ id: "s1", shows }],
    statement: { en: "I did" },
  };
  const { id: _id, number: _number, dueForRoles: _due, ...content } = version;
  const drafts: [name: string, draft: typeof content, isSame: boolean][] = [
    ["the same", { ...content, name: { de: "QC-Tore", en: "QC gates" } }, true],
    ["another language", { ...content, statement: { en: "I did", de: "Ich habe" } }, false],
    ["another validity", { ...content, validForDays: null }, false],
    ["a step more", { ...content, steps: [...content.steps, { id: "s2", shows }] }, false],
  ];
  for (const [name, draft, isSame] of drafts) assert.equal(isSameContent(draft, version), isSame, name);
});
