import path from "node:path";
import { aimTable, figure } from "./aim-table.ts";
import { type BenchOptions, benchMain } from "./bench-main.ts";
import { findProgram, start } from "./children.ts";
import { startEngineProcess } from "./engine-process.ts";
import type { Delay } from "./known-delay.ts";
import type { KnownTask } from "./known-target.ts";
import { startKnownTarget } from "./known-target-process.ts";
import { readK6Latency } from "./peer-latency.ts";
import type { Cores } from "./pinning.ts";
import { frontPagePlan } from "./plans.ts";
import { type Quantiles, quantilesOf } from "./quantiles.ts";
import { median } from "./report.ts";
import { aligned } from "./table.ts";

/** `node --import tsx bench/engine/accuracy.ts`: whether the percentiles that are reported are those that the target drew. See bench/README.md. */

const perSecond = 400;
const seconds = 30;
/** New connections, and code not yet compiled: left out of the figures, as people leave it out of theirs. */
const warmUpSeconds = 5;
type Holding = NonNullable<KnownTask["holding"]>;
/** `by`: a peer that is shown beside Gantry, and counts for no aim. */
const shapes: readonly { name: string; delay: Delay; holding?: Holding; by?: "k6" }[] = [
  { name: "fixed 20 ms", delay: { kind: "fixed", ms: 20 } },
  { name: "two: 10 ms, 12 % at 150 ms", delay: { kind: "two", ms: 10, slowMs: 150, slowShare: 0.12 } },
  { name: "lognormal, median 30 ms, σ 0.8", delay: { kind: "lognormal", medianMs: 30, sigma: 0.8 } },
  {
    name: "10 ms, 2 s stall in 10 s",
    delay: { kind: "fixed", ms: 10 },
    holding: { everyMs: 10_000, fromMs: 6_000, ms: 2_000 },
  },
  { name: "fixed 20 ms, by k6, from sending", delay: { kind: "fixed", ms: 20 }, by: "k6" },
];
const k6Program = process.env["GANTRY_BENCH_K6"] ?? findProgram("k6");
const k6File = path.join(import.meta.dirname, "peers", "k6-rate.js");
const ranks = ["p50", "p95", "p99"] as const;
/** Whichever is more. */
const within = { share: 0.02, ms: 1 };

/** One run: what the target held its answers back by, what was reported, and how late the generator let requests go. */
type Pair = { drawn: Quantiles; reported: Quantiles; lateness: Quantiles };
type Shape = (typeof shapes)[number] & { pairs: Pair[] };
type Reported = Pick<Pair, "reported" | "lateness"> & { ended: number };

async function pairOf({ delay, holding, by }: Shape, seed: number, cores: Cores): Promise<Pair> {
  const task: KnownTask = { delay, seed, stall: null, ...(holding === undefined ? {} : { holding }) };
  const target = await startKnownTarget(task, cores.target);
  try {
    const { ended, ...pair } = await (by === "k6" ? byK6 : byGantry)(target.url, cores);
    const { heldMs } = await target.figures();
    if (by === undefined && heldMs.length !== (warmUpSeconds + seconds) * perSecond)
      throw new Error(`The target answered ${heldMs.length} requests of ${(warmUpSeconds + seconds) * perSecond}.`);
    // In the order they were answered: what counts are the last ones.
    return { drawn: quantilesOf(heldMs.slice(-ended)), ...pair };
  } finally {
    await target.end();
  }
}

async function byGantry(url: string, { generator }: Cores): Promise<Reported> {
  const stages = [{ from: perSecond, to: perSecond, seconds: warmUpSeconds + seconds }];
  const plan = frontPagePlan({ model: "open", stages, maxUsers: 1_200, startLimitMs: 5_000, warmUpSeconds });
  const { latencyMs, latenessMs, ended } = await startEngineProcess({ plan, url }, generator).result();
  return { reported: latencyMs, lateness: latenessMs, ended };
}

/** It does not say how late it let requests go: NaN. */
async function byK6(url: string, { generator }: Cores): Promise<Reported> {
  const told = {
    URL: url.replace(/\/$/, ""),
    PER_SECOND: perSecond,
    WARM_UP: warmUpSeconds,
    SECONDS: seconds,
    USERS: 100,
  };
  const env = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, String(value)]));
  const args = ["run", "--quiet", "--address", "", k6File];
  const running = start({ file: k6Program ?? "", env: { ...env, K6_NO_USAGE_REPORT: "true" }, args }, generator);
  if ((await running.ended) !== 0) throw new Error(`k6 did not end well: ${running.stderr().trim().slice(-500)}`);
  const never = { p50: Number.NaN, p95: Number.NaN, p99: Number.NaN, max: Number.NaN };
  return { reported: readK6Latency(running.stdout()), lateness: never, ended: seconds * perSecond };
}

type Compared = {
  name: string;
  rank: string;
  drawn: number;
  reported: number;
  offMs: number;
  lateMs: number;
  met: boolean;
  counts: boolean;
};

/** The round whose difference is the median one, signs left out. */
function compared({ name, pairs, by }: Shape, rank: (typeof ranks)[number]): Compared {
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
    counts: by === undefined,
  };
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

function tablesOf(all: readonly Shape[]): string {
  const shown = all.flatMap((shape) => ranks.map((rank) => compared(shape, rank)));
  const cells = shown.map(({ name, rank, drawn, reported, offMs, lateMs, met, counts }) => [
    ...[name, rank, figure(drawn), figure(reported), signed(offMs)],
    ...[signed((offMs / drawn) * 100), figure(lateMs), counts ? (met ? "met" : "**missed**") : ""],
  ]);
  const rows = shown.filter(({ counts }) => counts);
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
  const wanted = shapes.filter(({ by }) => by === undefined || k6Program !== null);
  if (wanted.length < shapes.length) console.log("k6 is not installed: left out.");
  const all: Shape[] = wanted.map((shape) => ({ ...shape, pairs: [] }));
  for (let round = 0; round < rounds; round++)
    for (const shape of all) {
      const { name, pairs } = shape;
      const pair = await pairOf(shape, round + 1, cores);
      pairs.push(pair);
      const offs = ranks.map((rank) => `${rank} ${signed(pair.reported[rank] - pair.drawn[rank])} ms`);
      console.log(`round ${round + 1} of ${rounds}: ${name}: ${offs.join(", ")}`);
    }
  console.log(`\n${tablesOf(all)}`);
}

await benchMain({
  title: `${perSecond} requests a second for ${seconds} s after ${warmUpSeconds} s of warm-up, open model, at a target that draws its delays and keeps what it really did.`,
  rounds: 3,
  run,
});
