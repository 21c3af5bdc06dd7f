import assert from "node:assert/strict";
import test from "node:test";
import { afterSave, type DraftBook, emptyBook, restored, type SavedText, standing, type Typed } from "./draft-state.ts";

const typedNow = (text: string, files: Typed["files"] = {}): DraftBook => ({
  ...emptyBook,
  typed: { draft: { text, basedOn: 3 }, files },
});
const sent: SavedText = { text: "mine", files: { "a.csv": "1" }, version: 4, slot: "p/x" };

test("what was sent is saved: nothing is left to save, and it stands there before the page has it", () => {
  const after = afterSave({ ...typedNow("mine", { "a.csv": "1" }), isRestored: true }, sent);
  assert.deepEqual(after, { ...emptyBook, saved: sent });
  assert.deepEqual(standing({ text: "old", basedOn: 3 }, "p/x", after.saved), { text: "mine", basedOn: 4 });
  assert.deepEqual(standing({ text: "mine", basedOn: 4 }, "p/x", after.saved), { text: "mine", basedOn: 4 });
});

test("what was typed between the save and its answer is kept, and follows on the version that was saved", () => {
  const after = afterSave(typedNow("mine, and more", { "a.csv": "1" }), sent);
  assert.deepEqual(after.typed, { draft: { text: "mine, and more", basedOn: 4 }, files: {} });
});

test("a file that was chosen meanwhile is kept, also in the place of one that was sent", () => {
  const after = afterSave(typedNow("mine", { "a.csv": "2", "b.csv": "3" }), sent);
  assert.deepEqual(after.typed, { draft: null, files: { "a.csv": "2", "b.csv": "3" } });
});

test("a text that was put there meanwhile can be undone, and both follow on what was saved", () => {
  const undo: Typed = { draft: { text: "mine", basedOn: 3 }, files: { "a.csv": "1" } };
  const after = afterSave({ ...typedNow("version 1 again"), undo }, sent);
  assert.deepEqual(after.typed.draft, { text: "version 1 again", basedOn: 4 });
  assert.deepEqual(after.undo, { draft: null, files: {} });
});

test("what somebody else saved afterwards stands there as soon as the page has it", () => {
  assert.deepEqual(standing({ text: "theirs", basedOn: 5 }, "p/x", sent), { text: "theirs", basedOn: 5 });
});

test("saved as a scenario of its own, it stands there until its page is there, whatever the version of the one before", () => {
  const own = { ...sent, version: 1 };
  assert.deepEqual(standing({ text: "old", basedOn: 7 }, "p/old", own), { text: "mine", basedOn: 1 });
  assert.deepEqual(standing({ text: "begin", basedOn: null }, "p/new", own), { text: "mine", basedOn: 1 });
});

test("a draft from before gives way to what is typed already", () => {
  const kept = { text: "from before", basedOn: 2 };
  assert.deepEqual(restored(emptyBook, kept).typed, { draft: kept, files: {} });
  assert.equal(restored(typedNow("typed"), kept).typed.draft?.text, "typed");
});
