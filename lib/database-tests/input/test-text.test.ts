import assert from "node:assert/strict";
import test from "node:test";
import { traitorTrackStatements } from "../core/traitortrack.ts";
import { readTestText } from "./test-text.ts";

const whole = (statement: string) =>
  `name: a test\nstatements:\n  - name: one\n    ${statement.replaceAll("\n", "\n    ")}\n`;

test("TraitorTrack's statements are read, each with its limit", () => {
  const read = readTestText(traitorTrackStatements);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(
    [read.test.name, read.test.timeLimitMs, read.test.statements.length],
    ["TraitorTrack bags", 30_000, 8],
  );
  const code = read.test.statements.find(({ name }) => name === "one QR code");
  assert.deepEqual([code?.runs, code?.limitMs, code?.warnMs, code?.values.length], [500, 100, 10, 5]);
  assert.deepEqual(code?.values[1], ["SB00450017"]);
});

test("values are sets of texts, whatever they were", () => {
  const read = readTestText(whole("sql: select $1, $2\nvalues: [[1, true], [a, null]]\nruns: 2\nlimit: 1.5 s"));
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(read.test.statements[0], {
    ...{
      name: "one",
      sql: "select $1, $2",
      values: [
        ["1", "true"],
        ["a", null],
      ],
    },
    ...{ runs: 2, limitMs: 1_500, warnMs: null },
  });
  const plain = readTestText(whole("sql: select 1\nruns: 1"));
  assert.deepEqual(plain.ok && plain.test.statements[0]?.values, [[]]);
});

test("what may begin a statement", () => {
  const begin: [sql: string, reads: boolean][] = [
    ["select 1", true],
    ["  SELECT 1", true],
    ["with a as (select 1) table a", true],
    ["values (1)", true],
    ["table bags", true],
    ["(select 1) union (select 2)", true],
    ["-- why\n/* and * how **/ ( select 1)", true],
    ["insert into bags values (1)", false],
    ["update bags set id = 1", false],
    ["explain select 1", false],
    ["copy bags to stdout", false],
    ["selects", false],
    ["commit", false],
    ["", false],
    ["/* select 1 */", false],
    ["do $$ begin end $$", false],
  ];
  for (const [sql, reads] of begin) {
    const read = readTestText(`name: t\nstatements: [{ name: one, runs: 1, sql: ${JSON.stringify(sql)} }]`);
    assert.equal(read.ok, reads, sql);
  }
});

test("each mistake has its line and says what was expected", () => {
  const cases: [what: string, text: string, line: number, sentence: RegExp][] = [
    ["no YAML", "name: [", 1, /Line 1/],
    ["empty", "", 1, /a test, such as|name/],
    ["no statements", "name: a\nstatements: []", 2, /at least one statement/],
    ["an unknown key", whole("sql: select 1\nruns: 1\nlimits: 5 ms"), 6, /limit/],
    ["no runs", whole("sql: select 1"), 3, /runs, a whole number of executions from 1 to 1000/],
    ["runs beyond 1000", whole("sql: select 1\nruns: 1001"), 5, /from 1 to 1000/],
    ["half a run", whole("sql: select 1\nruns: 1.5"), 5, /whole number/],
    ["a limit without unit", whole("sql: select 1\nruns: 1\nlimit: 100"), 6, /a time with its unit/],
    ["a limit of nothing", whole("sql: select 1\nruns: 1\nlimit: 0 ms"), 6, /a time with its unit/],
    ["warn without limit", whole("sql: select 1\nruns: 1\nwarn: 1 ms"), 6, /a limit beside warn/],
    ["warn beyond the limit", whole("sql: select 1\nruns: 1\nlimit: 5 ms\nwarn: 6 ms"), 7, /less than the limit/],
    ["a limit beyond the time limit", whole("sql: select 1\nruns: 1\nlimit: 31 s"), 6, /at most the time limit/],
    ["what writes", whole("sql: delete from bags\nruns: 1"), 4, /begins with select, with, values or table/],
    ["no values", whole("sql: select $1\nruns: 1"), 4, /values beside it/],
    ["too few values", whole("sql: select $1, $2\nvalues: [1]\nruns: 1"), 5, /2 values in each set/],
    ["values nobody asks for", whole("sql: select '$1'\nvalues: [1]\nruns: 1"), 5, /0 values in each set/],
    [
      "two of one name",
      `${whole("sql: select 1\nruns: 1")}  - { name: one, sql: select 2, runs: 1 }`,
      6,
      /another name/,
    ],
    ["a name of two lines", 'name: "a\\nb"\nstatements: [{ name: a, sql: select 1, runs: 1 }]', 1, /on one line/],
  ];
  for (const [what, text, line, sentence] of cases) {
    const read = readTestText(text);
    assert.ok(!read.ok, what);
    const first = read.mistakes[0];
    assert.equal(first?.line, line, `${what}: ${JSON.stringify(read.mistakes)}`);
    assert.match(first?.sentence ?? "", sentence, what);
  }
});

test("more than 50 statements, and a NUL, are refused", () => {
  const many = Array.from({ length: 51 }, (_, n) => `  - { name: s${n}, sql: select 1, runs: 1 }`).join("\n");
  assert.equal(readTestText(`name: a\nstatements:\n${many}`).ok, false);
  assert.equal(readTestText('name: a\nstatements: [{ name: a, runs: 1, sql: "select 1 \\0" }]').ok, false);
});

test("values that PostgreSQL cannot keep are refused, however they are written", () => {
  for (const value of ["a\\0b", "\\ud800"]) {
    const read = readTestText(whole(`sql: select $1\nvalues: ["${value}"]\nruns: 1`));
    assert.equal(read.ok, false, value);
  }
});
