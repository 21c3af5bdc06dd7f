import path from "node:path";
import { type AimRow, aimTable, spreadText } from "./aim-table.ts";
import { type BenchOptions, benchMain } from "./bench-main.ts";
import { type Running, start } from "./children.ts";
import { startEngineProcess } from "./engine-process.ts";
import { type Usage, usageOf } from "./memory.ts";
import type { Cores } from "./pinning.ts";
import { frontPagePlan } from "./plans.ts";
import { profileTableOf } from "./profile-table.ts";
import { type Spread, spread } from "./report.ts";
import { inTurn } from "./rounds.ts";
import { aligned } from "./table.ts";
import { startTarget, type Target, usualTarget } from "./target-process.ts";
import type { UsersTask } from "./users-peer.ts";
import { pause, until } from "./wait.ts";

/** `node --import tsx bench/engine/users.ts`: what ten thousand users cost who mostly think. See bench/README.md. */

const users = 10_000;
const spawnPerSecond = 2_000;
const thinkMs = [2_000, 5_000] as const;
const idleSeconds = 3;
/** All users have come and asked once; then they are watched. */
const settledAfter = users / spawnPerSecond + 6;
const watchSeconds = 6;
const heldMiB = { aim: 200, stretch: 130 };
const startMs = 20_000;

type Kind = "gantry" | UsersTask["kind"];
const names: Record<Kind, string> = {
  gantry: "Gantry",
  sockets: "Node's sockets, nothing done",
  undici: "undici, a Client a user",
};
type Sample = { overIdleMiB: number; highestMiB: number; idleMiB: number; cpuCores: number; requests: number };
type Started = { running: Running; reached(phase: "idle" | "running"): Promise<void>; finished(): Promise<number> };

function startGantry(target: Target, core: number | null): Started {
  const durationSeconds = settledAfter + watchSeconds + 2;
  const plan = frontPagePlan({ model: "closed", users, spawnPerSecond, durationSeconds }, thinkMs);
  const { running, reached, result } = startEngineProcess({ plan, url: target.url, idleSeconds }, core);
  const finished = async () => {
    const { users: most, ended } = await result();
    if (most !== users) throw new Error(`${most} of ${users} users came: nothing can be read from this run.`);
    return ended;
  };
  return { running, reached, finished };
}

function startPeer(kind: UsersTask["kind"], target: Target, core: number | null): Started {
  const seconds = settledAfter + watchSeconds + 2;
  const task: UsersTask = { kind, url: target.url, users, spawnPerSecond, thinkMs, seconds, idleSeconds };
  const file = path.join(import.meta.dirname, "users-peer.ts");
  const running = start({ file: process.execPath, args: ["--import", "tsx", file, JSON.stringify(task)] }, core);
  const waiting = (ms: number, whileTrue: () => boolean) => ({
    ms,
    whileTrue,
    sentence: () => `${names[kind]} did not start, or did not end: ${running.stderr().trim().slice(-500)}`,
  });
  return {
    running,
    reached: (phase) => until(() => running.stdout().includes(`{"phase":"${phase}"}`), waiting(startMs, running.alive)),
    async finished() {
      await until(
        () => !running.alive(),
        waiting((idleSeconds + seconds) * 1_000 + startMs, () => true),
      );
      const { requests, failed } = JSON.parse(running.stdout().trim().split("\n").at(-1) ?? "{}");
      if (failed !== 0) throw new Error(`${names[kind]} counts ${failed} failed requests.`);
      return requests;
    },
  };
}

async function sampleOf(kind: Kind, cores: Cores): Promise<Sample> {
  // A fresh port each time: ports that wait after a close are nobody's trouble then.
  const target = await startTarget(usualTarget(), cores.target);
  const started = kind === "gantry" ? startGantry(target, cores.generator) : startPeer(kind, target, cores.generator);
  try {
    await started.reached("idle");
    await pause(500);
    const idle: Usage = await usageOf(started.running.pid, idleSeconds - 1.5);
    await started.reached("running");
    await pause(settledAfter * 1_000);
    const { rssMiB, highestMiB, cpuCores } = await usageOf(started.running.pid, watchSeconds);
    const requests = await started.finished();
    return {
      overIdleMiB: rssMiB - idle.rssMiB,
      highestMiB: highestMiB - idle.rssMiB,
      idleMiB: idle.rssMiB,
      cpuCores,
      requests,
    };
  } finally {
    started.running.end();
    await target.end();
  }
}

async function printHeap(cores: Cores): Promise<void> {
  const target = await startTarget(usualTarget(), cores.target);
  const durationSeconds = settledAfter + 30;
  const plan = frontPagePlan({ model: "closed", users, spawnPerSecond, durationSeconds }, thinkMs);
  const { running, heap } = startEngineProcess({ plan, url: target.url, heapAtSecond: settledAfter }, cores.generator);
  const sentence = () => `no heap was told: ${running.stderr().trim().slice(-500)}`;
  await until(() => heap() !== null, { ms: 60_000, whileTrue: running.alive, sentence });
  console.log(`\nThe load thread's heap with ${users.toLocaleString("en")} users:\n\n${heap()}`);
  running.end();
  await target.end();
}

async function writeProfile(file: string, cores: Cores): Promise<void> {
  const target = await startTarget(usualTarget(), cores.target);
  const durationSeconds = settledAfter + watchSeconds + 2;
  const plan = frontPagePlan({ model: "closed", users, spawnPerSecond, durationSeconds }, thinkMs);
  const profile = { file, fromSecond: settledAfter, seconds: watchSeconds };
  await startEngineProcess({ plan, url: target.url, profile }, cores.generator).result();
  await target.end();
  console.log(`\nCPU profile written: ${file}\n\n${profileTableOf(file)}`);
}

type Measured = { kind: Kind; samples: Sample[] };

function spreadOf({ samples }: Measured, of: (sample: Sample) => number): Spread {
  return spread(samples.map(of));
}

function tableOf(all: readonly Measured[]): string {
  const cells = all.map((one) => [
    names[one.kind],
    spreadText(spreadOf(one, ({ overIdleMiB }) => overIdleMiB)),
    spreadText(spreadOf(one, ({ highestMiB }) => highestMiB)),
    spreadText(spreadOf(one, ({ overIdleMiB }) => (overIdleMiB * 1_024) / users)),
    spreadText(spreadOf(one, ({ idleMiB }) => idleMiB)),
    spreadText(spreadOf(one, ({ cpuCores }) => cpuCores * 100)),
  ]);
  const head = ["generator", "MiB over idle", "highest", "KiB a user", "MiB idle", "% of a core"];
  return aligned([head, ...cells]);
}

function aimsOf(all: readonly Measured[]): AimRow[] {
  const gantry = all.find(({ kind }) => kind === "gantry");
  if (gantry === undefined) return [];
  const over = spreadOf(gantry, ({ highestMiB }) => highestMiB);
  const row = (name: string, most: number): AimRow => ({
    aim: `${name}: highest memory over an idle runner ≤ ${most} MiB`,
    measured: spreadText(over, "MiB"),
    met: over.median <= most,
  });
  return [row("10,000 users", heldMiB.aim), row("stretch", heldMiB.stretch)];
}

async function run({ rounds, profileFile, heap }: BenchOptions, cores: Cores): Promise<void> {
  const all: Measured[] = (["gantry", "undici", "sockets"] as const).map((kind) => ({ kind, samples: [] }));
  for (let round = 0; round < rounds; round++)
    for (const { kind, samples } of inTurn(all, round)) {
      const sample = await sampleOf(kind, cores);
      samples.push(sample);
      const { highestMiB, requests, cpuCores } = sample;
      console.log(
        `round ${round + 1} of ${rounds}: ${names[kind]}, ${highestMiB.toFixed(0)} MiB over idle, ${cpuCores.toFixed(2)} cores, ${requests} requests`,
      );
    }
  if (profileFile !== null) await writeProfile(profileFile, cores);
  if (heap) await printHeap(cores);
  console.log(`\n${tableOf(all)}\n\n${aimTable(aimsOf(all))}`);
}

await benchMain({
  title: "Memory and CPU of 10,000 users who think 2 to 5 s, a connection each, over the same process without a run.",
  rounds: 2,
  run,
});
