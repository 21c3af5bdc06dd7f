import assert from "node:assert/strict";
import test from "node:test";
import type { Operator } from "./module.ts";
import { diffOperators, type FileOperator } from "./operator-diff.ts";

const marek: Operator = {
  ...{ id: "1", badge: "0212", name: "Marek Nowak", shift: "Day", roles: ["picker"] },
  ...{ language: "en", isChampion: false },
};
const row = (given: FileOperator["given"], badge = "0212"): FileOperator => ({ line: 2, badge, given });

const cases: [name: string, given: FileOperator["given"], changes: string[]][] = [
  ["nothing differs", { name: "Marek Nowak", shift: "Day", roles: ["picker"], isChampion: false }, []],
  ["a column that the file does not have changes nothing", { name: "Marek Nowak" }, []],
  ["the order of roles is none", { name: "Marek Nowak", roles: ["picker"] }, []],
  ["another shift", { name: "Marek Nowak", shift: "Late" }, ["shift: Day > Late"]],
  ["no shift any more", { name: "Marek Nowak", shift: "" }, ["shift: Day > "]],
  [
    "several at once, in the order of the columns",
    { name: "Marek Novak", roles: ["packer", "picker"], language: "de", isChampion: true },
    [
      "name: Marek Nowak > Marek Novak",
      "roles: picker > packer, picker",
      "language: English > Deutsch",
      "champion: no > yes",
    ],
  ],
];

for (const [name, given, expected] of cases)
  test(`changed: ${name}`, () => {
    const { changed, unchanged, added, missing } = diffOperators([marek], [row(given)], new Set(["0212"]));
    const changes = changed.flatMap((one) => one.changes).map(({ field, from, to }) => `${field}: ${from} > ${to}`);
    assert.deepEqual(changes, expected);
    assert.deepEqual([unchanged, added.length, missing.length], [expected.length === 0 ? 1 : 0, 0, 0]);
  });

test("a badge that nobody has is new, with what is usual where the file says nothing", () => {
  const { added } = diffOperators([marek], [row({ name: "Ayşe Demir" }, "0187")], new Set(["0187", "0212"]));
  const { operator } = added[0] ?? {};
  const usual = { shift: "", roles: [], language: "en", isChampion: false };
  assert.deepEqual(operator, { ...usual, badge: "0187", name: "Ayşe Demir" });
});

test("missing is who no line names, a bad one neither", () => {
  const diff = (named: string[]) => diffOperators([marek], [], new Set(named)).missing.map(({ badge }) => badge);
  assert.deepEqual([diff([]), diff(["0212"])], [["0212"], []]);
});
