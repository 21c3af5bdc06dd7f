/** Words for sentences about items. */

/** What somebody said, closed as a sentence. */
export function closed(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

const units: readonly [seconds: number, one: string, many: string][] = [
  [86_400, "day", "days"],
  [3_600, "hour", "hours"],
  [60, "minute", "minutes"],
  [1, "second", "seconds"],
];

/** In the largest unit that leaves no rest, days from two on: "24 hours", "90 minutes", "3 days". */
export function spanText(seconds: number): string {
  const [unit, one, many] =
    units.find(([size]) => seconds % size === 0 && seconds / size >= (size === 86_400 ? 2 : 1)) ??
    (["1", "second", "seconds"] as const);
  const count = seconds / Number(unit);
  return `${count} ${count === 1 ? one : many}`;
}
