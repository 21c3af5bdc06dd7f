import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { endAll, findProgram } from "../engine/children.ts";
import { allowedCores, machine } from "../engine/machine.ts";
import type { SteadyResult } from "./steady-load.ts";
import {
  type Cores,
  cpuSeconds,
  memoryMiB,
  mirror,
  nginx,
  nodeProxy,
  type Started,
  saturate,
  steady,
  upstream,
} from "./systems.ts";
import type { Fault } from "./upstream.ts";

/** `node --import tsx bench/shadow/mirror.ts`: what the mirror costs a client, against going direct and against peers, in one run. */

const usage = `What the mirror adds to a client's latency, what a request costs it, and what a failing new system does to clients.

  node --import tsx bench/shadow/mirror.ts [options]

  --rounds 5     paired rounds (1 to 20)
  --seconds 2    measured seconds of each load (1 to 30)
  --only WORD    latency, saturation or faults
  --json FILE    the figures, as JSON
`;

const ratePerSecond = 1_000;
const connections = 32;
const faults: (Fault | "dead")[] = ["hangs", "dead", "slow", "garbage", "resets", "never ends"];
const deadPort = 1;

type Options = { rounds: number; seconds: number };

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const ms = (value: number) => `${value.toFixed(3)} ms`;

function pinning(): Cores {
  const cores = allowedCores();
  const [first = null] = cores;
  const last = cores.at(-1) ?? null;
  return findProgram("taskset") === null || first === last ? { proxy: null, rest: null } : { proxy: last, rest: first };
}

/** Direct, then through each, in every round: the differences within a round are what counts. */
async function latency({ rounds, seconds }: Options, cores: Cores) {
  const [legacy, candidate] = [await upstream("none", cores.rest), await upstream("none", cores.rest)];
  const through = await proxies(legacy, candidate, cores);
  const before = new Map(through.map(({ name, started }) => [name, cpuSeconds(started.running.pid)]));
  const added = new Map(through.map(({ name }) => [name, { p50: [] as number[], p99: [] as number[] }]));
  for (let round = 0; round < rounds; round++) {
    const direct = await steady({ port: legacy.port, ratePerSecond, seconds, connections }, cores.rest);
    for (const { name, started } of through) {
      const result = await steady({ port: started.port, ratePerSecond, seconds, connections }, cores.rest);
      sound(result, name);
      added.get(name)?.p50.push(result.p50Ms - direct.p50Ms);
      added.get(name)?.p99.push(result.p99Ms - direct.p99Ms);
    }
    console.log(`round ${round + 1} of ${rounds}: direct p50 ${ms(direct.p50Ms)}, p99 ${ms(direct.p99Ms)}`);
  }
  const figures = through.map(({ name, started }) => ({
    name,
    addedP50Ms: median(added.get(name)?.p50 ?? []),
    addedP99Ms: median(added.get(name)?.p99 ?? []),
    cpuUsARequest:
      ((cpuSeconds(started.running.pid) - (before.get(name) ?? 0)) * 1e6) / (rounds * (seconds + 1) * ratePerSecond),
    memoryMiB: memoryMiB(started.running.pid),
  }));
  for (const one of figures)
    console.log(
      `${one.name}: added p50 ${ms(one.addedP50Ms)}, p99 ${ms(one.addedP99Ms)}; ${one.cpuUsARequest.toFixed(0)} µs CPU a request; ${one.memoryMiB.toFixed(0)} MiB`,
    );
  await endThem([...through.map(({ started }) => started), legacy, candidate]);
  return figures;
}

function sound({ errors, blocked }: SteadyResult, name: string): void {
  if (errors + blocked > 0)
    throw new Error(`${name}: ${errors} errors, ${blocked} blocked: nothing can be read from this`);
}

type Named = { name: string; started: Started };

async function proxies(legacy: Started, candidate: Started, { proxy }: Cores): Promise<Named[]> {
  const ours = await mirror({ legacyPort: legacy.port, candidatePort: candidate.port }, proxy);
  const peer = await nodeProxy(legacy.port, candidate.port, proxy);
  const nginxs = await nginx(legacy.port, candidate.port, proxy);
  if (nginxs === null) console.log("nginx is not installed: left out.");
  return [
    { name: "mirror", started: ours },
    ...(nginxs === null ? [] : [{ name: "nginx mirror", started: nginxs }]),
    { name: "node:http + undici", started: peer },
  ];
}

/** Each of them fresh in every round, as fast as it can. */
async function saturation({ rounds, seconds }: Options, cores: Cores) {
  const ratios = new Map<string, number[]>();
  const perSecond: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [legacy, candidate] = [await upstream("none", cores.rest), await upstream("none", cores.rest)];
    const all = await proxies(legacy, candidate, cores);
    const got = new Map<string, number>();
    for (const { name, started } of all) {
      // For compilers.
      await saturate({ port: started.port, seconds: 2 }, cores.rest);
      const before = cpuSeconds(started.running.pid);
      const result = await saturate({ port: started.port, seconds }, cores.rest);
      const spent = cpuSeconds(started.running.pid) - before;
      const each = result.requests / spent;
      got.set(name, each);
      if (name === "mirror") perSecond.push(result.perSecond);
      console.log(
        `round ${round + 1}: ${name} ${Math.round(each)} requests per CPU-second, ${Math.round(result.perSecond)} a second`,
      );
    }
    const ours = got.get("mirror") ?? Number.NaN;
    for (const [name, each] of got) if (name !== "mirror") ratios.set(name, [...(ratios.get(name) ?? []), ours / each]);
    await endThem([...all.map(({ started }) => started), legacy, candidate]);
  }
  const figures = {
    perSecond: median(perSecond),
    ratios: Object.fromEntries([...ratios].map(([name, values]) => [name, median(values)])),
  };
  console.log(`mirror: ${Math.round(figures.perSecond)} requests a second on a shared machine`);
  for (const [name, ratio] of Object.entries(figures.ratios)) console.log(`mirror / ${name}: ${ratio.toFixed(2)}`);
  return figures;
}

/** Healthy, then failing, in every round: what clients notice. */
async function failing({ rounds, seconds }: Options, cores: Cores) {
  const figures = [];
  for (const fault of faults) {
    const legacy = await upstream("none", cores.rest);
    const [healthy, broken] = [
      await upstream("none", cores.rest),
      fault === "dead" ? null : await upstream(fault, cores.rest),
    ];
    const p99: number[] = [];
    let [errors, memory] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const pair = [
        await mirror({ legacyPort: legacy.port, candidatePort: healthy.port }, cores.proxy),
        await mirror({ legacyPort: legacy.port, candidatePort: broken?.port ?? deadPort }, cores.proxy),
      ] as const;
      const [good, bad] = [await load(pair[0]), await load(pair[1])];
      errors += bad.errors + bad.blocked;
      p99.push(bad.p99Ms - good.p99Ms);
      memory = Math.max(memory, memoryMiB(pair[1].running.pid));
      await endThem(pair);
    }
    const one = { fault, errors, addedP99Ms: median(p99), memoryMiB: memory };
    figures.push(one);
    console.log(
      `new system ${fault}: client errors ${errors}, p99 over healthy ${ms(one.addedP99Ms)}, ${memory.toFixed(0)} MiB`,
    );
    await endThem([legacy, healthy, ...(broken === null ? [] : [broken])]);
  }
  return figures;

  function load({ port }: Started): Promise<SteadyResult> {
    return steady({ port, ratePerSecond, seconds, connections }, cores.rest);
  }
}

async function endThem(all: readonly Started[]): Promise<void> {
  await Promise.all(all.map((one) => one.end()));
}

async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { rounds: text, seconds: text, only: text, json: text, help: { type: "boolean" } },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const options = { rounds: Number(values.rounds ?? 5), seconds: Number(values.seconds ?? 2) };
  const facts = machine();
  console.log(
    `${facts.cores} cores, ${facts.cpu}, Node ${facts.node}, load average ${facts.loadAverage.toFixed(2)} at the start`,
  );
  const cores = pinning();
  const wanted = (word: string) => values.only === undefined || values.only === word;
  const figures = {
    latency: wanted("latency") ? await latency(options, cores) : null,
    saturation: wanted("saturation") ? await saturation(options, cores) : null,
    faults: wanted("faults") ? await failing(options, cores) : null,
  };
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine: facts, options, figures }, null, 2)}\n`);
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
