import path from "node:path";
import { type AimRow, aimTable, spreadText } from "./aim-table.ts";
import { arrivalErrors } from "./arrival-error.ts";
import { type BenchOptions, benchMain } from "./bench-main.ts";
import { start } from "./children.ts";
import { startEngineProcess } from "./engine-process.ts";
import { type KnownTarget, startKnownTarget } from "./known-target-process.ts";
import { usageOf } from "./memory.ts";
import { findPacers, type Pacer } from "./pacers.ts";
import type { Cores } from "./pinning.ts";
import { frontPagePlan } from "./plans.ts";
import { profileTableOf } from "./profile-table.ts";
import type { Quantiles } from "./quantiles.ts";
import { type Spread, spread } from "./report.ts";
import { aligned } from "./table.ts";
import type { TimerTask } from "./timer-floor.ts";
import { until } from "./wait.ts";

/** `node --import tsx bench/engine/schedule.ts`: how well an open plan of 10,000 requests a second is kept. See bench/README.md. */

const perSecond = 10_000;
const seconds = 10;
const peerSeconds = 5;
const latestMs = { aim: 1.5, stretch: 1 };
/** Of a run, what CPU is measured over: from its third second on. */
const warmUpSeconds = 2;
const startMs = 20_000;

/** `reported`: what the generator says of itself, if it says anything. `seen`: how late the target saw requests come, if any did. */
type Sample = {
  reported: Quantiles | null;
  seen: Quantiles | null;
  cpuCores: number;
  requestsPerSecond: number | null;
};
type Measured = { name: string; samples: Sample[] };

const plan = frontPagePlan({
  model: "open",
  stages: [{ from: perSecond, to: perSecond, seconds }],
  maxUsers: 500,
  startLimitMs: 5_000,
});

async function freshTarget({ target }: Cores): Promise<KnownTarget> {
  return startKnownTarget({ delay: { kind: "none" }, seed: 1, stall: null }, target);
}

async function sampleOfGantry(cores: Cores): Promise<Sample> {
  const target = await freshTarget(cores);
  const { running, reached, result } = startEngineProcess({ plan, url: target.url }, cores.generator);
  try {
    await reached("running");
    const cpuCores = await cpuOf(running.pid, seconds);
    const { latenessMs } = await result();
    return { reported: latenessMs, cpuCores, ...(await seenBy(target, seconds)) };
  } finally {
    running.end();
    await target.end();
  }
}

async function sampleOfPeer({ name, command }: Pacer, cores: Cores): Promise<Sample> {
  const target = await freshTarget(cores);
  const running = start(command(target.url, perSecond, peerSeconds), cores.generator);
  const sentence = () => `${name} sent nothing, or did not end: ${running.stderr().trim().slice(-500)}`;
  try {
    await until(async () => (await target.count()) > 0, { ms: startMs, whileTrue: running.alive, sentence });
    const cpuCores = await cpuOf(running.pid, peerSeconds);
    await until(() => !running.alive(), { ms: startMs, whileTrue: () => true, sentence });
    return { reported: null, cpuCores, ...(await seenBy(target, peerSeconds)) };
  } finally {
    running.end();
    await target.end();
  }
}

/** Nothing is sent here, so that nobody sees anything arrive. */
async function sampleOfTimer({ generator }: Cores): Promise<Sample> {
  const task: TimerTask = { perSecond, seconds: peerSeconds };
  const args = ["--import", "tsx", path.join(import.meta.dirname, "timer-floor.ts"), JSON.stringify(task)];
  const running = start({ file: process.execPath, args }, generator);
  const sentence = () => `the timer's floor was not measured: ${running.stderr().trim().slice(-500)}`;
  const cpuCores = await cpuOf(running.pid, peerSeconds);
  await until(() => !running.alive(), { ms: startMs, whileTrue: () => true, sentence });
  return { reported: JSON.parse(running.stdout()), seen: null, cpuCores, requestsPerSecond: null };
}

async function cpuOf(pid: number, ofSeconds: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, warmUpSeconds * 1_000));
  return (await usageOf(pid, ofSeconds - warmUpSeconds - 1)).cpuCores;
}

async function seenBy(target: KnownTarget, ofSeconds: number): Promise<Pick<Sample, "seen" | "requestsPerSecond">> {
  const { arrivedMs } = await target.figures();
  return { seen: arrivalErrors(arrivedMs, perSecond), requestsPerSecond: arrivedMs.length / ofSeconds };
}

async function writeProfile(file: string, cores: Cores): Promise<void> {
  const target = await freshTarget(cores);
  const profile = { file, fromSecond: warmUpSeconds, seconds: seconds - warmUpSeconds - 1 };
  await startEngineProcess({ plan, url: target.url, profile }, cores.generator).result();
  await target.end();
  console.log(`\nCPU profile written: ${file}\n\n${profileTableOf(file)}`);
}

/** The spread of a figure that all samples have; null where one lacks it. */
function spreadOf(samples: readonly Sample[], of: (sample: Sample) => number | undefined | null): Spread | null {
  const values = samples.map(of).filter((value) => typeof value === "number");
  return values.length < samples.length || values.length === 0 ? null : spread(values);
}

function tableOf(all: readonly Measured[]): string {
  const head = [
    "generator",
    "ms late p50, as it says",
    "p99",
    "ms late p50, as seen",
    "p99",
    "requests/s",
    "% of a core",
  ];
  const cells = all.map(({ name, samples }) => {
    const cell = (of: (sample: Sample) => number | undefined | null) => {
      const found = spreadOf(samples, of);
      return found === null ? "–" : spreadText(found);
    };
    return [
      ...[name, cell(({ reported }) => reported?.p50), cell(({ reported }) => reported?.p99)],
      ...[cell(({ seen }) => seen?.p50), cell(({ seen }) => seen?.p99)],
      ...[cell((one) => one.requestsPerSecond), cell(({ cpuCores }) => cpuCores * 100)],
    ];
  });
  return aligned([head, ...cells]);
}

function aimsOf([gantry]: readonly Measured[]): AimRow[] {
  const p99 = spreadOf(gantry?.samples ?? [], ({ reported }) => reported?.p99);
  if (p99 === null) return [];
  const row = (name: string, most: number): AimRow => ({
    aim: `${name}: schedule error p99 ≤ ${most} ms`,
    measured: spreadText(p99, "ms"),
    met: p99.median <= most,
  });
  return [row("10,000 requests a second", latestMs.aim), row("stretch", latestMs.stretch)];
}

type Candidate = Measured & { measure(): Promise<Sample> };

function candidates(cores: Cores): Candidate[] {
  const { pacers, skipped } = findPacers();
  for (const sentence of skipped) console.log(sentence);
  return [
    { name: "Gantry", samples: [], measure: () => sampleOfGantry(cores) },
    { name: "Node's timer, nothing sent", samples: [], measure: () => sampleOfTimer(cores) },
    ...pacers.map((pacer) => ({ name: pacer.name, samples: [], measure: () => sampleOfPeer(pacer, cores) })),
  ];
}

async function run({ rounds, profileFile }: BenchOptions, cores: Cores): Promise<void> {
  const all = candidates(cores);
  for (let round = 0; round < rounds; round++)
    for (const { name, samples, measure } of all) {
      const sample = await measure();
      samples.push(sample);
      const { reported, seen } = sample;
      const says = reported === null ? [] : [`${reported.p99.toFixed(2)} ms late as it says`];
      const sees = seen === null ? [] : [`${seen.p99.toFixed(2)} ms as the target saw it`];
      console.log(`round ${round + 1} of ${rounds}: ${name}, p99 ${[...says, ...sees].join(", ")}`);
    }
  if (profileFile !== null) await writeProfile(profileFile, cores);
  console.log(`\n${tableOf(all)}\n\n${aimTable(aimsOf(all))}`);
}

await benchMain({
  title: `An open plan of ${perSecond.toLocaleString("en")} requests a second for ${seconds} s: how late requests leave, and what it costs.`,
  rounds: 5,
  run,
});
