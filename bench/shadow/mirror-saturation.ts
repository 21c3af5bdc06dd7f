import { endThem, median, type Options, proxies } from "./mirror-rounds.ts";
import { type Cores, cheapUpstream, cpuSeconds, saturate, upstream } from "./systems.ts";

type Measured = { perSecond: number[]; perCpuSecond: number[]; busy: number[] };

/** Each as fast as it can, on a core of its own where there are two, one after the other in every round. */
export async function saturation({ rounds, seconds }: Options, cores: Cores) {
  const healthy = async () => (await cheapUpstream(cores.rest)) ?? (await upstream("none", cores.rest));
  const [legacy, candidate] = [await healthy(), await healthy()];
  const all = await proxies(legacy.port, candidate.port, cores);
  // For compilers.
  for (const { started } of all) await saturate({ port: started.port, seconds: 1 }, cores.rest);
  const measured = new Map<string, Measured>(
    all.map(({ name }) => [name, { perSecond: [], perCpuSecond: [], busy: [] }]),
  );
  for (let round = 0; round < rounds; round++)
    for (const { name, started } of all) {
      const before = cpuSeconds(started.running.pid);
      const { requests, perSecond } = await saturate({ port: started.port, seconds: Math.ceil(seconds) }, cores.rest);
      const spent = cpuSeconds(started.running.pid) - before;
      const of = measured.get(name);
      of?.perSecond.push(perSecond);
      of?.perCpuSecond.push(requests / spent);
      of?.busy.push(spent / Math.ceil(seconds));
    }
  const figures = [...measured].map(([name, of]) => ({
    name,
    perSecond: median(of.perSecond),
    perCpuSecond: median(of.perCpuSecond),
    busy: median(of.busy),
    /** The mirror's requests per CPU-second over this one's, of the same round. */
    ratio: median(of.perCpuSecond.map((one, round) => (measured.get("mirror")?.perCpuSecond[round] ?? 0) / one)),
  }));
  for (const { name, perSecond, perCpuSecond, busy, ratio } of figures)
    console.log(
      `${name}: ${Math.round(perSecond)} requests a second, ${Math.round(perCpuSecond)} per CPU-second (its core ${Math.round(busy * 100)} % busy)${name === "mirror" ? "" : `; the mirror's are ${ratio.toFixed(2)} times as many`}`,
    );
  await endThem([...all.map(({ started }) => started), legacy, candidate]);
  return figures;
}
