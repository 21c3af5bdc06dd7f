import assert from "node:assert/strict";
import test from "node:test";
import { testCsv } from "./test-csv.ts";
import type { TestView } from "./test-view.ts";

test("a row a statement; what a spreadsheet would take for a formula is text", () => {
  const row = {
    ...{ id: "", number: 7, name: "=bags", version: 2, database: "bags", environment: "test" as const, outcome: null },
    ...{
      state: "ended" as const,
      summary: null,
      requestedBy: "",
      requestedAt: "",
      startedAt: "2026-11-30T10:00:00.000Z",
    },
  };
  const statement = {
    ...{ name: "count, all", sql: 'select "n"\nfrom bags', valueSets: 0, runs: 100, limitMs: 100, warnMs: null },
    ...{ state: "bad" as const, sentence: "p95 is 187 ms.", figures: { n: 100, msP50: 90, msP95: 187.25, msMax: 200 } },
    ...{
      rows: 1,
      bytes: 8,
      planMs: 88,
      plan: [],
      whyNoPlan: null,
      scans: [{ table: "bags", rowsRead: 20_000 }],
      before: null,
    },
  };
  const ended = { server: null, timeLimitMs: 1, text: "", endedAt: null, endedSentence: null, stopRequestedBy: null };
  const view: TestView = { ...row, ...ended, isStopAsked: false, statements: [statement], before: null };
  const [head, first, rest] = testCsv(view).split("\r\n");
  assert.equal(head?.split(",").length, 20);
  const sql = '"select ""n""\nfrom bags"';
  const scans = '"reads 20,000 rows of bags one after the other"';
  const expected = `7,'=bags,2,bags,test,2026-11-30T10:00:00.000Z,"count, all",bad,p95 is 187 ms.,100,90,187.25,200,100,,1,88,,${scans},${sql}`;
  assert.equal(first, expected);
  assert.equal(rest, "");
});
