import assert from "node:assert/strict";
import test from "node:test";
import { readCsvRows, separatorOf } from "./csv-rows.ts";

test("the separator is what stands most often in the first line, outside of quotes", () => {
  const cases: [line: string, expected: string][] = [
    ["badge,name,shift", ","],
    ["badge;name;shift", ";"],
    ["badge\tname\tshift", "\t"],
    ['badge;"name, first, middle";shift', ";"],
    ["badge", ","],
    ["", ","],
  ];
  for (const [line, expected] of cases) assert.equal(separatorOf(line), expected, line);
});

test("rows have the lines they end on, whatever stands before them", () => {
  const cases: [text: string, expected: unknown][] = [
    [
      "a,b\n1,2\n",
      [
        [1, "a", "b"],
        [2, "1", "2"],
      ],
    ],
    [
      '\uFEFFsep=;\r\na;b\r\n\r\n1;"x\ny"\r\n',
      [
        [2, "a", "b"],
        [5, "1", "x\ny"],
      ],
    ],
    [
      "a\n\n,\n2",
      [
        [1, "a"],
        [4, "2"],
      ],
    ],
  ];
  for (const [text, expected] of cases) {
    const read = readCsvRows(text, 10);
    assert.deepEqual(read.ok && read.rows.map(({ line, cells }) => [line, ...cells]), expected, JSON.stringify(text));
  }
});

test("what is no CSV is told by its line", () => {
  const cases: [text: string, expected: unknown][] = [
    ["", { ok: false, wrong: "empty" }],
    [" \n", { ok: false, wrong: "empty" }],
    ["a\n1\n2\n3", { ok: false, wrong: "tooMany" }],
    ['a\n1\n"2', { ok: false, wrong: "broken", line: 3, what: "a quote is opened in it and never closed" }],
    ['a\n"1"x', { ok: false, wrong: "broken", line: 2, what: "something follows right behind a closing quote" }],
  ];
  for (const [text, expected] of cases) assert.deepEqual(readCsvRows(text, 2), expected, JSON.stringify(text));
});
