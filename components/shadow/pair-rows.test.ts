import assert from "node:assert/strict";
import test from "node:test";
import type { Difference } from "#lib/shadow/core/difference.ts";
import { jsonLines } from "./json-lines.ts";
import { folded, type PairRow, pairRows } from "./pair-rows.ts";

const lines = (text: string) => jsonLines(text) ?? [];
const difference = (at: string, part: Partial<Difference> = {}): Difference => ({
  ...{ kind: "value", path: at.replace(/\[\d+\]/g, "[*]"), at, legacy: "1", candidate: "2", shape: "integer" },
  ...part,
});
const inWords = ({ legacy, candidate, mark }: PairRow) =>
  `${mark ?? ""}|${legacy?.text ?? ""}|${candidate?.text ?? ""}`;

test("a body becomes lines with their paths, digits as they were written", () => {
  const cases: [body: string, expected: [text: string, depth: number, path: string | null][] | null][] = [
    ["no json", null],
    ["", null],
    ["12345678901234567890.10", [["12345678901234567890.10", 0, "$"]]],
    [
      '{"a":1.0,"b":{},"c":[{"d e":"x,}"},null]}',
      [
        ["{", 0, "$"],
        ['"a": 1.0,', 1, "$.a"],
        ['"b": {},', 1, "$.b"],
        ['"c": [', 1, "$.c"],
        ["{", 2, "$.c[0]"],
        ['"d e": "x,}"', 3, "$.c[0]['d e']"],
        ["},", 2, null],
        ["null", 2, "$.c[1]"],
        ["]", 1, null],
        ["}", 0, null],
      ],
    ],
  ];
  for (const [body, expected] of cases)
    assert.deepEqual(jsonLines(body)?.map(({ text, depth, path }) => [text, depth, path]) ?? null, expected, body);
});

test("lines of one place share a row; those of the group and of others are marked", () => {
  const group = { path: "$.a", kind: "value", shape: "integer" } as const;
  const cases: [name: string, legacy: string, candidate: string, differences: Difference[], rows: string[]][] = [
    ["alike", '{"a":1}', '{"a":1}', [], ["|{|{", '|"a": 1|"a": 1', "|}|}"]],
    ["its own", '{"a":1}', '{"a":2}', [difference("$.a")], ["|{|{", 'group|"a": 1|"a": 2', "|}|}"]],
    [
      "another's, and one that is missing with all that is in it",
      '{"a":1,"b":{"c":1}}',
      '{"a":2}',
      [difference("$.a", { shape: "else" }), difference("$.b", { kind: "missing" })],
      ["|{|{", 'other|"a": 1,|"a": 2', 'other|"b": {|', 'other|"c": 1|', "|}|", "|}|}"],
    ],
    [
      "one that is only in new",
      '{"z":1}',
      '{"y":0,"z":1}',
      [difference("$.y", { kind: "extra" })],
      ["|{|{", 'other||"y": 0,', '|"z": 1|"z": 1', "|}|}"],
    ],
    [
      "another order of members",
      '{"y":0,"z":1}',
      '{"z":1,"y":0}',
      [],
      ["|{|{", '||"z": 1,', '|"y": 0,|"y": 0', '|"z": 1|', "|}|}"],
    ],
  ];
  for (const [name, legacy, candidate, differences, rows] of cases)
    assert.deepEqual(pairRows(lines(legacy), lines(candidate), { differences, group }).map(inWords), rows, name);
});

test("what is alike and far from a difference is folded away", () => {
  const body = (changed: number | null) =>
    JSON.stringify(Array.from({ length: 40 }, (_, at) => (at === changed ? "other" : "same")));
  const group = { path: "$[*]", kind: "value", shape: "integer" } as const;
  const cases: [name: string, changed: number | null, parts: string[]][] = [
    ["in the middle", 20, ["folded 18", "rows 7", "folded 17"]],
    ["near the beginning", 1, ["rows 6", "folded 36"]],
    ["too few to fold", 5, ["rows 3", "rows 7", "folded 32"]],
    ["nowhere", null, ["rows 12", "folded 30"]],
  ];
  for (const [name, changed, parts] of cases) {
    const differences = changed === null ? [] : [difference(`$[${changed}]`)];
    const rows = pairRows(lines(body(null)), lines(body(changed)), { differences, group });
    assert.deepEqual(
      folded(rows).map(({ kind, rows: of }) => `${kind} ${of.length}`),
      parts,
      name,
    );
  }
});
