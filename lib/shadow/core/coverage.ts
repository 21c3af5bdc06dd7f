import type { NotCompared } from "./exchange.ts";

/** How much of the site's real work was seen. */

export type EndpointCount = {
  endpoint: string;
  /** Compared exchanges that are in parity's fraction. */
  comparable: number;
  /** Compared, and taken out again by a re-check: seen, and in nobody's favour. */
  leftOut: number;
  notCompared: Partial<Record<NotCompared, number>>;
};

type EndpointCoverage = {
  endpoint: string;
  isInScope: boolean;
  /** Everything that came, compared or not. */
  seen: number;
  comparable: number;
  leftOut: number;
  notCompared: Record<NotCompared, number>;
  /** Comparable at least as often as asked. */
  isCovered: boolean;
};

export type Coverage = {
  /** Of the scope first, in its order; then what was seen outside it. An endpoint of the scope that nobody called is a row of zeros. */
  endpoints: EndpointCoverage[];
  inScope: number;
  /** How often each had to be compared; at least once. */
  timesEach: number;
  covered: number;
  /** Of what should have been compared, the share that could not be: dropped, timed out, no answer, breaker open, too large, no partner id.
   *  Writes that are not opted in and requests that legacy failed are no part of it. Null when nothing was seen. */
  lostShare: number | null;
};

const nothing: Record<NotCompared, number> = {
  dropped: 0,
  "timed-out": 0,
  "no-answer": 0,
  "breaker-open": 0,
  "too-large": 0,
  "unmapped-id": 0,
  "lost-write": 0,
  "not-mirrored": 0,
  "legacy-failed": 0,
  "not-the-same": 0,
};
const lost: readonly NotCompared[] = [
  ...(["dropped", "timed-out", "no-answer", "breaker-open", "too-large", "unmapped-id", "lost-write"] as const),
];

export type CoverageAsked = {
  /** Names of endpoints that the pilot is about; empty: all that were seen. */
  scope: readonly string[];
  /** How often each must have been compared. */
  timesEach: number;
};

export function coverageOf(counts: readonly EndpointCount[], asking: CoverageAsked): Coverage {
  const { scope, timesEach } = { ...asking, timesEach: Math.max(1, asking.timesEach) };
  const seen = new Map(counts.map((one) => [one.endpoint, one]));
  const asked = scope.length === 0 ? [...seen.keys()].sort() : scope;
  const others = [...seen.keys()].filter((endpoint) => !asked.includes(endpoint)).sort();
  const rowOf = (endpoint: string, isInScope: boolean) =>
    coverageOfEndpoint(endpoint, seen.get(endpoint), { isInScope, timesEach });
  const rows = asked.map((endpoint) => rowOf(endpoint, true));
  const covered = rows.filter((row) => row.isCovered).length;
  const endpoints = [...rows, ...others.map((endpoint) => rowOf(endpoint, false))];
  return { endpoints, inScope: rows.length, timesEach, covered, lostShare: lostShareOf(rows) };
}

function coverageOfEndpoint(
  endpoint: string,
  count: EndpointCount | undefined,
  { isInScope, timesEach }: { isInScope: boolean; timesEach: number },
): EndpointCoverage {
  const { comparable = 0, leftOut = 0 } = count ?? {};
  const notCompared = { ...nothing, ...count?.notCompared };
  const seen = comparable + leftOut + Object.values(notCompared).reduce((sum, n) => sum + n, 0);
  return {
    endpoint,
    isInScope,
    seen,
    comparable,
    leftOut,
    notCompared,
    isCovered: comparable >= timesEach,
  };
}

function lostShareOf(rows: readonly EndpointCoverage[]): number | null {
  const total = (pick: (row: EndpointCoverage) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  const lostCount = total((row) => lost.reduce((sum, reason) => sum + row.notCompared[reason], 0));
  const all = lostCount + total((row) => row.comparable + row.leftOut);
  return all === 0 ? null : lostCount / all;
}

const hourMs = 3_600_000;

export type Duration = {
  /** Hours of the shift in which exchanges were made, by the exchanges' own times. */
  hours: number;
  /** Endpoints whose count began anew at a re-check, with the hours since. */
  restarted: { endpoint: string; hours: number }[];
  /** Hours of the day (0–23, the site's) that belong to the shift and were never seen. */
  neverSeen: number[];
};

export type DurationAsked = {
  /** Starts of hours (or of parts of hours) in which exchanges were compared, epoch ms. */
  seenAt: Iterable<number>;
  /** When an endpoint's duration began anew. */
  restarts: ReadonlyMap<string, number>;
  /** The site's hour of the day of a time; the shift's hours, empty for all day. */
  hourOfDay: (ms: number) => number;
  shift: readonly number[];
};

export function durationOf({ seenAt, restarts, hourOfDay, shift }: DurationAsked): Duration {
  const inShift = (ms: number) => shift.length === 0 || shift.includes(hourOfDay(ms));
  const hours = [...new Set([...seenAt].map((ms) => Math.floor(ms / hourMs) * hourMs))].filter(inShift);
  const seen = new Set(hours.map(hourOfDay));
  const restarted = [...restarts].map(([endpoint, since]) => ({
    endpoint,
    hours: hours.filter((ms) => ms >= since).length,
  }));
  return { hours: hours.length, restarted, neverSeen: shift.filter((hour) => !seen.has(hour)) };
}
