import { emptyHistogram, type Histogram, mergeInto, valueAtUs } from "#lib/platform/core/histogram.ts";
import { blockSeconds, blocksOf, type SparseHistogram } from "./block-bootstrap.ts";
import type { StepBlocks } from "./compare-runs.ts";
import type { Frame } from "./frame.ts";
import { plannedSeconds } from "./profile.ts";
import type { RunPlan } from "./run.ts";
import { stepsOf } from "./scenario.ts";

/** What a comparison needs of a run, folded second by second, so that an hour of a run is never in memory: its latencies in some tens of blocks, and
 *  the points of its charts. Only seconds that count, the warm-up does not. */

/** On a chart that lays runs over one another. `second`: from the first that counts. */
export type OverlayPoint = {
  second: number;
  /** Of all requests that ended within the point; null where none did. */
  latencyMsP95: number | null;
  throughputPerSecond: number;
  failedPerSecond: number;
};

export type FoldedRun = {
  /** Seconds that count and were measured. */
  seconds: number;
  blockSeconds: number;
  /** Of all requests under "all", first; then each step of the mix under its name. */
  steps: ReadonlyMap<string, StepBlocks>;
  points: readonly OverlayPoint[];
  /** How many seconds a point covers. */
  pointSeconds: number;
};

const mostPoints = 300;

export type BlockFold = { push(frame: Frame): void; done(): FoldedRun };

/** `lastSecond`: the number of the run's newest second. Frames come in order. */
export function blockFold(plan: RunPlan, lastSecond: number): BlockFold {
  const warmUp = plan.profile.warmUpSeconds ?? 0;
  const planned = plannedSeconds(plan.profile);
  const expected = Math.max(1, Math.min(planned, lastSecond + 1) - warmUp);
  const length = blockSeconds(expected);
  const pointSeconds = Math.ceil(expected / mostPoints);
  const steps = stepFolds(plan, length);
  const points = pointFold(pointSeconds);
  let seconds = 0;
  return {
    push(frame) {
      if (frame.second < warmUp) return;
      seconds++;
      const sum = steps.push(frame);
      if (frame.second < planned) points.push(frame.second - warmUp, frame, sum);
    },
    done: () => ({ seconds, blockSeconds: length, steps: steps.done(), points: points.done(), pointSeconds }),
  };
}

/** Latencies and failures of a frame's whole mix. */
type Mix = { latency: Histogram; failed: number };

function stepFolds({ scenario }: RunPlan, length: number) {
  const firstOfMix = scenario.setup.length;
  const all = stepFold(length);
  const folds = stepsOf(scenario).map(({ name }) => ({ name, fold: stepFold(length) }));
  return {
    push({ steps }: Frame): Mix {
      const mix = steps.filter(({ step }) => step >= firstOfMix);
      const latency = emptyHistogram();
      for (const one of mix) mergeInto(latency, one.latency);
      const byStep = new Map(mix.map((one) => [one.step, one.latency]));
      for (const [index, { fold }] of folds.entries()) fold.push(byStep.get(index) ?? null);
      all.push(latency);
      const failed = mix
        .flatMap((one) => Object.values(one.failed))
        .reduce<number>((sum, times) => sum + (times ?? 0), 0);
      return { latency, failed };
    },
    done: () =>
      new Map([["all", all.done()], ...folds.slice(firstOfMix).map(({ name, fold }) => [name, fold.done()] as const)]),
  };
}

/** Blocks of one step. Of its seconds only the newest block's stand unfolded, as one. What is left at the end is in no block. */
function stepFold(length: number) {
  const sum = emptyHistogram();
  const blocks: SparseHistogram[] = [];
  let [block, seconds] = [emptyHistogram(), 0];
  return {
    push(latency: Histogram | null): void {
      if (latency !== null) mergeInto(block, latency);
      if (++seconds < length) return;
      mergeInto(sum, block);
      blocks.push(...blocksOf([block], 1));
      [block, seconds] = [emptyHistogram(), 0];
    },
    done(): StepBlocks {
      mergeInto(sum, block);
      return { sum, blocks };
    },
  };
}

function pointFold(width: number) {
  const points: OverlayPoint[] = [];
  let open = emptyPoint(-1);
  const close = () => {
    if (open.seconds > 0) points.push(pointOf(open, width));
  };
  return {
    push(second: number, frame: Frame, mix: Mix): void {
      const at = Math.floor(second / width);
      if (at !== open.at) close();
      if (at !== open.at) open = emptyPoint(at);
      addSecond(open, frame, mix);
    },
    done(): OverlayPoint[] {
      close();
      return points;
    },
  };
}

/** The point that seconds are still added to. */
type Open = { at: number; seconds: number; ended: number; failed: number; latency: Histogram };

const emptyPoint = (at: number): Open => ({ at, seconds: 0, ended: 0, failed: 0, latency: emptyHistogram() });

function addSecond(open: Open, { ended }: Frame, { latency, failed }: Mix): void {
  open.seconds++;
  open.ended += ended;
  open.failed += failed;
  mergeInto(open.latency, latency);
}

function pointOf({ at, seconds, ended, failed, latency }: Open, width: number): OverlayPoint {
  return {
    second: at * width,
    latencyMsP95: latency.n === 0 ? null : valueAtUs(latency, 0.95) / 1_000,
    throughputPerSecond: ended / seconds,
    failedPerSecond: failed / seconds,
  };
}
