import { aimTable, figure } from "./aim-table.ts";
import { type BenchOptions, benchMain } from "./bench-main.ts";
import { startEngineProcess } from "./engine-process.ts";
import type { Delay } from "./known-delay.ts";
import { startKnownTarget } from "./known-target-process.ts";
import type { Cores } from "./pinning.ts";
import { frontPagePlan } from "./plans.ts";
import { type Quantiles, quantilesOf } from "./quantiles.ts";
import { median } from "./report.ts";
import { aligned } from "./table.ts";

/** `node --import tsx bench/engine/accuracy.ts`: whether the percentiles that are reported are those that the target drew. See bench/README.md. */

const perSecond = 400;
/** Long enough that the start, with new connections and code not yet compiled, is no hundredth of it. */
const seconds = 30;
const shapes: readonly { name: string; delay: Delay }[] = [
  { name: "fixed 20 ms", delay: { kind: "fixed", ms: 20 } },
  { name: "two: 10 ms, 12 % at 150 ms", delay: { kind: "two", ms: 10, slowMs: 150, slowShare: 0.12 } },
  { name: "lognormal, median 30 ms, σ 0.8", delay: { kind: "lognormal", medianMs: 30, sigma: 0.8 } },
];
const ranks = ["p50", "p95", "p99"] as const;
/** Whichever is more. */
const within = { share: 0.02, ms: 1 };

/** One run: what the target held its answers back by, what was reported, and how late the generator let requests go. */
type Pair = { drawn: Quantiles; reported: Quantiles; lateness: Quantiles };
type Shape = { name: string; delay: Delay; pairs: Pair[] };

async function pairOf(delay: Delay, seed: number, cores: Cores): Promise<Pair> {
  const target = await startKnownTarget({ delay, seed, stall: null }, cores.target);
  try {
    const stages = [{ from: perSecond, to: perSecond, seconds }];
    const plan = frontPagePlan({ model: "open", stages, maxUsers: 1_000, startLimitMs: 5_000 });
    const engine = startEngineProcess({ plan, url: target.url }, cores.generator);
    const { latencyMs, latenessMs, ended } = await engine.result();
    const { heldMs } = await target.figures();
    if (heldMs.length !== ended)
      throw new Error(`The target answered ${heldMs.length} requests, ${ended} are reported.`);
    return { drawn: quantilesOf(heldMs), reported: latencyMs, lateness: latenessMs };
  } finally {
    await target.end();
  }
}

type Compared = {
  name: string;
  rank: string;
  drawn: number;
  reported: number;
  offMs: number;
  lateMs: number;
  met: boolean;
};

/** The round whose difference is the median one, signs left out. */
function compared({ name, pairs }: Shape, rank: (typeof ranks)[number]): Compared {
  const off = ({ drawn, reported }: Pair) => reported[rank] - drawn[rank];
  const middle = median(pairs.map((pair) => Math.abs(off(pair))));
  const distance = (pair: Pair) => Math.abs(Math.abs(off(pair)) - middle);
  const [pair] = [...pairs].sort((a, b) => distance(a) - distance(b));
  if (pair === undefined) throw new RangeError("no rounds, nothing to compare");
  const drawn = pair.drawn[rank];
  const allowed = Math.max(within.ms, drawn * within.share);
  const { reported, lateness } = pair;
  return {
    name,
    rank,
    drawn,
    reported: reported[rank],
    offMs: off(pair),
    lateMs: lateness[rank],
    met: middle <= allowed,
  };
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

function tablesOf(all: readonly Shape[]): string {
  const rows = all.flatMap((shape) => ranks.map((rank) => compared(shape, rank)));
  const cells = rows.map(({ name, rank, drawn, reported, offMs, lateMs, met }) => [
    ...[name, rank, figure(drawn), figure(reported), signed(offMs)],
    ...[signed((offMs / drawn) * 100), figure(lateMs), met ? "met" : "**missed**"],
  ]);
  const missed = rows.filter(({ met }) => !met).length;
  const aim = {
    aim: "p50, p95, p99 within 2 % or 1 ms of what the target drew in that run",
    measured: `${rows.length - missed} of ${rows.length}`,
    met: missed === 0,
  };
  const head = ["delays", "rank", "drawn, ms", "reported, ms", "off, ms", "off, %", "late, ms", ""];
  return `${aligned([head, ...cells])}\n\n${aimTable([aim])}`;
}

async function run({ rounds }: BenchOptions, cores: Cores): Promise<void> {
  const all: Shape[] = shapes.map((shape) => ({ ...shape, pairs: [] }));
  for (let round = 0; round < rounds; round++)
    for (const { name, delay, pairs } of all) {
      const pair = await pairOf(delay, round + 1, cores);
      pairs.push(pair);
      const offs = ranks.map((rank) => `${rank} ${signed(pair.reported[rank] - pair.drawn[rank])} ms`);
      console.log(`round ${round + 1} of ${rounds}: ${name}: ${offs.join(", ")}`);
    }
  console.log(`\n${tablesOf(all)}`);
}

await benchMain({
  title: `${perSecond} requests a second for ${seconds} s, open model, at a target that draws its delays and keeps what it really did.`,
  rounds: 3,
  run,
});
