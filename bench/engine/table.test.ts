import assert from "node:assert/strict";
import test from "node:test";
import type { Row, Spread } from "./report.ts";
import { aimLines, tableOf } from "./table.ts";

const spread = (lowest: number, median: number, highest: number): Spread => ({ lowest, median, highest });

const row: Row = {
  key: "gantry-bare",
  name: "Gantry, bare GET",
  requestsPerSecond: 98_765.4,
  cpuSeconds: 4.876,
  userUs: 3.44,
  systemUs: 5.06,
  requestsPerCpuSecond: spread(109_351, 119_515, 129_679),
  toAutocannon: spread(1.431, 1.449, 1.468),
  toWrk: null,
};

test("the table is Markdown with columns under one another", () => {
  const lines = tableOf([row, { ...row, name: "wrk", toWrk: spread(1, 1, 1) }]).split("\n");
  assert.equal(lines.length, 4);
  assert.deepEqual(new Set(lines.map((line) => line.length)).size, 1);
  assert.match(lines[1] ?? "", /^\| -+ \|( -+: \|)+$/);
  const cells = (lines[2] ?? "").split("|").map((cell) => cell.trim());
  const figures = ["98,765", "4.88", "3.4 + 5.1", "119,515 (109,351–129,679)", "1.45 (1.43–1.47)", "–"];
  assert.deepEqual(cells, ["", "Gantry, bare GET", ...figures, ""]);
});

test("an aim's line begins with its result and shows what was measured", () => {
  const lines = aimLines([
    { sentence: "a", ratio: spread(1, 2, 3), result: "met" },
    { sentence: "b", ratio: spread(12.34, 12.34, 12.34), result: "missed" },
    { sentence: "c", ratio: null, result: "not measured" },
  ]);
  assert.equal(lines, "met: a: 2.00 (1.00–3.00)\nmissed: b: 12.3 (12.3–12.3)\nnot measured: c");
});
