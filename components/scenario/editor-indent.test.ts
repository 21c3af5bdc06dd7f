import assert from "node:assert/strict";
import test from "node:test";
import { insertNewlineAndIndent } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { EditorState } from "@codemirror/state";
import { yamlIndent } from "./editor-indent.ts";

/** A text after Enter at its end. */
function afterEnter(doc: string): string {
  let state = EditorState.create({ doc, selection: { anchor: doc.length }, extensions: [yaml(), yamlIndent()] });
  const dispatch = (transaction: { state: EditorState }) => {
    state = transaction.state;
  };
  insertNewlineAndIndent({ state, dispatch });
  return state.doc.toString().slice(doc.length);
}

const cases: [text: string, indent: number][] = [
  ["name: x", 0],
  ["mix:", 2],
  ["mix: # what they do", 2],
  ["mix:\n  - name: a", 4],
  ["mix:\n  - name: a\n    get: /", 4],
  ["mix:\n  - name: a\n    expect:", 6],
  ["mix:\n  - name: a\n    json: { b: 1 }", 4],
  ["users:\n  - kind: a\n    mix:\n      - get: /", 8],
];

for (const [text, indent] of cases)
  test(`after ${JSON.stringify(text)}`, () => assert.equal(afterEnter(text), `\n${" ".repeat(indent)}`));
