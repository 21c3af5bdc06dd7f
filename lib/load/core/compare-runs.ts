import type { Histogram } from "#lib/platform/core/histogram.ts";
import { emptyHistogram, evenValueAtUs, mergeInto } from "#lib/platform/core/histogram.ts";
import { type Blocks, blockSeconds, blocksOf, type RatioInterval, ratioInterval } from "./block-bootstrap.ts";
import { samplesForPercentile } from "./samples-needed.ts";

/** Two runs beside each other. A difference is only said when the interval of its ratio says so. */

/** One run's latencies, second by second from its first that counts: of all requests under "all", of each step under its name. */
export type RunSeconds = { number: number; seconds: number; steps: ReadonlyMap<string, readonly Histogram[]> };

export type Says = "slower" | "faster" | "no difference shown" | "too short to say";

/** `base` and `other` in ms, null without requests. */
export type ComparedFigure = {
  q: number;
  base: number | null;
  other: number | null;
  interval: RatioInterval | null;
  says: Says;
};

export type ComparedStep = { name: string; n: { base: number; other: number }; figures: ComparedFigure[] };

export const comparedPercentiles = [0.5, 0.95, 0.99] as const;
/** The figure that decides about the runs as a whole, over all requests. */
export const decidingPercentile = 0.95;

export type Comparison = { says: Says; blockSeconds: number; steps: ComparedStep[] };

/** A step's latencies of a whole run, and cut into blocks. */
export type StepBlocks = { sum: Histogram; blocks: Blocks };

/** Compares the steps that both runs have, all requests first. */
export function compareRuns(base: RunSeconds, other: RunSeconds): Comparison {
  const length = blockSeconds(Math.min(base.seconds, other.seconds));
  const names = [...base.steps.keys()].filter((name) => other.steps.has(name));
  const blocked = ({ steps }: RunSeconds, name: string) => inBlocks(steps.get(name) ?? [], length);
  const seed = pairSeed(base.number, other.number);
  const steps = names.map((name) => compareStep(name, [blocked(base, name), blocked(other, name)], seed));
  return { says: saysOf(steps), blockSeconds: length, steps };
}

/** The same pair of runs has the same intervals, whenever it is asked for. */
export function pairSeed(base: number, other: number): number {
  return base * 1_000_003 + other;
}

/** What is said of the runs as a whole. */
export function saysOf(steps: readonly ComparedStep[]): Says {
  const whole = steps.find(({ name }) => name === "all");
  return whole?.figures.find(({ q }) => q === decidingPercentile)?.says ?? "too short to say";
}

/** Compares one step of two runs, the base first. Their blocks may differ in length. */
export function compareStep(
  name: string,
  [base, other]: readonly [StepBlocks, StepBlocks],
  seed: number,
): ComparedStep {
  return {
    name,
    n: { base: base.sum.n, other: other.sum.n },
    figures: comparedPercentiles.map((q) => ({
      q,
      base: ms(base.sum, q),
      other: ms(other.sum, q),
      ...said([base, other], { q, seed }),
    })),
  };
}

function inBlocks(seconds: readonly Histogram[], length: number): StepBlocks {
  return { sum: sumOf(seconds), blocks: blocksOf(seconds, length) };
}

/** As a verdict does, no word on a percentile whose tail may be missing. */
function said([base, other]: readonly [StepBlocks, StepBlocks], how: { q: number; seed: number }) {
  const enough = Math.min(base.sum.n, other.sum.n) >= samplesForPercentile(how.q);
  const interval = enough ? ratioInterval(base.blocks, other.blocks, how) : null;
  return { interval, says: wordOf(interval) };
}

function wordOf(interval: RatioInterval | null): Says {
  if (interval === null) return "too short to say";
  if (interval.low > 1) return "slower";
  return interval.high < 1 ? "faster" : "no difference shown";
}

function sumOf(seconds: readonly Histogram[]): Histogram {
  const sum = emptyHistogram();
  for (const second of seconds) mergeInto(sum, second);
  return sum;
}

const ms = (histogram: Histogram, q: number): number | null =>
  histogram.n === 0 ? null : evenValueAtUs(histogram, q) / 1_000;
