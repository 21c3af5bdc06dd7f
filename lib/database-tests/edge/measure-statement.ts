import { type Plan, scansIn, shortened } from "../core/plan.ts";
import { type Statement, valuesOf } from "../core/statement.ts";
import { planOf } from "./check-statement.ts";
import type { Execution, Target } from "./open-target.ts";

/** One execution in a transaction of its own. What is measured is the statement: beginning and ending the transaction are not. */
export function executeOnce(
  target: Target,
  { sql, values }: Statement,
  { n, timeLimitMs }: { n: number; timeLimitMs: number },
): Promise<Execution> {
  return target.reading(timeLimitMs, (reading) => reading.time({ text: sql, values: valuesOf(values, n) }));
}

export type Explained = { plan: Plan | null; planMs: number; scans: ReturnType<typeof scansIn> };

const mostPlanBytes = 512 * 1024;

/** The plan of one more execution, with what each part of it did. A plan too large to be read by anybody is not kept. */
export async function explainOnce(target: Target, { sql, values }: Statement, timeLimitMs: number): Promise<Explained> {
  const text = `explain (analyze, buffers, verbose, format json) ${sql}`;
  const plan = await target.reading(timeLimitMs, (reading) => planOf(reading, { text, values: valuesOf(values, 0) }));
  const short = shortened(plan);
  const kept = JSON.stringify(short).length <= mostPlanBytes ? short : null;
  return { plan: kept, planMs: Number(plan["Actual Total Time"] ?? 0), scans: scansIn(plan) };
}
