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
    ["TraitorTrack bags", 10_000, 8],
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

const limited = (timeLimit: string, runs: number) =>
  `name: a\ntime limit: ${timeLimit}\nstatements: [{ name: a, sql: select 1, runs: ${runs} }, { name: b, sql: select 1, runs: 1 }]\n`;

test("a time limit is a whole number of milliseconds, and at most 10 min", () => {
  const reads: [timeLimit: string, ms: number][] = [
    ["1 ms", 1],
    ["1.005 s", 1_005],
    ["1500.0 ms", 1_500],
    ["10 min", 600_000],
  ];
  for (const [timeLimit, ms] of reads) {
    const read = readTestText(limited(timeLimit, 1));
    assert.equal(read.ok && read.test.timeLimitMs, ms, timeLimit);
  }
  const whole = /^Line 2, column 13: a time limit of whole milliseconds was expected, such as 1500 ms\. Found: /;
  const most = /^Line 2, column 13: at most 10 min for one execution was expected\. Found: /;
  const refused: [timeLimit: string, sentence: RegExp][] = [
    ["1.5 ms", whole],
    ["0.4 ms", whole],
    ["1.0005 s", whole],
    ["20 min", most],
    ["600.001 s", most],
    ["600000.5 ms", most],
  ];
  for (const [timeLimit, sentence] of refused) {
    const read = readTestText(limited(timeLimit, 1));
    assert.ok(!read.ok, timeLimit);
    assert.match(read.mistakes[0]?.sentence ?? "", sentence, timeLimit);
  }
});

test("a test that could hold its runner for more than 4 h is refused, with the sum", () => {
  // 2 statements: 4 executions beside those that count.
  assert.equal(readTestText(limited("10 min", 19)).ok, true, "24 × 10 min");
  const read = readTestText(limited("10 min", 20));
  assert.ok(!read.ok);
  assert.deepEqual(
    read.mistakes.map(({ sentence }) => sentence),
    [
      "Line 2, column 13: a test that ends within 4 h even if each execution takes as long as it may was expected, such as fewer runs or a shorter time limit. Found: 25 executions (one to warm up and one for the plan of each statement among them) of up to 600 s make 4 h 10 min.",
    ],
  );
  const usual = readTestText(
    `name: a\nstatements:\n  - { name: a, sql: select 1, runs: 1000 }\n  - { name: b, sql: select 1, runs: 1000 }\n`,
  );
  assert.ok(!usual.ok, "without a time limit it is told at the statements");
  assert.match(usual.mistakes[0]?.sentence ?? "", /^Line 3, .*2,004 executions .* of up to 10 s make 5 h 34 min\.$/);
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
