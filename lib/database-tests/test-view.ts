import { figuresOf, judgeStatement } from "./core/judge.ts";
import { planLines } from "./core/plan.ts";
import type { StatementState, StatementView, TestRow } from "./core/test-view.ts";
import type { NamedTest, StatementRecord } from "./store.ts";

/** Rows as the pages get them. */

export function testRow(test: NamedTest): TestRow {
  const { id, number, name, version, database, environment, state, outcome, summary, requestedBy } = test;
  return {
    ...{ id, number, name, version, database, environment, state, outcome, summary, requestedBy },
    requestedAt: test.requestedAt.toISOString(),
    startedAt: test.startedAt?.toISOString() ?? null,
  };
}

/** `before`: the same test's statements, the time before. */
export function statementView(
  row: StatementRecord,
  test: NamedTest,
  before: readonly StatementRecord[],
): StatementView {
  const { name, sql, values, runs, limitMs, warnMs, rows, bytes, planMs, plan, scans } = row;
  const same = before.find((one) => one.name === name);
  const msBefore = figuresOf(same?.timesMs ?? [])?.msP95 ?? null;
  return {
    ...{ name, sql, runs, limitMs, warnMs, rows, bytes, planMs, scans },
    valueSets: values.filter((set) => set.length > 0).length,
    plan: plan === null ? [] : planLines(plan),
    whyNoPlan: row.ending === "done" && plan === null ? row.wrong : null,
    before: msBefore === null ? null : { msP95: msBefore },
    figures: figuresOf(row.timesMs),
    ...stateOf(row, test),
  };
}

function stateOf(
  row: StatementRecord,
  { state, endedSentence }: NamedTest,
): { state: StatementState; sentence: string } {
  // Its plan is still to come when all of its executions are there.
  if (state !== "ended" && (row.isRunning || row.ending === null))
    return row.isRunning ? { state: "running", sentence: "" } : { state: "waiting", sentence: "" };
  const { kind, sentence } = judgeStatement(row, endedSentence ?? "");
  return { state: kind ?? "measured", sentence };
}
