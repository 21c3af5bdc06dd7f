import { type Comparison, compareRuns, type RunSeconds } from "../../lib/load/core/compare-runs.ts";
import type { Frame } from "../../lib/load/core/frame.ts";
import { startEngine } from "../../lib/load/edge/engine.ts";
import { goFirst } from "../../lib/load/edge/go-first.ts";
import { emptyHistogram, type Histogram, mergeInto, valueAtUs } from "../../lib/platform/core/histogram.ts";
import { aimTable, figure } from "../engine/aim-table.ts";
import { endAll } from "../engine/children.ts";
import { startKnownTarget } from "../engine/known-target-process.ts";
import { machine } from "../engine/machine.ts";
import { frontPagePlan } from "../engine/plans.ts";
import { quantilesOf } from "../engine/quantiles.ts";
import { aligned } from "../engine/table.ts";
import { type CompareOptions, readCompareOptions, usage } from "./compare-options.ts";

/** `node --import tsx bench/soak/compare.ts`: whether a comparison of two runs finds what was injected, and only that. See bench/README.md. */

const delay = { kind: "lognormal", medianMs: 40, sigma: 0.4, leastMs: 20 } as const;
/** Starting processes and threads of those that run side by side is over by then. */
const warmUpSeconds = 10;
const maxUsers = 100;

/** One run: what the engine reported, by second; what the target really held its answers back by; how late requests were released. */
type Ran = { run: RunSeconds; heldMsP95: number; lateMsP99: number };
type Pair = { number: number; factor: number };
type Compared = Pair & { comparison: Comparison; heldRatio: number; lateMsP99: number };

async function ranOnce(number: number, factor: number, options: CompareOptions): Promise<Ran> {
  const { medianMs, leastMs } = delay;
  const slowed = { ...delay, medianMs: medianMs * factor, leastMs: leastMs * factor };
  const target = await startKnownTarget({ delay: slowed, seed: options.seed + number, stall: null }, null);
  try {
    const frames = await framesOf(target.url, options);
    const { heldMs } = await target.figures();
    const lateness = sumOf(frames.map((frame) => frame.lateness));
    return {
      run: secondsOf(number, frames, options),
      heldMsP95: quantilesOf(heldMs.slice(warmUpSeconds * options.perSecond)).p95,
      lateMsP99: valueAtUs(lateness, 0.99) / 1_000,
    };
  } finally {
    await target.end();
  }
}

/** The seconds of one run of the engine, without those of the warm-up. */
async function framesOf(url: string, { perSecond, seconds }: CompareOptions): Promise<Frame[]> {
  const frames: Frame[] = [];
  const stages = [{ from: perSecond, to: perSecond, seconds: warmUpSeconds + seconds }];
  const engine = startEngine({
    plan: frontPagePlan({ model: "open", stages, maxUsers, startLimitMs: 5_000, warmUpSeconds }),
    target: { baseUrl: url, addresses: ["127.0.0.1"] },
    runId: process.hrtime.bigint().toString(36).slice(-12),
    secrets: {},
    threads: 1,
    onFrame: (frame) => frames.push(frame),
    onExample: ({ detail }) => console.error(detail),
    onPhase() {},
  });
  const { kind, sentence } = await engine.done;
  if (kind !== "completed") throw new Error(sentence);
  return frames.slice(warmUpSeconds, warmUpSeconds + seconds);
}

function secondsOf(number: number, frames: readonly Frame[], { seconds }: CompareOptions): RunSeconds {
  const all = frames.map((frame) => sumOf(frame.steps.map(({ latency }) => latency)));
  return { number, seconds, steps: new Map([["all", all]]) };
}

function sumOf(histograms: readonly Histogram[]): Histogram {
  const sum = emptyHistogram();
  for (const one of histograms) mergeInto(sum, one);
  return sum;
}

/** Pairs side by side: first all their first runs, then all their second ones. */
async function compareSideBySide(pairs: readonly Pair[], options: CompareOptions): Promise<Compared[]> {
  const bases = await Promise.all(pairs.map(({ number }) => ranOnce(2 * number, 1, options)));
  const others = await Promise.all(pairs.map(({ number, factor }) => ranOnce(2 * number + 1, factor, options)));
  return pairs.flatMap((pair, at) => {
    const [base, other] = [bases[at], others[at]];
    if (base === undefined || other === undefined) return [];
    const comparison = compareRuns(base.run, other.run);
    const lateMsP99 = Math.max(base.lateMsP99, other.lateMsP99);
    return [{ ...pair, comparison, heldRatio: other.heldMsP95 / base.heldMsP95, lateMsP99 }];
  });
}

/** The deciding figure of a pair. */
function decidingOf({ comparison }: Compared) {
  return comparison.steps[0]?.figures.find(({ q }) => q === 0.95);
}

function cellsOf(one: Compared): string[] {
  const found = decidingOf(one);
  const interval = found?.interval ?? { ratio: Number.NaN, low: Number.NaN, high: Number.NaN };
  const injected = one.factor === 1 ? "none" : `${((one.factor - 1) * 100).toFixed(0)} %`;
  const [ratio, low, high, held] = [interval.ratio, interval.low, interval.high, one.heldRatio].map((x) =>
    x.toFixed(3),
  );
  return [
    ...[String(one.number), injected, figure(found?.base ?? Number.NaN), figure(found?.other ?? Number.NaN)],
    ...[`${ratio} (${low}–${high})`, held ?? "", figure(one.lateMsP99), one.comparison.says],
  ];
}

function tablesOf(all: readonly Compared[]): string {
  const head = ["pair", "injected", "p95, ms", "p95, ms", "ratio (95 %)", "drawn", "late p99, ms", "says"];
  const slowed = all.filter(({ factor }) => factor !== 1);
  const equal = all.filter(({ factor }) => factor === 1);
  const found = slowed.filter(({ comparison }) => comparison.says === "slower").length;
  const alarms = equal.filter(({ comparison: { says } }) => says === "slower" || says === "faster").length;
  const aims = [
    {
      aim: `slower is found in at least 18 of 20 pairs`,
      measured: `${found} of ${slowed.length}`,
      met: found >= slowed.length * 0.9,
    },
    {
      aim: `equal runs are said to differ in at most 3 of 20 pairs`,
      measured: `${alarms} of ${equal.length}`,
      met: alarms <= equal.length * 0.15,
    },
  ];
  return `${aligned([head, ...all.map(cellsOf)])}\n\n${aimTable(aims)}`;
}

/** Of each kind as many, in turns, so that both meet the machine as it is. */
function pairsOf({ pairs, slowerPercent }: CompareOptions): Pair[] {
  const factor = 1 + slowerPercent / 100;
  return Array.from({ length: pairs }, (_, at) => [
    { number: 2 * at + 1, factor },
    { number: 2 * at + 2, factor: 1 },
  ]).flat();
}

async function main(): Promise<void> {
  const options = readCompareOptions(process.argv.slice(2));
  if (options === null) return console.log(usage);
  const { cores, cpu, node, loadAverage } = machine();
  console.log(`${cores} cores, ${cpu}, Node ${node}, load average ${loadAverage.toFixed(2)} at the start.`);
  console.log(
    `${options.pairs} pairs with ${options.slowerPercent} % injected, ${options.pairs} of equal runs, ${options.atOnce} side by side; each run ${options.seconds} s after ${warmUpSeconds} s of warm-up, ${options.perSecond} requests a second; delays lognormal, median ${delay.medianMs} ms, σ ${delay.sigma}, at least ${delay.leastMs} ms.\n`,
  );
  goFirst();
  const all: Compared[] = [];
  const pairs = pairsOf(options);
  for (let at = 0; at < pairs.length; at += options.atOnce) {
    const compared = await compareSideBySide(pairs.slice(at, at + options.atOnce), options);
    for (const one of compared) console.log(cellsOf(one).join(" · "));
    all.push(...compared);
  }
  console.log(`\nLoad average ${machine().loadAverage.toFixed(2)} at the end.\n\n${tablesOf(all)}`);
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    endAll();
    process.exit(1);
  });

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  endAll();
}
