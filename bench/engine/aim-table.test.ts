import assert from "node:assert/strict";
import test from "node:test";
import { aimTable, figure, spreadText } from "./aim-table.ts";

const figures: [value: number, text: string][] = [
  [0.7, "0.70"],
  [13.24, "13.2"],
  [199.6, "200"],
  [1_929.4, "1,929"],
  [-3, "-3.00"],
  [Number.NaN, "–"],
];
for (const [value, text] of figures) test(`the figure ${value}`, () => assert.equal(figure(value), text));

test("a spread shows its brackets where there are any", () => {
  assert.equal(spreadText({ median: 2, lowest: 1, highest: 3 }, "ms"), "2.00 ms (1.00–3.00)");
  assert.equal(spreadText({ median: 2, lowest: 2, highest: 2 }, "ms"), "2.00 ms");
});

test("a missed aim stands out", () => {
  const rows = [
    { aim: "a ≤ 1", measured: "0.5", met: true },
    { aim: "b ≤ 1", measured: "1.5", met: false },
  ];
  assert.deepEqual(aimTable(rows).split("\n"), [
    "| aim   | measured |            |",
    "| ----- | -------: | ---------: |",
    "| a ≤ 1 |      0.5 |        met |",
    "| b ≤ 1 |      1.5 | **missed** |",
  ]);
});
