import type { Point } from "./api.ts";

/** What a fault has cost: pure comparisons of a run's seconds. */

/** Seconds that were stored before and are gone or other than they were. */
export function lostOrChanged(before: readonly Point[], after: readonly Point[]): number[] {
  const now = new Map(after.map((point) => [point.second, JSON.stringify(point)]));
  return before.filter((point) => now.get(point.second) !== JSON.stringify(point)).map(({ second }) => second);
}

/** Of the first `whole` seconds, which a run has gone through to their ends, those that are not stored. */
export function missingOf(whole: number, stored: readonly Point[]): number[] {
  const there = new Set(stored.map(({ second }) => second));
  return Array.from({ length: whole }, (_, second) => second).filter((second) => !there.has(second));
}

/** How many seconds a run had gone through to their ends at a moment; none before it had begun. */
export function wholeSeconds(startedAt: string | null, atMs: number, planned: number): number {
  if (startedAt === null) return 0;
  const passed = Math.floor((atMs - Date.parse(startedAt)) / 1000);
  return Math.min(Math.max(passed, 0), planned);
}
