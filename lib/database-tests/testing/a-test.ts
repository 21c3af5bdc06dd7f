import type { Ctx } from "#lib/platform/ctx.ts";
import type { Reach } from "../runner/carry-test.ts";
import { startTest } from "../start-test.ts";
import { findTestRecord, listStatements, type StatementRecord, type TestRecord } from "../store.ts";

/** Database tests for tests. */

export const oneStatement = `name: one
statements:
  - { name: one, sql: select 1, runs: 3 }
`;

/** Tells this process of a database that a pilot may use, beside those it knows. */
export function tellDatabase(pilot: string, name: string, environment: TestRecord["environment"] = "practice"): void {
  const variable = "GANTRY_TIMED_DATABASE_NAMES";
  const known: object[] = JSON.parse(process.env[variable] ?? "[]");
  process.env[variable] = JSON.stringify([...known, { name, environment, pilots: [pilot] }]);
}

/** Its number. */
export async function aQueuedTest(ctx: Ctx, pilot: string, text = oneStatement, database = "bags"): Promise<number> {
  return (await aTest(ctx, { pilot, text, database })).number;
}

type Asked = { pilot: string; text: string; database: string; environment?: TestRecord["environment"] };

export async function aTest(ctx: Ctx, { pilot, text, database, environment }: Asked): Promise<TestRecord> {
  tellDatabase(pilot, database, environment);
  const started = await startTest(ctx, { pilot, text, database });
  if (!started.ok) throw new Error(`The test was refused: ${JSON.stringify(started)}`);
  return readBack(ctx, started.id);
}

export async function readBack(ctx: Ctx, id: string): Promise<TestRecord> {
  const test = await findTestRecord(ctx.db, id);
  if (test === null) throw new Error(`There is no test ${id}.`);
  return test;
}

export async function firstStatement(ctx: Ctx, id: string): Promise<StatementRecord> {
  const [statement] = await listStatements(ctx.db, id);
  if (statement === undefined) throw new Error(`The test ${id} has no statement.`);
  return statement;
}

/** A text of one statement. */
export function textOf(sql: string, more = "runs: 3"): string {
  return `name: a test\nstatements:\n  - name: it\n    sql: ${JSON.stringify(sql)}\n    ${more.replaceAll("; ", "\n    ")}\n`;
}

export function reachOf(url: string, ownUrl: string, environment: TestRecord["environment"] = "practice"): Reach {
  return { databases: { bags: { url, environment } }, practice: null, ownUrl };
}
