import { csvCell } from "#lib/load/core/csv-report.ts";
import { scanText } from "./plan.ts";
import type { TestView } from "./test-view.ts";

/** A test's statements as CSV (RFC 4180, UTF-8): one row each, exact figures, empty where nothing was measured. */

const columns = [
  ...["test", "name", "version", "database", "environment", "started_at", "statement", "verdict", "reason"],
  ...["n", "ms_p50", "ms_p95", "ms_max", "limit_ms", "warn_ms", "rows", "plan_ms", "ms_p95_before", "scans", "sql"],
];

/** One line a statement, in their order, ended by CRLF; what a spreadsheet would take for a formula is written as text (see csvCell). */
export function testCsv(test: TestView): string {
  const { number, name, version, database, environment, startedAt } = test;
  const of = [number, name, version, database, environment, startedAt];
  const rows = test.statements.map((one) => {
    const { figures, before, scans } = one;
    const measured = [figures?.n ?? 0, figures?.msP50 ?? null, figures?.msP95 ?? null, figures?.msMax ?? null];
    const cells = [
      ...[...of, one.name, one.state, one.sentence, ...measured, one.limitMs, one.warnMs, one.rows, one.planMs],
      ...[before?.msP95 ?? null, scans.map(scanText).join("; "), one.sql],
    ];
    return cells.map(csvCell).join(",");
  });
  return [columns.join(","), ...rows, ""].join("\r\n");
}
