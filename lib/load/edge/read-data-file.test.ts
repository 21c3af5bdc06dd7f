import assert from "node:assert/strict";
import test from "node:test";
import { readDataFile } from "./read-data-file.ts";

test("the first line names the columns, each row has a value for each", async () => {
  const read = await readDataFile('qr_id;zone\r\nBAG-1;A\r\n"BAG;2";B\r\n');
  assert.deepEqual(read, {
    ok: true,
    rows: {
      columns: ["qr_id", "zone"],
      rows: [
        ["BAG-1", "A"],
        ["BAG;2", "B"],
      ],
    },
  });
});

test("what is wrong is told by line", async () => {
  const cases: [text: string, line: number, sentence: RegExp][] = [
    ["", 1, /^The file is empty\.$/],
    ["qr_id\n", 1, /^There are no rows/],
    ["qr_id,zone\nBAG-1,A\nBAG-2\n", 3, /^This row has 1 value, the first line names 2\.$/],
    ["qr_id\nBAG-1,A\n", 2, /^This row has 2 values, the first line names 1\.$/],
    ["qr id\nBAG-1\n", 1, /^Column 1 needs a name of letters, digits and _, such as qr_id; it is "qr id"\.$/],
    ["qr_id,qr_id\n1,2\n", 1, /^Two columns are called qr_id\.$/],
    ["user,Password\na,b\n", 1, /^Column 2 is called Password: secrets stay in gantry\.yaml/],
    ['qr_id\n"BAG-1\n', 2, /^This line cannot be read: a quote is opened in it and never closed\.$/],
    [`${Array.from({ length: 51 }, (_, at) => `c${at}`).join(",")}\n`, 1, /^A data file has at most 50 columns\.$/],
    [`a\n${"1\n".repeat(200_001)}`, 200_002, /^A data file has at most 200,000 rows\.$/],
  ];
  for (const [text, line, sentence] of cases) {
    const read = await readDataFile(text);
    assert.ok(!read.ok, text.slice(0, 40));
    assert.equal(read.mistakes[0]?.line, line, text.slice(0, 40));
    assert.match(read.mistakes[0]?.sentence ?? "", sentence);
  }
});

test("the first twenty mistakes are told", async () => {
  const read = await readDataFile(`a,b\n${"1\n".repeat(30)}`);
  assert.equal(read.ok ? 0 : read.mistakes.length, 20);
});
