import assert from "node:assert/strict";
import test from "node:test";
import type { ListedOperator } from "#lib/training/core/people-view.ts";
import { everybody, noShift, type OperatorsFiltered, operatorsIn } from "./which-operators.ts";

const one = (badge: string, name: string, rest: Partial<ListedOperator> = {}): ListedOperator => ({
  ...{ id: badge, badge, name, shift: "Day", roles: ["picker"], language: "en", isChampion: false, version: 1 },
  ...rest,
});
const list = [
  one("0115", "Dariusz Zając", { isChampion: true }),
  one("0212", "Marek Nowak", { shift: "Late", roles: ["packer", "picker"] }),
  one("A309", "Björn Haverkamp", { shift: "", roles: [] }),
];

const cases: [name: string, filter: Partial<OperatorsFiltered>, badges: string[]][] = [
  ["everybody", {}, ["0115", "0212", "A309"]],
  ["a name, whatever the case", { text: " nowak " }, ["0212"]],
  ["a name without its marks", { text: "zajac" }, ["0115"]],
  ["a badge", { text: "a3" }, ["A309"]],
  ["a shift", { shift: "Late" }, ["0212"]],
  ["no shift", { shift: noShift }, ["A309"]],
  ["a role", { role: "picker" }, ["0115", "0212"]],
  ["champions", { only: "champions" }, ["0115"]],
  ["all of it at once", { text: "a", shift: "Day", role: "picker", only: "champions" }, ["0115"]],
  ["nobody", { text: "zz" }, []],
];
for (const [name, filter, badges] of cases)
  test(`shown: ${name}`, () => {
    const shown = operatorsIn(list, { ...everybody, ...filter });
    assert.deepEqual(
      shown.map(({ badge }) => badge),
      badges,
    );
  });
