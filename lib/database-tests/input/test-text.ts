import { z } from "zod";
import { readLimit } from "#lib/load/core/limit-text.ts";
import { count, duration, milliseconds } from "#lib/load/core/say.ts";
import { issueFindings } from "#lib/load/input/scenario-issues.ts";
import { type Finding, type Mistake, mistakesOf, quoted } from "#lib/load/input/scenario-mistake.ts";
import { entriesOf, itemsOf, offsetOf, readYaml } from "#lib/load/input/scenario-yaml.ts";
import type { Statement, TestText, Values } from "../core/statement.ts";

/** A test of a database as YAML: its statements, what is bound to them, how often each is measured and how fast it must be. Safe for the
 *  browser. */

export type TestTextRead = { ok: true; test: TestText } | { ok: false; mistakes: Mistake[] };

const mostStatements = 50;
const longestSql = 20_000;
const timeLimit = { usualMs: 10_000, mostMs: 600_000 };
/** Of a whole test, should each execution take as long as it may: there may be one runner, and all other tests wait for it. */
const longestSeconds = 4 * 3_600;

const timeError = "a time with its unit, such as 100 ms or 2 s";
const latency = { kind: "mean" } as const;
const time = z.string({ error: timeError }).refine((text) => readLimit(latency, text) !== null, { error: timeError });
const nameError = (of: string) => `a name for ${of}, at most 80 characters on one line`;
const name = (of: string) =>
  z
    .string({ error: nameError(of) })
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}]{1,80}$/u, { error: nameError(of) });
const sqlError = "one statement that reads, such as select count(*) from bags";
const one = z.union([z.string().max(1_000).refine(isStorable), z.number(), z.boolean(), z.null()], {
  error: "a text, a number, true, false or null",
});
const valuesError = "values for $1, such as [SB00000001, SB00450017], or for several parameters a list of lists";
const values = z
  .array(z.union([one, z.array(one).min(1).max(20)], { error: valuesError }), { error: valuesError })
  .min(1, { error: valuesError })
  .max(1_000, { error: "at most 1,000 sets of values" });
const runsError = "a whole number of executions from 1 to 1000";

const statement = z.strictObject(
  {
    name: name("the statement"),
    sql: z
      .string({ error: sqlError })
      .max(longestSql, { error: `a statement of at most ${longestSql} characters` })
      .refine(startsAsReading, { error: "a statement that begins with select, with, values or table" }),
    values: values.optional(),
    runs: z.int({ error: runsError }).min(1, { error: runsError }).max(1_000, { error: runsError }),
    limit: time.optional(),
    warn: time.optional(),
  },
  { error: "a statement with name, sql and runs, and where it is judged a limit for p95" },
);
const statementsError = `a list of at most ${mostStatements} statements`;
const shape = z.strictObject(
  {
    name: name("the test"),
    "time limit": time.optional(),
    statements: z
      .array(statement, { error: statementsError })
      .min(1, { error: "at least one statement" })
      .max(mostStatements, { error: statementsError }),
  },
  { error: "a test, such as name: bags and statements: with a list" },
);
type Shape = z.output<typeof shape>;

/** A NUL or half a character is no text that PostgreSQL takes. */
function isStorable(text: string): boolean {
  return !/\0|\p{Cs}/u.test(text);
}

/** Comments, blanks and opening brackets may stand before the word. */
function startsAsReading(sql: string): boolean {
  if (!isStorable(sql)) return false;
  const begins = sql.replace(/^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/, "");
  return /^(select|with|values|table)\b/i.test(begins);
}

/** Reads a text, or says everything that is wrong with it, by line and column. */
export function readTestText(text: string): TestTextRead {
  const { sound, lines, findings } = readYaml(text);
  if (sound === null) return { ok: false, mistakes: mistakesOf(findings, lines) };
  const root = sound.doc.contents;
  const parsed = shape.safeParse(sound.doc.toJS() ?? {});
  const refused = parsed.success ? [] : issueFindings(parsed.error.issues, { root, keysAt });
  const all = [...findings, ...refused, ...(parsed.success ? whatDoesNotFit(root, parsed.data) : [])];
  if (parsed.success && all.length === 0) return { ok: true, test: testOf(parsed.data) };
  return { ok: false, mistakes: mistakesOf(all, lines) };
}

function keysAt(path: readonly PropertyKey[]): string[] {
  return path.length === 0 ? Object.keys(shape.shape) : Object.keys(statement.shape);
}

/** What only shows when everything else is right: names given twice, limits that contradict one another, parameters without values. */
function whatDoesNotFit(root: unknown, read: Shape): Finding[] {
  const nodes = itemsOf(entriesOf(root).get("statements")?.value);
  const seen = new Set<string>();
  const inEach = read.statements.flatMap((of, index) => {
    const at = (key: string) => offsetOf(entriesOf(nodes[index]).get(key)?.value);
    const twice = seen.has(of.name)
      ? [{ offset: at("name"), expected: "another name for each statement", found: `${quoted(of.name)} again` }]
      : [];
    seen.add(of.name);
    return [...twice, ...limitFindings(of, read, at), ...valueFindings(of, at)];
  });
  return [...timeFindings(root, read), ...inEach];
}

/** How long one execution may take, and by that all of them. */
function timeFindings(root: unknown, read: Shape): Finding[] {
  const entries = entriesOf(root);
  const written = read["time limit"];
  const offset = offsetOf((entries.get("time limit") ?? entries.get("statements"))?.value);
  const ms = timeLimitOf(read);
  if (written !== undefined && ms > timeLimit.mostMs)
    return [{ offset, expected: "at most 10 min for one execution", found: quoted(written) }];
  if (written !== undefined && !Number.isInteger(ms))
    return [{ offset, expected: "a time limit of whole milliseconds, such as 1500 ms", found: quoted(written) }];
  const executions = read.statements.reduce((sum, { runs }) => sum + runs + besideRuns, 0);
  if ((executions * ms) / 1_000 <= longestSeconds) return [];
  const each = `one to warm up and one for the plan of each statement among them`;
  const sum = `${count(executions)} executions (${each}) of up to ${milliseconds(ms)} make ${duration((executions * ms) / 1_000)}`;
  const expected = `a test that ends within ${duration(longestSeconds)} even if each execution takes as long as it may`;
  return [{ offset, expected: `${expected}, such as fewer runs or a shorter time limit`, found: sum }];
}

/** One to warm up, one for the plan. */
const besideRuns = 2;

type Written = Shape["statements"][number];
type At = (key: string) => number;

function limitFindings({ limit, warn }: Written, read: Shape, at: At): Finding[] {
  const [limitMs, warnMs, cutMs] = [msOf(limit), msOf(warn), timeLimitOf(read)];
  const found: Finding[] = [];
  if (limitMs === null && warnMs !== null)
    found.push({ offset: at("warn"), expected: "a limit beside warn", found: `${warn}` });
  if (limitMs !== null && warnMs !== null && warnMs >= limitMs)
    found.push({ offset: at("warn"), expected: "less than the limit", found: `${warn}` });
  if (limitMs !== null && limitMs > cutMs)
    found.push({
      offset: at("limit"),
      expected: "at most the time limit, after which it is cut off",
      found: `${limit}`,
    });
  return found;
}

/** By their number alone: which are named in comments or texts is PostgreSQL's to know. */
function valueFindings({ sql, values: given }: Written, at: At): Finding[] {
  const bare = sql.replace(/'(?:[^']|'')*'|--[^\n]*|"(?:[^"]|"")*"/g, " ");
  const wanted = Math.max(0, ...[...bare.matchAll(/\$(\d{1,3})/g)].map(([, n]) => Number(n)));
  if (given === undefined)
    return wanted === 0
      ? []
      : [{ offset: at("sql"), expected: "values beside it, for its parameters", found: `$${wanted}` }];
  const wrong = given.find((set) => setOf(set).length !== wanted);
  if (wrong === undefined) return [];
  const found = `${setOf(wrong).length} in ${quoted(JSON.stringify(wrong))}`;
  return [
    {
      offset: at("values"),
      expected: `${wanted} ${wanted === 1 ? "value" : "values"} in each set, as the statement has`,
      found,
    },
  ];
}

type Given = NonNullable<Written["values"]>[number];
const setOf = (set: Given) => (Array.isArray(set) ? set : [set]);
const msOf = (text: string | undefined) => (text === undefined ? null : readLimit(latency, text));

/** Without what a product of decimals leaves behind: 1.005 s is 1005 ms. */
function timeLimitOf(read: Shape): number {
  return Number((msOf(read["time limit"]) ?? timeLimit.usualMs).toFixed(6));
}

function testOf(read: Shape): TestText {
  return { name: read.name, timeLimitMs: timeLimitOf(read), statements: read.statements.map(statementOf) };
}

function statementOf({ name: called, sql, values: given, runs, limit, warn }: Written): Statement {
  const sets: Values = (given ?? [[]]).map((set) => setOf(set).map((value) => (value === null ? null : String(value))));
  return { name: called, sql: sql.trim(), values: sets, runs, limitMs: msOf(limit), warnMs: msOf(warn) };
}
