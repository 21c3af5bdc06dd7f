import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { TestView } from "./core/test-view.ts";
import { findBefore, findTest, listStatements } from "./store.ts";
import { statementView, testRow } from "./test-view.ts";

type Asked = { pilot: string; number: number };
export type FoundTest = {
  test: TestView;
  /** Every measured time and the whole plan of each statement, by its name. */
  raw: Record<string, { timesMs: readonly number[]; plan: object | null }>;
};

/** One test with its statements as they stand, beside the same test the time before. */
export async function readTest(
  ctx: Ctx,
  { pilot: slug, number }: Asked,
): Promise<({ ok: true } & FoundTest) | Refused<"pilot-not-found" | "database-test-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const test = await findTest(ctx.db, found.pilot.id, number);
  if (test === null) return refuse("database-test-not-found");
  const before = await findBefore(ctx.db, test);
  const [rows, rowsBefore] = await Promise.all([
    listStatements(ctx.db, test.id),
    before === null ? [] : listStatements(ctx.db, before.id),
  ]);
  const { server, timeLimitMs, text, endedSentence, stopRequestedBy } = test;
  const view: TestView = {
    ...testRow(test),
    ...{ server, timeLimitMs, text, endedSentence, stopRequestedBy },
    endedAt: test.endedAt?.toISOString() ?? null,
    isStopAsked: test.stopRequestedAt !== null,
    statements: rows.map((row) => statementView(row, test, rowsBefore)),
    before: before === null ? null : { number: before.number },
  };
  const raw = Object.fromEntries(rows.map(({ name, timesMs, plan }) => [name, { timesMs, plan }]));
  return { ok: true, test: view, raw };
}
