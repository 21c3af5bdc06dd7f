import { endThem, load, median, ms, type Options, proxies, ratePerSecond, sound } from "./mirror-rounds.ts";
import { type Cores, cpuSeconds, memoryMiB, mirror, type Started, upstream } from "./systems.ts";

/** Direct, then through each, in every round: the differences within a round are what counts. */
export async function latency({ rounds, seconds }: Options, cores: Cores) {
  const [legacy, candidate] = [await upstream("none", cores.rest), await upstream("none", cores.rest)];
  const through = await proxies(legacy.port, candidate.port, cores);
  // For compilers.
  for (const { started } of through) await load({ port: started.port, seconds: 1 }, cores);
  const before = new Map(through.map(({ name, started }) => [name, cpuSeconds(started.running.pid)]));
  const added = new Map(through.map(({ name }) => [name, { p50: [] as number[], p99: [] as number[] }]));
  let requests = 0;
  for (let round = 0; round < rounds; round++) {
    const direct = await load({ port: legacy.port, seconds }, cores);
    requests += (seconds + 0.5) * ratePerSecond;
    for (const { name, started } of through) {
      const result = await load({ port: started.port, seconds }, cores);
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
    cpuUsARequest: ((cpuSeconds(started.running.pid) - (before.get(name) ?? 0)) * 1e6) / requests,
    memoryMiB: memoryMiB(started.running.pid),
  }));
  for (const one of figures)
    console.log(
      `${one.name}: added p50 ${ms(one.addedP50Ms)}, p99 ${ms(one.addedP99Ms)}; ${one.cpuUsARequest.toFixed(0)} µs CPU a request; ${one.memoryMiB.toFixed(0)} MiB`,
    );
  await endThem([...through.map(({ started }) => started), legacy, candidate]);
  return figures;
}

const largeEvery = 1_000;

/** One answer of 5 MB in a thousand, direct and through the mirror: what the others' p99 is. */
export async function largeOnes({ rounds, seconds }: Options, cores: Cores) {
  const [legacy, candidate] = [await upstream("none", cores.rest), await upstream("none", cores.rest)];
  const ours: Started = await mirror({ legacyPort: legacy.port, candidatePort: candidate.port }, cores);
  await load({ port: ours.port, seconds: 1 }, cores);
  const added: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // As many requests as have two large ones among them at least.
    const each = { seconds: Math.max(2, seconds), largeEvery };
    const direct = await load({ port: legacy.port, ...each }, cores);
    const through = await load({ port: ours.port, ...each }, cores);
    sound(through, "mirror");
    added.push(through.p99Ms - direct.p99Ms);
  }
  const figures = { addedP99Ms: median(added), memoryMiB: memoryMiB(ours.running.pid) };
  console.log(
    `one answer of 5 MB in a thousand: added p99 ${ms(figures.addedP99Ms)} for the others, ${figures.memoryMiB.toFixed(0)} MiB at most`,
  );
  await endThem([ours, legacy, candidate]);
  return figures;
}
