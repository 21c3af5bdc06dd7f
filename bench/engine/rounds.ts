import { measure, type Round, type Sample } from "./measure.ts";
import type { Generator } from "./peers.ts";
import type { Measured } from "./report.ts";

/** Interleaved rounds: what disturbs the machine for a while disturbs everybody. */

export type Plan = Omit<Round, "profileFile"> & { rounds: number; say(line: string): void };

/** Every generator once in each round. Each round begins one further on, so that nobody always follows the same neighbour. */
export async function measureAll(generators: readonly Generator[], plan: Plan): Promise<Measured[]> {
  const samples = new Map<string, Sample[]>(generators.map(({ key }) => [key, []]));
  for (let round = 0; round < plan.rounds; round++) {
    for (const generator of inTurn(generators, round)) {
      const sample = await measure(generator, { ...plan, profileFile: null });
      samples.get(generator.key)?.push(sample);
      const figure = Math.round(sample.requests / sample.cpuSeconds).toLocaleString("en");
      plan.say(`round ${round + 1} of ${plan.rounds}: ${generator.name}, ${figure} requests per CPU-second`);
    }
  }
  return generators.map(({ key, name }) => ({ key, name, samples: samples.get(key) ?? [] }));
}

/** A further run of each of Gantry's two loads that counts in no figure, because sampling costs speed: `FILE-bare.cpuprofile`,
 *  `FILE-full.cpuprofile`. */
export async function profileGantry(
  generators: readonly Generator[],
  { file, ...plan }: Plan & { file: string },
): Promise<void> {
  for (const generator of generators) {
    if (!generator.key.startsWith("gantry-")) continue;
    await measure(generator, { ...plan, profileFile: `${file}-${generator.key.slice("gantry-".length)}.cpuprofile` });
    plan.say(`CPU profile written: ${generator.name}`);
  }
}

/** The same list, begun at its `from`-th member, round and round. */
export function inTurn<T>(list: readonly T[], from: number): T[] {
  const start = list.length === 0 ? 0 : from % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
