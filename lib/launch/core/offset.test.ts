import assert from "node:assert/strict";
import test from "node:test";
import { dayOffsetText, offsetText, readOffset } from "./offset.ts";

const cases: [minutes: number, text: string][] = [
  [0, "L+00:00"],
  [15, "L+00:15"],
  [-30, "L-00:30"],
  [-1_470, "L-1 d 00:30"],
  [1_440, "L+1 d 00:00"],
];

test("offsets are written and read back", () => {
  for (const [minutes, text] of cases) {
    assert.equal(offsetText(minutes), text);
    assert.equal(readOffset(text), minutes, text);
  }
  for (let minutes = -5_000; minutes <= 5_000; minutes += 7) assert.equal(readOffset(offsetText(minutes)), minutes);
});

test("other ways to write them, and what is none", () => {
  const read: [text: string, minutes: number | null][] = [
    ["-90", -90],
    ["-1:30", -90],
    ["+0:05", 5],
    ["l-2 d", -2_880],
    ["", null],
    ["L", null],
    ["-", null],
    ["soon", null],
    ["1:75", null],
    ["--5", null],
  ];
  for (const [text, minutes] of read) assert.equal(readOffset(text), minutes, text);
});

test("days before and after the launch", () => {
  assert.deepEqual([-14_400, 0, 1_440].map(dayOffsetText), ["L-10 d", "L day", "L+1 d"]);
});
