import assert from "node:assert/strict";
import test from "node:test";
import { beginWith, type Draft, putBack } from "./draft.ts";

const offered = ["template", "saved"];

test("what was typed is kept when another text is chosen, through any number of choices", () => {
  const cases: [what: string, draft: Draft, chosen: string, becomes: Draft][] = [
    ["typed", { text: "mine", kept: null }, "template", { text: "template", kept: "mine" }],
    ["chosen before", { text: "template", kept: "mine" }, "saved", { text: "saved", kept: "mine" }],
    [
      "changed after it was chosen",
      { text: "template, changed", kept: "mine" },
      "saved",
      { text: "saved", kept: "template, changed" },
    ],
    ["nothing typed", { text: "template", kept: null }, "saved", { text: "saved", kept: null }],
    ["an empty field", { text: " \n", kept: null }, "saved", { text: "saved", kept: null }],
    ["the same again", { text: "saved", kept: "mine" }, "saved", { text: "saved", kept: "mine" }],
  ];
  for (const [what, draft, chosen, becomes] of cases)
    assert.deepEqual(beginWith(draft, chosen, offered), becomes, what);
});

test("put back, it stands there again, and what stood there meanwhile is kept if it was typed", () => {
  assert.deepEqual(putBack({ text: "template", kept: "mine" }, offered), { text: "mine", kept: null });
  assert.deepEqual(putBack({ text: "other", kept: "mine" }, offered), { text: "mine", kept: "other" });
  assert.deepEqual(putBack({ text: "other", kept: null }, offered), { text: "other", kept: null });
});
