import assert from "node:assert/strict";
import test from "node:test";
import { numberText, readNumber } from "./new-run-number.ts";

test("numbers as people type them", () => {
  const cases: [typed: string, value: number][] = [
    ["50", 50],
    [" 0.1 ", 0.1],
    ["20,000", 20_000],
    ["20 000", 20_000],
    ["20\u00a0000", 20_000],
    ["20\u202f000", 20_000],
    ["20'000", 20_000],
    ["1,234,567.5", 1_234_567.5],
    ["99.95", 99.95],
    ["99.999", 99.999],
    ["0.500", 0.5],
    ["007", 7],
  ];
  for (const [typed, value] of cases) assert.deepEqual(readNumber(typed), { ok: true, value }, typed);
});

test("what is refused says what to write instead", () => {
  const cases: [typed: string, says: RegExp][] = [
    ["", /missing/],
    ["   ", /missing/],
    ["1,5", /^1,5 may be read in two ways: write 1\.5 or 15\.$/],
    ["20,00", /write 20 or 2000/],
    ["1234,567", /two ways/],
    ["20.000", /^20\.000 may be read in two ways: write 20 or 20000\.$/],
    ["1.500", /write 1\.5 or 1500/],
    ["20.000,5", /is expected/],
    ["1 000,5", /is expected/],
    ["1,000 000", /is expected/],
    ["-5", /is expected/],
    ["+5", /is expected/],
    ["1e3", /is expected/],
    ["0x10", /is expected/],
    ["Infinity", /is expected/],
    ["five", /is expected/],
    ["5 ms", /is expected/],
    [".5", /is expected/],
  ];
  for (const [typed, says] of cases) {
    const read = readNumber(typed);
    assert.match(read.ok ? `read as ${read.value}` : read.sentence, says, JSON.stringify(typed));
  }
});

test("a figure is shown so that it is read again as the same", () => {
  const cases: [value: number, text: string][] = [
    [0, "0"],
    [50, "50"],
    [20_000, "20,000"],
    [1_234_567.5, "1,234,567.5"],
    [0.001 * 100, "0.1"],
    [0.98 * 100, "98"],
    [0.07 * 100, "7"],
    [8.75, "8.75"],
  ];
  for (const [value, text] of cases) {
    assert.equal(numberText(value), text);
    assert.deepEqual(readNumber(text), { ok: true, value: Number(text.replaceAll(",", "")) });
  }
});
