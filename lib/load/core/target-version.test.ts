import assert from "node:assert/strict";
import test from "node:test";
import {
  changesOf,
  sayChange,
  sayVersions,
  type TargetVersions,
  type ToldVersion,
  tellVersion,
  versionOfAll,
  versionsIn,
  versionText,
} from "./target-version.ts";

const long = "v".repeat(5_000);
const texts: [name: string, value: unknown, text: string | null][] = [
  ["a text", "1.4.2", "1.4.2"],
  ["a number", 12, "12"],
  ["a truth", true, "true"],
  ["blanks around it", "  1.4.2\n", "1.4.2"],
  ["several lines are one", "1.4.2\r\nbuilt\ttoday", "1.4.2 built today"],
  ["what cannot be seen", "1\u0000.\u202e4\u200b", "1 . 4"],
  ["half a letter", "1.4\ud83d", "1.4"],
  ["markup is text", "<b>1</b>", "<b>1</b>"],
  ["200 letters", "ä".repeat(200), "ä".repeat(200)],
  ["more of them", long, `${"v".repeat(199)}…`],
  ["letters of two halves are not cut", "😀".repeat(201), `${"😀".repeat(199)}…`],
  ["nothing", undefined, null],
  ["null", null, null],
  ["an empty text", " \n", null],
  ["a list", ["1"], null],
  ["an object", { version: "1" }, null],
];
for (const [name, value, text] of texts)
  test(`a version as text: ${name}`, () => assert.equal(versionText(value), text));

test("several addresses: each version once, in an order that does not depend on who answers first", () => {
  assert.equal(versionOfAll(["2", "1", "2"]), "1 and 2");
  assert.equal(versionOfAll(["1", "1"]), "1");
  assert.equal(versionOfAll([]), null);
});

const none: TargetVersions = { told: [], unread: null };
const after = (...told: ToldVersion[]): TargetVersions => ({ told, unread: null });
const at = (version: string, second: number | null): ToldVersion => ({ version, second });
const changed = (from: string, to: string, second: number) => ({
  verb: "run.version-changed",
  after: { from, to, second },
});
const read = (told: ToldVersion) => ({ verb: "run.version-read", after: told });
const full = after(...Array.from({ length: 20 }, (_, second) => at(String(second), second)));

const tellings: [name: string, before: TargetVersions, told: ToldVersion, event: unknown][] = [
  ["the first, before second 0", none, at("1", null), read(at("1", null))],
  ["the first, only in second 7", none, at("1", 7), read(at("1", 7))],
  ["the same again", after(at("1", null)), at("1", 5), null],
  ["another before second 0 is what it begins with", after(at("1", null)), at("2", null), read(at("2", null))],
  ["another in second 0", after(at("1", null)), at("2", 0), changed("1", "2", 0)],
  ["back again", after(at("1", null), at("2", 5)), at("1", 10), changed("2", "1", 10)],
  ["versions that take turns, for the 21st time", full, at("x", 90), null],
];
for (const [name, before, told, event] of tellings)
  test(`told: ${name}`, () => assert.deepEqual(tellVersion(before, told), event));

test("what was recorded is read back, and says what changed within the run", () => {
  const entries = [read(at("1", null)), read(at("2", null)), changed("2", "3", 85), changed("3", "2", 3_700)];
  const versions = versionsIn(entries);
  assert.deepEqual(versions, after(at("1", null), at("2", null), at("3", 85), at("2", 3_700)));
  assert.deepEqual(changesOf(versions), [
    { from: "2", to: "3", second: 85 },
    { from: "3", to: "2", second: 3_700 },
  ]);
  assert.equal(sayVersions(versions), "2, then 3 from 01:25 on, then 2 from 1:01:40 on");
  assert.equal(
    sayChange({ from: "2", to: "3", second: 85 }),
    "The target's version changed from 2 to 3 at 01:25 of the run",
  );
});

test("a version that was never told is no change", () => {
  const unread = versionsIn([{ verb: "run.version-unread", after: { why: "it answers with status 404" } }]);
  assert.deepEqual([unread.told, changesOf(unread)], [[], []]);
  assert.equal(sayVersions(unread), "could not be read: it answers with status 404");
  assert.equal(sayVersions(none), "not read");
  assert.equal(sayVersions(after(at("1", 7))), "1");
});
