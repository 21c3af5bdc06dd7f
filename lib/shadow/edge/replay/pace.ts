/** When each request of a log is due. */

/** As recorded (1), so many times faster, or as fast as the systems answer (null). */
export type Pace = number | null;

const mostFactor = 10_000;

/** `1x`, `10x`, `0.5x`, `max`; undefined for anything else. */
export function paceOf(word: string): Pace | undefined {
  if (word === "max") return null;
  const factor = Number(/^(\d{1,5}(?:\.\d{1,3})?)x$/.exec(word)?.[1] ?? Number.NaN);
  return factor > 0 && factor <= mostFactor ? factor : undefined;
}

/** Ms after the start at which a request is due. Logs that jump back in time (several files joined) go on without a wait. */
export function dueAfterMs(pace: Pace, { firstAt, at }: { firstAt: number; at: number }): number {
  return pace === null ? 0 : Math.max(0, (at - firstAt) / pace);
}
