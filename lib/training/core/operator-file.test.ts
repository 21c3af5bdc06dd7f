import assert from "node:assert/strict";
import test from "node:test";
import { championIn, languageIn, readHeader, rolesIn } from "./operator-file.ts";

test("columns are found by name, whatever their case and order", () => {
  const cases: [name: string, cells: string[], expected: unknown][] = [
    ["as written in the docs", ["badge", "name", "shift"], { badge: 0, name: 1, shift: 2 }],
    ["any order and case, with spaces", ["Name ", "CHAMPION", "Badge"], { badge: 2, name: 0, champion: 1 }],
    ["a column of somebody else's", ["badge", "cost centre", "name"], { badge: 0, name: 2 }],
    ["without a name", ["badge", "shift"], { named: ["badge", "shift"] }],
    ["nothing that is known", ["0212", "Marek Nowak", ""], { named: ["0212", "Marek Nowak"] }],
    ["one of them twice", ["badge", "name", "Badge"], { twice: "badge" }],
  ];
  for (const [name, cells, expected] of cases) {
    const header = readHeader(cells);
    const { ok: _ok, ...rest } = header;
    assert.deepEqual(header.ok ? Object.fromEntries(header.columns) : rest, expected, name);
  }
});

test("a header says how wide a row is, and what of it is ignored", () => {
  const header = readHeader(["badge", "name", "cost centre", "", ""]);
  assert.ok(header.ok);
  assert.deepEqual([header.width, header.ignored], [3, ["cost centre"]]);
});

test("cells", () => {
  const roles: [cell: string, expected: string[]][] = [
    ["picker|packer", ["packer", "picker"]],
    ["picker, packer ,picker", ["packer", "picker"]],
    ["", []],
    [" | ,", []],
  ];
  for (const [cell, expected] of roles) assert.deepEqual(rolesIn(cell), expected, cell);
  const spoken: [cell: string, expected: string | null][] = [
    ["", "en"],
    [" Deutsch", "de"],
    ["EN", "en"],
    ["pl", null],
    ["constructor", null],
  ];
  for (const [cell, expected] of spoken) assert.equal(languageIn(cell), expected, cell);
  const champions: [cell: string, expected: boolean | null][] = [
    ["", false],
    ["X", true],
    ["ja", true],
    ["No", false],
    ["maybe", null],
  ];
  for (const [cell, expected] of champions) assert.equal(championIn(cell), expected, cell);
});
