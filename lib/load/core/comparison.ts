import type { Environment } from "#lib/platform/core/environment.ts";
import { blocksLeast } from "./block-bootstrap.ts";
import { type ComparedStep, decidingPercentile, type Says } from "./compare-runs.ts";
import type { ErrorDifference } from "./error-difference.ts";
import type { RunOutcome } from "./run.ts";
import type { OverlayPoint } from "./run-blocks.ts";
import { duration, milliseconds } from "./say.ts";
import type { VerdictKind } from "./verdict.ts";

/** What is answered about runs beside each other: each of the others against the first. */

export const mostCompared = 5;

export type ComparedRun = {
  number: number;
  name: string;
  scenarioName: string;
  scenarioVersion: number;
  systemName: string;
  environment: Environment;
  profileInWords: string;
  outcome: RunOutcome | null;
  verdict: VerdictKind | null;
  isBaseline: boolean;
  startedAt: string | null;
  /** Seconds that count. */
  seconds: number;
  throughputPerSecond: number;
  errorRatio: number | null;
  deliveredRatio: number | null;
  points: readonly OverlayPoint[];
  pointSeconds: number;
};

export type PairStep = ComparedStep & {
  /** Requests a second; `ratio` null where the base sent none. */
  throughput: { base: number; other: number; ratio: number | null };
  errors: ErrorDifference;
};

export type ComparedPair = {
  base: number;
  other: number;
  says: Says;
  /** The same with its figures. */
  sentence: string;
  /** In what the two are not alike; a sentence each. */
  unlike: string[];
  /** All requests first. */
  steps: PairStep[];
};

export type RunsComparison = {
  /** The base first. */
  runs: ComparedRun[];
  pairs: ComparedPair[];
  /** What the runs say of how far one and the same differs from time to time. */
  drift: string[];
};

type Blocked = { number: number; blocks: number; blockSeconds: number };

/** "Run 14 is slower than run 12: p95 of all requests 212 ms against 180 ms, 1.18 times as long (95 % interval 1.09 to 1.27)." */
export function sayPair(
  says: Says,
  steps: readonly ComparedStep[],
  [base, other]: readonly [Blocked, Blocked],
): string {
  const [one, two] = [`run ${base.number}`, `Run ${other.number}`];
  const figure = steps.find(({ name }) => name === "all")?.figures.find(({ q }) => q === decidingPercentile);
  const interval = figure?.interval ?? null;
  if (says === "too short to say" || figure === undefined || interval === null) return tooShort([base, other]);
  const beside = `p95 of all requests ${ms(figure.other)} against ${ms(figure.base)}, ${times(interval.ratio)} times as long (95 % interval ${times(interval.low)} to ${times(interval.high)})`;
  if (says === "no difference shown")
    return `No difference is shown between ${one} and run ${other.number}: ${beside}.`;
  return `${two} is ${says} than ${one}: ${beside}.`;
}

function tooShort(pair: readonly [Blocked, Blocked]): string {
  const short = pair.filter(({ blocks }) => blocks < blocksLeast);
  if (short.length === 0) return "Too short to say: too few requests ended to tell a ratio.";
  const said = short.map(({ number, blocks, blockSeconds }) => {
    return `run ${number} has ${blocks} of ${duration(blockSeconds)}`;
  });
  return `Too short to say: a run needs ${blocksLeast} blocks of at least 10 s; ${said.join(", ")}.`;
}

const ms = (value: number | null) => (value === null ? "none" : milliseconds(value));

/** "1.18" */
export function times(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 2 : 0);
}
