import path from "node:path";
import { type AimRow, aimTable, figure } from "./aim-table.ts";
import { type BenchOptions, benchMain } from "./bench-main.ts";
import { type Command, findProgram, start } from "./children.ts";
import { startEngineProcess } from "./engine-process.ts";
import { startKnownTarget } from "./known-target-process.ts";
import { readHeyLatency, readK6Latency, readWrkLatency } from "./peer-latency.ts";
import type { Cores } from "./pinning.ts";
import { frontPagePlan } from "./plans.ts";
import type { Quantiles } from "./quantiles.ts";
import { median } from "./report.ts";
import { type StallPlan, stallTheory } from "./stall-theory.ts";
import { aligned } from "./table.ts";
import { until } from "./wait.ts";

/** `node --import tsx bench/engine/stall.ts`: whether a target that stands still for 2 s is seen. See bench/README.md. */

const setting: StallPlan = {
  perSecond: 500,
  seconds: 10,
  stall: { fromMs: 4_000, ms: 2_000 },
  ms: 10,
  slowMs: 200,
  slowEvery: 100,
};
const tolerance = 0.05;
const endMs = 30_000;
const connections = 10;
type Peer = "wrk" | "hey" | "k6";
type Loads = "engine" | Peer;
type Row = { name: string; key: Loads; rounds: Quantiles[] };

async function measured(key: Loads, seed: number, cores: Cores): Promise<Quantiles> {
  const { ms, slowMs, slowEvery, stall } = setting;
  const delay = { kind: "two", ms, slowMs, slowShare: 1 / slowEvery } as const;
  const target = await startKnownTarget({ delay, seed, stall }, cores.target);
  try {
    if (key === "engine") return await byEngine(target.url, cores);
    return await byPeer(key, target.url, cores);
  } finally {
    await target.end();
  }
}

async function byEngine(url: string, { generator }: Cores): Promise<Quantiles> {
  const { perSecond, seconds } = setting;
  const stages = [{ from: perSecond, to: perSecond, seconds }];
  // A connection for each request that the stall holds up, and some.
  const plan = frontPagePlan({ model: "open", stages, maxUsers: 1_500, startLimitMs: 5_000 });
  const { latencyMs, ended, planned } = await startEngineProcess({ plan, url }, generator).result();
  if (ended !== planned) throw new Error(`${ended} of ${planned} requests ended: nothing can be read from this run.`);
  return latencyMs;
}

const k6File = path.join(import.meta.dirname, "peers", "k6-bare.js");
const programOf = (key: Peer) => (key === "k6" ? process.env["GANTRY_BENCH_K6"] : undefined) ?? findProgram(key);

function commandOf(key: Peer, url: string): Command {
  const file = programOf(key) ?? key;
  const { seconds, perSecond } = setting;
  if (key === "k6") {
    const env = { URL: url.replace(/\/$/, ""), CONNECTIONS: String(connections), SECONDS: String(seconds) };
    return { file, env: { ...env, K6_NO_USAGE_REPORT: "true" }, args: ["run", "--quiet", "--address", "", k6File] };
  }
  if (key === "wrk")
    return {
      file,
      args: ["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "--timeout", "10s", "--latency", url],
    };
  const each = String(perSecond / connections);
  return { file, args: ["-cpus", "1", "-c", String(connections), "-q", each, "-z", `${seconds}s`, url] };
}

const latencyReaders = { wrk: readWrkLatency, hey: readHeyLatency, k6: readK6Latency };

async function byPeer(key: Peer, url: string, { generator }: Cores): Promise<Quantiles> {
  const running = start(commandOf(key, `${url}/`), generator);
  const sentence = () => `${key} did not end: ${running.stderr().trim().slice(-500)}`;
  await until(() => !running.alive(), { ms: endMs, whileTrue: () => true, sentence });
  await running.ended;
  return latencyReaders[key](running.stdout());
}

function medians(rounds: readonly Quantiles[]): Quantiles {
  const of = (q: keyof Quantiles) => median(rounds.map((round) => round[q]));
  return { p50: of("p50"), p95: of("p95"), p99: of("p99"), max: of("max") };
}

function cells(name: string, { p50, p95, p99, max }: Quantiles): string[] {
  return [name, figure(p50), figure(p95), figure(p99), figure(max)];
}

function aimOf(q: "p95" | "p99", theory: Quantiles, seen: Quantiles): AimRow {
  const off = seen[q] / theory[q] - 1;
  return {
    aim: `${q} from due time within ${tolerance * 100} % of theory (${figure(theory[q], "ms")})`,
    measured: `${figure(seen[q], "ms")} (${off < 0 ? "−" : "+"}${(Math.abs(off) * 100).toFixed(1)} %)`,
    met: Math.abs(off) <= tolerance,
  };
}

function wanted(): Row[] {
  const peers = (["wrk", "hey", "k6"] as const).filter((key) => {
    if (programOf(key) === null) console.log(`${key} is not installed: left out.`);
    return programOf(key) !== null;
  });
  return [
    { name: "Gantry, from due time", key: "engine", rounds: [] },
    ...peers.map((key): Row => ({ name: key, key, rounds: [] })),
  ];
}

async function run({ rounds }: BenchOptions, cores: Cores): Promise<void> {
  const rows = wanted();
  const theory = stallTheory(setting);
  for (let round = 0; round < rounds; round++)
    for (const row of rows) {
      const seen = await measured(row.key, round + 1, cores);
      row.rounds.push(seen);
      console.log(
        `round ${round + 1} of ${rounds}: ${row.name}, p95 ${figure(seen.p95, "ms")}, p99 ${figure(seen.p99, "ms")}`,
      );
    }
  const head = ["ms", "p50", "p95", "p99", "max"];
  const all = rows.map((row) => cells(row.name, medians(row.rounds)));
  const [gantry] = rows;
  const aims =
    gantry === undefined ? [] : (["p95", "p99"] as const).map((q) => aimOf(q, theory, medians(gantry.rounds)));
  console.log(`\n${aligned([head, cells("theory", theory), ...all])}\n\n${aimTable(aims)}`);
}

await benchMain({
  title: `${setting.perSecond} requests a second for ${setting.seconds} s at a target of ${setting.ms} ms, ${setting.slowMs} ms for 1 %, that stands still for ${setting.stall.ms / 1_000} s.`,
  rounds: 3,
  run,
});
