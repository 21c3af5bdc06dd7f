import type { RunsComparison } from "./core/comparison.ts";
import { comparisonCsv } from "./core/comparison-csv.ts";

/** The answer that a browser keeps as a file. The name holds a slug and numbers only. */
export function comparisonAnswer(pilot: string, { runs, pairs }: RunsComparison): Response {
  const numbers = runs.map(({ number }) => number).join("-");
  return new Response(comparisonCsv(pairs), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="gantry-${pilot}-runs-${numbers}.csv"`,
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
