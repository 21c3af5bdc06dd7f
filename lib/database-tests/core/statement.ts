/** A test of a database: named statements that read, and how fast each must be. */

/** Sets of values for $1, $2, …, bound in turn; one empty set where a statement has no parameters. */
export type Values = readonly (readonly (string | null)[])[];

export type Statement = {
  name: string;
  sql: string;
  values: Values;
  /** How often it is measured; one more execution goes before and is not counted. */
  runs: number;
  /** For p95; null: it is measured and not judged. */
  limitMs: number | null;
  /** It holds, but whoever waits longer wants to be warned. */
  warnMs: number | null;
};

export type TestText = {
  name: string;
  /** For one execution: it is then cut off. */
  timeLimitMs: number;
  statements: readonly Statement[];
};

export type TestState = "queued" | "running" | "ended";
export type TestOutcome = "completed" | "stopped" | "interrupted" | "refused" | "failed";
/** How a statement ended; null while it has not. */
export type Ending = "done" | "over-time" | "refused" | "failed";

/** Those of the n-th execution, counted from 0. */
export function valuesOf(values: Values, n: number): readonly (string | null)[] {
  return values[n % Math.max(1, values.length)] ?? [];
}
