import assert from "node:assert/strict";
import test from "node:test";
import { readCsvRows, readLongCsvRows, separatorOf } from "./csv-rows.ts";

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

test("rows have the lines they end on, whatever stands before them", async () => {
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
  for (const [text, expected] of cases)
    for (const read of [readCsvRows(text, 10), await readLongCsvRows(text, 10)])
      assert.deepEqual(read.ok && read.rows.map(({ line, cells }) => [line, ...cells]), expected, JSON.stringify(text));
});

test("what is no CSV is told by its line", async () => {
  const cases: [text: string, expected: unknown][] = [
    ["", { ok: false, wrong: "empty" }],
    [" \n", { ok: false, wrong: "empty" }],
    ["a\n1\n2\n3", { ok: false, wrong: "tooMany" }],
    ['a\n1\n"2', { ok: false, wrong: "broken", line: 3, what: "a quote is opened in it and never closed" }],
    ['a\n"1"x', { ok: false, wrong: "broken", line: 2, what: "something follows right behind a closing quote" }],
  ];
  for (const [text, expected] of cases)
    for (const read of [readCsvRows(text, 2), await readLongCsvRows(text, 2)])
      assert.deepEqual(read, expected, JSON.stringify(text));
});

test("a long text is read as it would be at once, and other work has its turn in between", async () => {
  // Wherever a slice ends, in the middle of a sign, of a quoted value or of a line's end, nothing is lost.
  const rows = Array.from({ length: 5_000 }, (_, at) => `"Ž${at}\r\n""x""",řada ${"é".repeat(at % 40)}`);
  const text = `a,b\r\n${rows.join("\r\n")}\r\n`;
  const atOnce = readCsvRows(text, 10_000);
  assert.ok(atOnce.ok && atOnce.rows.length === 5_001);
  let [turns, goesOn] = [0, true];
  const turn = () => {
    turns += 1;
    if (goesOn) setImmediate(turn);
  };
  turn();
  assert.deepEqual(await readLongCsvRows(text, 10_000), atOnce);
  goesOn = false;
  assert.ok(turns >= Buffer.byteLength(text) / (16 * 1024), `${turns} turns for ${text.length} signs`);
  const tooMany = await readLongCsvRows(text, 2_000);
  assert.deepEqual(tooMany, { ok: false, wrong: "tooMany" });
});
