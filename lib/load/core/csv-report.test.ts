import assert from "node:assert/strict";
import test from "node:test";
import type { ChartPoint } from "./chart-point.ts";
import { csvCell, csvReport } from "./csv-report.ts";

const cells: [what: string, value: string | number | boolean | null, cell: string][] = [
  ["nothing", null, ""],
  ["a figure", 12.75, "12.75"],
  ["a figure below 0 stays a figure", -1, "-1"],
  ["yes", true, "true"],
  ["plain words", "autovacuum started", "autovacuum started"],
  ["a formula", "=1+1", "'=1+1"],
  ["a formula by plus", "+1", "'+1"],
  ["a formula by minus", "-1", "'-1"],
  ["a formula by at", "@SUM(A1)", "'@SUM(A1)"],
  ["a formula behind a space", " =1", "' =1"],
  ["a formula behind what is not seen", "\u200b=1", "'\u200b=1"],
  ["a formula behind a tab", "\t=1", "'\t=1"],
  ["commas and quotes", 'a "b", c', '"a ""b"", c"'],
  ["a formula with quotes", '=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ["line ends", "a\r\n=b", '"a\r\n=b"'],
  ["a semicolon, which other places split at", "a;b", '"a;b"'],
];

test("a cell is what it was, and never a formula", () => {
  for (const [what, value, cell] of cells) assert.equal(csvCell(value), cell, what);
});

const point: ChartPoint = {
  second: 2,
  ...{ latencyMsP50: 10.5, latencyMsP95: null, latencyMsP99: 99.25, p99IsMax: true, windowSeconds: 3, n: 30 },
  ...{ planned: 10, sent: 10, ended: 9, dropped: 1, failed: 3, failedByKind: { "status 503": 2, body: 1 } },
  ...{ users: 5, saturated: false, cpuCores: 0.25, stealRatio: 0.125 },
};

test("a row a second, with its time in UTC and the notes written at it", () => {
  const note = { id: "1", second: 2, text: "look", writtenBy: "=cmd", writtenAt: "" };
  const text = csvReport({
    startedAt: "2026-11-21T09:46:00.000Z",
    points: [point],
    notes: [note, { ...note, second: 3 }],
  });
  const [head = "", row, end] = text.split("\r\n");
  assert.equal(head.split(",").length, 19);
  assert.equal(
    row,
    `2,2026-11-21T09:46:02.000Z,10,10,9,1,3,"status 503: 2; body: 1",5,10.5,,99.25,true,3,30,false,0.25,0.125,'=cmd: look`,
  );
  assert.equal(end, "");
});
